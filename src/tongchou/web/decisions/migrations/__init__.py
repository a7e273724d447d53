"""Changes of the tables of scenarios."""
