"""What can happen to a course and its films, as verbs; every function takes the session first and never commits."""
