"""Commands of errands."""
