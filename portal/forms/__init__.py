"""E-services: forms that a resident fills in."""
