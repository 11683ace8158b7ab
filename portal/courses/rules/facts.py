"""What a course is, apart from its words."""

from dataclasses import dataclass

from portal.courses.rules.catalogue import Audience

DEFAULT_POSITION = 100


@dataclass(frozen=True)
class CourseFacts:
    """Address, audience and filters of a course; codes are those of `rules.catalogue`."""

    slug: str
    audience: Audience
    topics: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    is_easy: bool = False
    position: int = DEFAULT_POSITION
