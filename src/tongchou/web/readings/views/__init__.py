"""The pages of documents read."""
