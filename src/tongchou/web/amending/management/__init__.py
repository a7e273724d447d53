"""Commands of amending."""
