"""What the load benchmark is made of: an office of its own, a synthetic world, people with connections, rounds."""
