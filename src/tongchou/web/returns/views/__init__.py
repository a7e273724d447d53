"""One file a group of pages: read, and show."""
