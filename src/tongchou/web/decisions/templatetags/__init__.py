"""Template tags of the models' pages."""
