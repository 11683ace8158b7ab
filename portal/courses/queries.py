"""What can be looked up about courses and their films, as nouns."""
