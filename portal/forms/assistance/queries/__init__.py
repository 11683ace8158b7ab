"""What can be looked up about assistance: what residents own (`own`), and what staff and the robot need."""
