"""Policy of courses as plain Python: what a course may be about, how it becomes public, what captions must be."""
