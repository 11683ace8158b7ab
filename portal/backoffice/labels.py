"""What filters and their values are called on the page, and each value as a link with its count."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from portal.accounts.viewer import Viewer
from portal.backoffice.filters import ME, NOBODY, VIEW_NAMES, QueueFilter, Status, View
from portal.backoffice.phrases import say
from portal.backoffice.queries import QueuePage
from portal.backoffice.rules import PRIORITY_NAMES
from portal.cases.kinds import Kinds
from portal.core.settings import Municipality
from portal.core.web.languages import current_language, own_name
from portal.core.words import Word, word

QUEUE = "/handlaggning/"
NOBODY_YET = word("Nobody")
NONE = word("None")
MOST_SHOWN = 12
GROUPS = {
    "kind": word("Kind"),
    "state": word("State"),
    "promise": word("Promise"),
    "area": word("Area"),
    "team": word("Team"),
    "assignee": word("Who works on it"),
    "priority": word("Priority"),
    "age": word("Age"),
    "language": word("Language"),
    "photo": word("Photo"),
}
_FIXED: Mapping[str, Mapping[str, Word]] = {
    "promise": {
        "broken": word("Broken"),
        "today": word("Due today"),
        "ok": word("In time"),
        "paused": word("Waiting for an answer"),
    },
    "age": {
        "today": word("Today"),
        "week": word("1–6 days"),
        "month": word("7–29 days"),
        "older": word("30 days or more"),
    },
    "photo": {"yes": word("With a photo"), "no": word("Without a photo")},
}
STATUS_NAMES = {
    Status.OPEN: word("Open cases"),
    Status.CLOSED: word("Closed cases"),
    Status.ALL: word("Open and closed"),
}


@dataclass(frozen=True)
class Facet:
    """One value of a filter as a link: pressed again it is taken away."""

    url: str
    label: str
    count: int | str
    is_current: bool
    tone: str = ""


@dataclass(frozen=True)
class Labels:
    """The words for the values of every filter."""

    town: Municipality
    kinds: Kinds
    viewer: Viewer
    staff: Mapping[UUID, str]

    def of(self, name: str, value: str) -> str:
        """What one value of a filter is called."""
        if value == NOBODY and name not in {"promise", "photo"}:
            return say(NOBODY_YET if name == "assignee" else NONE)
        return self._known(name, value) or value

    def _known(self, name: str, value: str) -> str:
        if name in _FIXED:
            return say(_FIXED[name].get(value, ""))
        lookup: dict[str, Callable[[], str]] = {
            "kind": lambda: say(self.kinds[value].label) if value in self.kinds else "",
            "state": lambda: self._state(value),
            "team": lambda: self._team(value),
            "assignee": lambda: self._name(value),
            "priority": lambda: say(PRIORITY_NAMES.get(value, value)),
            "language": lambda: own_name(value) if value in self.town.languages else "",
        }
        return lookup[name]() if name in lookup else value

    def _state(self, code: str) -> str:
        labels = [kind.states[code].label for kind in self.kinds.values() if code in kind.states]
        return say(labels[0]) if labels else ""

    def _team(self, code: str) -> str:
        team = self.town.teams.get(code)
        return team.name.in_language(current_language()) if team else ""

    def _name(self, value: str) -> str:
        if value in {ME, str(self.viewer.account_id)}:
            return say(word("Me"))
        return self.staff.get(UUID(value), "")


def queue_url(query: str) -> str:
    """The address of the queue with a query string."""
    return f"{QUEUE}?{query}" if query else QUEUE


def view_facets(asked: QueueFilter, page: QueuePage) -> list[Facet]:
    """The fixed views with their counts."""
    return [
        Facet(
            queue_url(asked.with_(view=view, status=Status.OPEN, sort=None)),
            say(VIEW_NAMES[view]),
            page.facets.views.get(view, 0),
            asked.view is view and asked.status is Status.OPEN,
            "broken" if view is View.BROKEN and page.facets.views.get(view) else "",
        )
        for view in View
    ]


def status_facets(asked: QueueFilter) -> list[Facet]:
    """Open, closed or both; not counted, since that would mean counting all that ever was."""
    return [
        Facet(queue_url(asked.with_(status=status, view=View.ALL, sort=None)), say(name), "", asked.status is status)
        for status, name in STATUS_NAMES.items()
    ]


def groups(asked: QueueFilter, page: QueuePage, labels: Labels) -> list[tuple[str, list[Facet]]]:
    """Each filter with its values as links, the most frequent first; one without choice is left out."""
    found = [(say(title), _values(name, asked, page, labels)) for name, title in GROUPS.items()]
    return [(title, facets) for title, facets in found if len(facets) > 1 or any(each.is_current for each in facets)]


def _values(name: str, asked: QueueFilter, page: QueuePage, labels: Labels) -> list[Facet]:
    current = _current(name, asked, labels.viewer)
    return [
        Facet(
            queue_url(asked.without(name) if value == current else asked.with_(**{name: value})),
            labels.of(name, value),
            count,
            value == current,
            "broken" if (name, value) == ("promise", "broken") else "",
        )
        for value, count in _ordered(name, page.facets.of(name), current)
    ]


def _ordered(name: str, counts: Mapping[str, int], current: str | None) -> Iterable[tuple[str, int]]:
    """In the order of the fixed list, else the most frequent first; the current one is always among them."""
    if name in _FIXED:
        return [(value, counts[value]) for value in _FIXED[name] if value in counts or value == current]
    by_count = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = by_count[:MOST_SHOWN]
    if current and current not in dict(shown):
        shown.append((current, counts.get(current, 0)))
    return shown


def _current(name: str, asked: QueueFilter, viewer: Viewer) -> str | None:
    value = getattr(asked, name)
    if name == "assignee" and value == ME:
        return str(viewer.account_id)
    return None if value is None else str(value)


def chips(asked: QueueFilter, page: QueuePage, labels: Labels) -> list[tuple[str, str]]:
    """Label and link that takes it away, for each active filter."""
    return [(_chip(name, asked, page, labels), queue_url(asked.without(name))) for name in asked.active]


def _chip(name: str, asked: QueueFilter, page: QueuePage, labels: Labels) -> str:
    value = str(getattr(asked, name))
    if name == "q":
        return f"“{value}”"
    if name == "place":
        place = next((row.subject_name for row in page.rows if row.subject_ref == value), value)
        return f"{say(word('Place'))}: {place}"
    return f"{say(GROUPS[name])}: {labels.of(name, value)}"
