"""Commands of the map room."""
