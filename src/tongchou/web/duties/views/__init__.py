"""One file a group of pages about tasks: read, and show."""
