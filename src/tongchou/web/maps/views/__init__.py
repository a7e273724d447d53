"""The map pages, a file a family of pages."""
