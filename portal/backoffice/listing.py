"""The rows of the queue in words."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from portal.backoffice.phrases import days_ago, left_words, say, voices
from portal.backoffice.rows import QueueRow
from portal.cases.kinds import Kinds
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
    for row in rows:
        kind = kinds[row.kind]
        state = kind.states[row.state]
        yield ShownRow(
            row=row,
            title=row.title or other_title(row.topic, row.kind, kinds, town),
            age=days_ago(row.age_days),
            voices=voices(row.voices),
            left=left_words(row.left),
            standing=row.left.standing.value,
            state=say(state.label),
            tone=state.tone.value,
            may_be_ticked=row.is_open and bool(kind.bulk_actions),
        )


def other_title(topic: str, kind: str, kinds: Kinds, town: Municipality) -> str:
    """What a case is called that has neither heading nor words that may be shown: its topic, else its kind."""
    found = town.topics.get(topic)
    return found.name.in_language(current_language()) if found else say(kinds[kind].label)
