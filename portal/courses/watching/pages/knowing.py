"""What is known of somebody who watches, read from the settings, the tables and the request itself (AN-28)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from portal.core.settings import Settings
from portal.core.settings.courses import CoursesSettings
from portal.core.words import Word, word
from portal.courses.counting.models import CourseCount, CourseVoice
from portal.courses.counting.rules import kept_days


class Sign(NamedTuple):
    """Something that a browser or its connection says about its owner, under its name in WSGI's environment."""

    name: str
    tells: Word
    key: str


SIGNS = (
    Sign("IP", word("the address of your connection"), "REMOTE_ADDR"),
    Sign("X-Forwarded-For", word("the same address, as servers on the way write it"), "HTTP_X_FORWARDED_FOR"),
    Sign("Cookie", word("whether you have signed in with us somewhere else"), "HTTP_COOKIE"),
    Sign("Authorization", word("a password or a key"), "HTTP_AUTHORIZATION"),
    Sign("User-Agent", word("which browser and device you have"), "HTTP_USER_AGENT"),
    Sign("Sec-CH-UA", word("the same, in newer browsers"), "HTTP_SEC_CH_UA"),
    Sign("Accept-Language", word("which languages your browser is set to"), "HTTP_ACCEPT_LANGUAGE"),
    Sign("Referer", word("which page you come from"), "HTTP_REFERER"),
)


class Proof(NamedTuple):
    """Whether a sign reached this application together with the very request that is being answered."""

    sign: Sign
    arrived: bool


@dataclass(frozen=True)
class Known:
    """The facts that the page about anonymity is made of.

    `counted` and `written` are the columns of the only two tables that a visitor's own wish can write to; `days` are
    for how long after the end of their year `course_counts` and `course_voices` are kept.
    """

    courses: CoursesSettings
    has_own_host: bool
    has_own_role: bool
    counted: tuple[str, ...]
    written: tuple[str, ...]
    days: Mapping[str, int]
    proofs: tuple[Proof, ...]

    @property
    def is_kept(self) -> bool:
        """True when nothing that says something about the visitor has arrived."""
        return not any(proof.arrived for proof in self.proofs)


def known(settings: Settings, environ: Mapping[str, Any]) -> Known:
    """What this installation knows of the visitor whose request has the WSGI environment `environ`.

    The same for everybody as long as the promise holds: then nothing in `environ` differs between visitors.
    """
    return Known(
        courses=settings.municipality.courses,
        has_own_host=settings.courses_host is not None,
        has_own_role=settings.courses_database_url is not None,
        counted=_columns(CourseCount),
        written=_columns(CourseVoice),
        days=kept_days(settings),
        proofs=tuple(Proof(sign, bool(environ.get(sign.key))) for sign in SIGNS),
    )


def _columns(table: type[CourseCount] | type[CourseVoice]) -> tuple[str, ...]:
    return tuple(column.name for column in table.__table__.columns)
