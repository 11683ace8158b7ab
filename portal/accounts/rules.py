"""Times, password policy and slowing of tries, as plain Python (requirements R-35 to R-38, OWASP ASVS 6.2, 6.3, 7.3).

Tries are slowed, never locked: see `wait_after` and the note on known devices in `portal.accounts`.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from portal.accounts.permissions import Role
from portal.accounts.weak_passwords import WEAK_WORDS
from portal.core.words import Word, word

IDLE = timedelta(minutes=15)
DEMO_IDLE = timedelta(hours=8)
ABSOLUTE = timedelta(hours=8)
UNFINISHED = timedelta(minutes=10)
TOUCH_EVERY = timedelta(seconds=30)
WARN_BEFORE = timedelta(minutes=2)
DEVICE_LIFETIME = timedelta(days=180)
TEMPORARY_PASSWORD_LIFETIME = timedelta(days=7)

PASSWORD_LEAST = 12
PASSWORD_MOST = 200
DIFFERENT_LETTERS = 6
NAME_MOST = 120
EMAIL_MOST = 254

FREE_TRIES = 5
LONGEST_WAIT = timedelta(seconds=60)
TRIES_FORGIVEN_AFTER = timedelta(hours=24)
RECOVERY_CODES = 10

STAFF_ROOT = "/handlaggning"
DEMO_DOMAIN = "@demo.example"
STAFF_LANGUAGES = ("sv", "en")
_NEXT_MOST = 600
_NOT_IN_NEXT = re.compile(r"[\\\x00-\x20\x7f-\x9f]|//|/\.\.?(/|$)")
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")


class SessionState(StrEnum):
    """How far somebody has come in signing in; only `FULL` may do more than take the next step."""

    CODE = "code"
    SET_UP = "set_up"
    PASSWORD = "password"  # noqa: S105 (the name of a step)
    FULL = "full"


@dataclass(frozen=True)
class AccountDetails:
    """What an administrator says about an account; `teams` are codes of the municipality's teams."""

    email: str
    name: str
    language: str = "sv"
    roles: frozenset[Role] = frozenset()
    teams: frozenset[str] = frozenset()


def next_state(*, has_factor: bool, is_demanded: bool, is_temporary: bool, code_given: bool = False) -> SessionState:
    """The step that is due after the ones taken: code, setting up, a password of one's own, or none."""
    if has_factor and not code_given:
        return SessionState.CODE
    if is_demanded and not has_factor:
        return SessionState.SET_UP
    return SessionState.PASSWORD if is_temporary else SessionState.FULL


def idle_limit(*, is_demo: bool) -> timedelta:
    """How long a session may lie still: 15 minutes, in the demo a working day."""
    return DEMO_IDLE if is_demo else IDLE


def lifetime(state: SessionState) -> timedelta:
    """How long a session may live at most: 8 hours, or 10 minutes while signing in is not finished."""
    return ABSOLUTE if state is SessionState.FULL else UNFINISHED


def ends_at(seen_at: datetime, expires_at: datetime, *, is_demo: bool) -> datetime:
    """When a session ends if nothing more happens in it."""
    return min(seen_at + idle_limit(is_demo=is_demo), expires_at)


def wait_after(tries: int) -> timedelta:
    """How long to wait for the next try after `tries` wrong ones: five are free, then 1, 2, 4 … 60 seconds."""
    if tries < FREE_TRIES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(tries - FREE_TRIES, 10)), LONGEST_WAIT)


def tries_still_counted(tries: int, tried_at: datetime, now: datetime) -> int:
    """Wrong tries are forgiven when a day has passed since the latest."""
    return 0 if now - tried_at >= TRIES_FORGIVEN_AFTER else tries


def password_fault(password: str, *, email: str = "", name: str = "") -> Word | None:
    """What is wrong with a new password, or None (ASVS 6.2: long, not common, not about the person)."""
    if len(password) < PASSWORD_LEAST:
        return word("Choose a password of at least 12 characters. A few words in a row are easy to remember.")
    if len(password) > PASSWORD_MOST:
        return word("Choose a password of at most 200 characters.")
    if _is_easily_guessed(password) or _is_about(password, email, name):
        return word("That password is too easy to guess. Choose a few words that have nothing to do with each other.")
    return None


def _is_easily_guessed(password: str) -> bool:
    from_here = password.casefold()
    core = _AROUND.sub("", from_here)
    return len(set(from_here)) < DIFFERENT_LETTERS or not core or core in WEAK_WORDS


def _is_about(password: str, email: str, name: str) -> bool:
    core = re.sub(r"[\W\d_]+", "", password.casefold())
    known = [re.sub(r"[\W\d_]+", "", part.casefold()) for part in (email.partition("@")[0], name, email)]
    return any(core == part for part in known if part)


def normal_email(typed: str) -> str:
    """The one spelling under which an address is kept and looked up."""
    return typed.strip().casefold()


def is_demo_address(email: str) -> bool:
    """True for the demo's accounts, which production never lets in."""
    return normal_email(email).endswith(DEMO_DOMAIN)


def temporary_has_ended(changed_at: datetime, now: datetime) -> bool:
    """True when a password that an administrator handed out is too old to be used."""
    return now - changed_at >= TEMPORARY_PASSWORD_LIFETIME


def safe_next(target: str | None) -> str | None:
    """`target` if it is an address below the staff pages of this very site, otherwise None."""
    if not target or len(target) > _NEXT_MOST or not target.startswith(STAFF_ROOT):
        return None
    if _NOT_IN_NEXT.search(target.partition("?")[0]) or re.search(r"[\\\x00-\x20\x7f-\x9f]", target):
        return None
    return target if target[len(STAFF_ROOT) :][:1] in {"", "/", "?"} else None


def initials(name: str) -> str:
    """First letters of the first and the last name, for the avatar."""
    words = [part for part in name.split() if part[:1].isalpha()]
    return "".join(part[0] for part in (*words[:1], *words[1:][-1:])).upper()
