"""Changes of places on the page: proposed, tried, judged by somebody else, and only then put into the programme."""
