"""Work on the working copy: facts, words, survey (`courses`), parts and their films (`parts`).

Every change makes the version grow, leaves a line in the history and leads back to a draft; what is on the shelf
stays as it is. Whoever writes on top of somebody else's change meets `Stale`, and nothing is overwritten.
"""

from portal.courses.rules.facts import CourseFacts
from portal.courses.service.editing.courses import (
    add_course,
    change_facts,
    change_survey,
    facts_of,
    questions_of,
    words_of,
    write_course,
)
from portal.courses.service.editing.opening import Stale, changed, film_changed, opened, stamp
from portal.courses.service.editing.parts import (
    add_film,
    add_part,
    move_part,
    part_of,
    remove_film,
    remove_part,
    words_of_part,
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
    "facts_of",
    "film_changed",
    "move_part",
    "opened",
    "part_of",
    "questions_of",
    "remove_film",
    "remove_part",
    "stamp",
    "words_of",
    "words_of_part",
    "write_course",
    "write_part",
]
