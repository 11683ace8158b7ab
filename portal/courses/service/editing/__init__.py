"""Work on the working copy: facts, words, survey (`courses`), parts and their films (`parts`).

Every change makes the version grow, leaves a line in the history and leads back to a draft; what is on the shelf
stays as it is. Whoever writes on top of somebody else's change meets `Stale`, and nothing is overwritten.
"""

from portal.courses.service.editing.courses import (
    CourseFacts,
    add_course,
    change_facts,
    change_survey,
    write_course,
)
from portal.courses.service.editing.opening import Stale, changed, film_changed, opened, stamp
from portal.courses.service.editing.parts import (
    add_film,
    add_part,
    move_part,
    remove_film,
    remove_part,
    write_part,
)

__all__ = [
    "CourseFacts",
    "Stale",
    "add_course",
    "add_film",
    "add_part",
    "change_facts",
    "change_survey",
    "changed",
    "film_changed",
    "move_part",
    "opened",
    "remove_film",
    "remove_part",
    "stamp",
    "write_course",
    "write_part",
]
