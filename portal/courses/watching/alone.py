"""What gunicorn imports when the courses have a process of their own: they answer everything there."""

from portal.core.settings.alone import courses_settings
from portal.courses.watching.app import courses_alone

application = courses_alone(courses_settings())
