"""The pages of published courses; the same bytes for everybody who asks for the same address.

`catalogue` and `course` are what people come for; `about` says what is known of them (nothing) and how to leave no
trace; `certificate` prints a paper without a name; `front` leads from a host of the courses' own to the catalogue.
"""

from portal.courses.watching.routes import about, catalogue, certificate, course
from portal.courses.watching.routes.blueprint import bp, part_of, published, shelf
from portal.courses.watching.routes.front import front

__all__ = ["about", "bp", "catalogue", "certificate", "course", "front", "part_of", "published", "shelf"]
