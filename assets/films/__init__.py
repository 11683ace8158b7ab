"""How the films of the courses in portal/courses/content are made; see README.md. Nothing here runs in the portal."""
