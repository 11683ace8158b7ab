"""What a course is for and about; the filters of the catalogue.

The ages are those of ABC, Alla barn i centrum (Socialstyrelsen): 0–2, 3–12, 13–18.
"""

from collections.abc import Mapping
from enum import StrEnum

from portal.core.words import Word, word

SLUG_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
SLUG_MOST, TITLE_MOST, SUMMARY_MOST, TEXT_MOST = 60, 90, 300, 6000
QUESTION_MOST, QUESTIONS_MOST = 300, 12
PARTS_MOST = 12
SHORT_MINUTES, MEDIUM_MINUTES = 3, 15


class Audience(StrEnum):
    """Whom a course is made for."""

    PARENTS = "parents"
    FAMILY_HOMES = "family_homes"
    COMPANIES = "companies"


class Topic(StrEnum):
    """What a course is about."""

    SMALL_CHILD = "small_child"
    TEENAGER = "teenager"
    LIMITS = "limits"
    SCREENS = "screens"
    SEPARATION = "separation"
    NEURODIVERSITY = "neurodiversity"
    SCHOOL = "school"
    GANGS = "gangs"
    FAMILY_HOME = "family_home"
    PROCUREMENT = "procurement"
    RESPONSIBILITY = "responsibility"


class Age(StrEnum):
    """How old the child is, in years."""

    SMALL = "0-2"
    MIDDLE = "3-12"
    TEEN = "13-18"


class Form(StrEnum):
    """In which forms a course can be taken."""

    FILM = "film"
    SOUND = "sound"
    EXERCISES = "exercises"
    PRINT = "print"


class Length(StrEnum):
    """How long all films of a course are together."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


class Access(StrEnum):
    """How a course can be followed by somebody who sees, hears or reads differently."""

    CAPTIONS = "captions"
    DESCRIBED = "described"
    SIGNED = "signed"
    EASY = "easy"


class Variant(StrEnum):
    """The same film as it is, with audio description (syntolkning), and with Swedish sign language."""

    PLAIN = "plain"
    DESCRIBED = "described"
    SIGNED = "signed"


NAMES: Mapping[StrEnum, Word] = {
    Audience.PARENTS: word("For parents"),
    Audience.FAMILY_HOMES: word("For family homes"),
    Audience.COMPANIES: word("For companies"),
    Topic.SMALL_CHILD: word("The small child"),
    Topic.TEENAGER: word("The teenager"),
    Topic.LIMITS: word("Limits and conflicts"),
    Topic.SCREENS: word("Screen time"),
    Topic.SEPARATION: word("When parents separate"),
    Topic.NEURODIVERSITY: word("ADHD, autism and the like"),
    Topic.SCHOOL: word("Not going to school"),
    Topic.GANGS: word("Worry about gangs"),
    Topic.FAMILY_HOME: word("To be a family home"),
    Topic.PROCUREMENT: word("To sell to the municipality"),
    Topic.RESPONSIBILITY: word("Social responsibility"),
    Age.SMALL: word("0–2 years"),
    Age.MIDDLE: word("3–12 years"),
    Age.TEEN: word("13–18 years"),
    Form.FILM: word("Film"),
    Form.SOUND: word("Sound alone"),
    Form.EXERCISES: word("With exercises"),
    Form.PRINT: word("To print"),
    Length.SHORT: word("Under 3 minutes"),
    Length.MEDIUM: word("3–15 minutes"),
    Length.LONG: word("Over 15 minutes"),
    Access.CAPTIONS: word("Captions"),
    Access.DESCRIBED: word("Audio description"),
    Access.SIGNED: word("Sign language"),
    Access.EASY: word("Easy Swedish"),
    Variant.PLAIN: word("The film"),
    Variant.DESCRIBED: word("With audio description"),
    Variant.SIGNED: word("With sign language"),
}
"""What people call each of them."""


def length_of(seconds: float) -> Length:
    """How long a course of so many seconds is, as the catalogue sorts them."""
    if seconds < SHORT_MINUTES * 60:
        return Length.SHORT
    return Length.MEDIUM if seconds <= MEDIUM_MINUTES * 60 else Length.LONG
