"""Kalmar for the demo: areas and places with real names; see README.md here for what is made up."""
