"""What gunicorn imports: one process, several WSGI applications behind one dispatch."""

from portal.app import create_app
from portal.core.settings import Settings
from portal.core.web.dispatch import Dispatch

application = Dispatch(create_app(Settings.from_environment()))
