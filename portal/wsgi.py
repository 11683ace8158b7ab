"""What gunicorn imports: one process, several WSGI applications behind one dispatch."""

from portal.app import create_app
from portal.core.settings import Settings
from portal.courses.watching import with_courses

settings = Settings.from_environment()
application = with_courses(create_app(settings), settings)
