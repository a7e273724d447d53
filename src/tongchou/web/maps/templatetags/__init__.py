"""Template tags of the map pages."""
