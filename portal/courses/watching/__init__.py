"""The application for those who watch: no cookie, no session, no address, nothing kept; `app.create_courses_app`."""

from portal.courses.watching.app import create_courses_app, with_courses

__all__ = ["create_courses_app", "with_courses"]
