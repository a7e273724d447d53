"""The pages of the models."""
