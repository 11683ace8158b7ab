"""Policy of the ombudsman as plain Python."""
