"""What a place may be, the life of a sign, and how names are searched; plain Python."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from portal.core.settings import Municipality, Topic
from portal.core.words import Word, word

REF_LENGTH = 64
NAME_LENGTH = 200
TYPE_LENGTH = 24
AREA_LENGTH = 80
NOTE_LENGTH = 500
SEARCH_LENGTH = 1000
MOST_TOPICS = 8
"""As many pictures as fit on a phone's first screen."""
MOST_SIGNS_AN_ORDER = 20
"""For one place at once."""
MOST_SHEET = 100
"""Signs in one print."""
SILENT_AFTER = timedelta(days=90)
"""A mounted sign that nobody has scanned for so long may be gone."""
KEEP_IMPORT = timedelta(days=1)
"""How long a file waits for somebody to confirm its import."""


class SignState(StrEnum):
    """Where a sign is in its life."""

    ORDERED = "ordered"
    MOUNTED = "mounted"
    DAMAGED = "damaged"
    MISSING = "missing"
    RETIRED = "retired"


@dataclass(frozen=True)
class StateLook:
    """What a state is called, what a button that leads to it says, and its tone in a tag."""

    label: Word
    action: Word
    tone: str


STATES: Mapping[SignState, StateLook] = MappingProxyType(
    {
        SignState.ORDERED: StateLook(word("Ordered"), word("Order"), "planned"),
        SignState.MOUNTED: StateLook(word("Mounted"), word("It is mounted"), "done"),
        SignState.DAMAGED: StateLook(word("Damaged"), word("It is damaged"), "waiting"),
        SignState.MISSING: StateLook(word("Missing"), word("It is missing"), "danger"),
        SignState.RETIRED: StateLook(word("Retired"), word("Retire it"), "closed"),
    }
)

MOVES: Mapping[SignState, frozenset[SignState]] = MappingProxyType(
    {
        SignState.ORDERED: frozenset({SignState.MOUNTED, SignState.RETIRED}),
        SignState.MOUNTED: frozenset({SignState.DAMAGED, SignState.MISSING, SignState.RETIRED}),
        SignState.DAMAGED: frozenset({SignState.MOUNTED, SignState.MISSING, SignState.RETIRED}),
        SignState.MISSING: frozenset({SignState.MOUNTED, SignState.DAMAGED, SignState.RETIRED}),
        SignState.RETIRED: frozenset(),
    }
)


def may_move(state: SignState, to: SignState) -> bool:
    """True when a sign in `state` may go `to`; a retired sign stays so, its code is never given again."""
    return to in MOVES[state]


def next_states(state: SignState) -> tuple[SignState, ...]:
    """Where a sign may go from `state`, in the order of its life."""
    return tuple(to for to in SignState if may_move(state, to))


@dataclass(frozen=True)
class PlaceDraft:
    """A place as staff describe it; `topics` None means those of its type, `area` None that of its position."""

    ref: str
    name: str
    type: str
    lat: float
    lon: float
    area: str | None = None
    topics: tuple[str, ...] | None = None
    note: str = ""


@dataclass(frozen=True)
class PlaceRow:
    """One place of an imported file, checked but not stored.

    `told` names the optional columns that the file has (`topics`, `note`): what it does not have stays as it was.
    """

    row: int
    ref: str
    name: str
    type: str
    lat: float
    lon: float
    area: str | None = None
    topics: tuple[str, ...] | None = None
    note: str = ""
    told: frozenset[str] = frozenset()


def topics_of(municipality: Municipality, place_type: str, own: Sequence[str] | None) -> tuple[Topic, ...]:
    """What can be wrong at a place: its own topics that still exist, else those of its type."""
    known = tuple(municipality.topics[code] for code in own or () if code in municipality.topics)
    return known or municipality.topics_for(place_type)


_AFTER_Z = str.maketrans("åäö", "{|}")


def folded(text: str) -> str:
    """`text` without capitals and accents, å, ä and ö as letters of their own after z, one space between words."""
    lower = unicodedata.normalize("NFC", text).casefold().translate(_AFTER_Z)
    return " ".join(_without_accents(lower).split())


def plain(text: str) -> str:
    """`text` as somebody types it who has no å, ä and ö on the keyboard."""
    return " ".join(_without_accents(text.casefold()).split())


def search_name(name: str, area: str | None) -> str:
    """What a place is found and sorted by: its name in Swedish order first, then other ways to write it."""
    forms = dict.fromkeys([folded(name), plain(name), folded(area or ""), plain(area or "")])
    return "\n".join(form for form in forms if form)[:SEARCH_LENGTH]


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
