"""The rows of the queue in words: each phrase is translated once for a page, however many rows it stands in."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flask_babel import gettext, ngettext

from portal.backoffice.queries import QueueRow
from portal.cases.kinds import Kinds
from portal.cases.promise import Left, Standing
from portal.core.settings import Municipality
from portal.core.web.languages import current_language


class ShownRow(NamedTuple):
    """A row with what the list says of it."""

    row: QueueRow
    title: str
    age: str
    voices: str
    left: str
    standing: str
    state: str
    tone: str
    may_be_ticked: bool


def shown(rows: Iterable[QueueRow], kinds: Kinds, town: Municipality) -> Iterator[ShownRow]:
    """`rows` in words, in the language of the page."""
    ages: dict[int, str] = {}
    voices: dict[int, str] = {}
    lefts: dict[Left, str] = {}
    states: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        state = states.get((row.kind, row.state)) or states.setdefault((row.kind, row.state), _state(row, kinds))
        yield ShownRow(
            row=row,
            title=row.title or other_title(row.topic, row.kind, kinds, town),
            age=ages.get(row.age_days) or ages.setdefault(row.age_days, days_ago(row.age_days)),
            voices=voices.get(row.voices) or voices.setdefault(row.voices, _voices(row.voices)),
            left=lefts.get(row.left) or lefts.setdefault(row.left, left_words(row.left)),
            standing=row.left.standing.value,
            state=state[0],
            tone=state[1],
            may_be_ticked=row.is_open and bool(kinds[row.kind].bulk_actions),
        )


def other_title(topic: str, kind: str, kinds: Kinds, town: Municipality) -> str:
    """What a case is called that has neither heading nor words that may be shown: its topic, else its kind."""
    found = town.topics.get(topic)
    return found.name.in_language(current_language()) if found else str(gettext(kinds[kind].label))


def days_ago(days: int) -> str:
    """How many days ago, in words."""
    if days <= 0:
        return str(gettext("today"))
    return str(gettext("yesterday") if days == 1 else ngettext("%(num)s day", "%(num)s days", days))


def left_words(left: Left) -> str:
    """What is left of a promise, in words; empty where there is none."""
    if left.standing is Standing.OK:
        return str(ngettext("%(num)s day left", "%(num)s days left", left.days))
    if left.standing is Standing.BROKEN and left.days:
        return str(ngettext("%(num)s day late", "%(num)s days late", -left.days))
    fixed = {
        Standing.BROKEN: gettext("late since today"),
        Standing.TODAY: gettext("today 16:00"),
        Standing.PAUSED: gettext("waits for an answer"),
    }
    return str(fixed.get(left.standing, ""))


def _voices(count: int) -> str:
    return str(ngettext("%(num)s voice", "%(num)s voices", count)) if count > 1 else ""


def _state(row: QueueRow, kinds: Kinds) -> tuple[str, str]:
    state = kinds[row.kind].states[row.state]
    return str(gettext(state.label)), state.tone.value
