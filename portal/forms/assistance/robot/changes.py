"""What has changed since last month: who lives there, where and how, account, incomes, costs, assets, occupation.

Both months are put in the same form (`known`) and compared entry by entry; an unknown amount equals only another. An
entry names persons by their numbers, so that it is the same whoever of the two applies; a remark names them by role.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from portal.forms.assistance.agencies.replies import Heard
from portal.forms.assistance.robot.facts import Entry, Section
from portal.forms.assistance.robot.incomes import Counted, counted, total
from portal.forms.assistance.robot.remarks import Remark
from portal.forms.assistance.rules.answers import Amount, Answers, Role

NEW, GONE, OTHER = "new", "gone", "other"
ALL = "all"


def known(answers: Answers, heard: Sequence[Heard]) -> tuple[Entry, ...]:
    """Everything about a month that a later one is compared with, in a fixed order."""
    return known_with(answers, counted(answers, heard))


def known_with(answers: Answers, incomes: Iterable[Counted]) -> tuple[Entry, ...]:
    """The same, where the incomes that count are known already."""
    entries = chain(_incomes(answers, incomes), *(part(answers) for part in _PARTS))
    return tuple(sorted(entries, key=lambda entry: (entry.section, entry.key)))


def changes(before: Iterable[Entry], now: Iterable[Entry], answers: Answers) -> tuple[Remark, ...]:
    """A remark for each entry that is new, gone or other than before; `answers` are those of now."""
    old = {(entry.section, entry.key): entry for entry in before}
    new = {(entry.section, entry.key): entry for entry in now}
    places = sorted(old.keys() | new.keys())
    roles = _roles(answers)
    return tuple(found for place in places if (found := _compared(old.get(place), new.get(place), roles)))


def said_by_applicant(answers: Answers) -> tuple[Remark, ...]:
    """Changes that the applicant says there are, whatever the entries show."""
    home = answers.housing is not None and answers.housing.has_changed
    said = [Remark("change.home.said")] if home else []
    return tuple(said + ([Remark("change.children.said")] if answers.children_changed.strip() else []))


def account(clearing: str, number: str) -> str:
    """An account as it is compared: digits alone; empty when there is none."""
    return re.sub(r"\D", "", clearing + number)


def address(written: str) -> str:
    """An address as it is compared: lower-case letters and digits alone, one space between words."""
    return " ".join(re.findall(r"\w+", written.casefold()))


def _roles(answers: Answers) -> dict[str, str]:
    """The role of each person who is named by number."""
    children = {child.personnummer: Role.CHILD.value for child in answers.children}
    return children | {person.personnummer: person.role.value for person in answers.people}


def _who(answers: Answers, role: Role | None, child: int | None = None) -> str:
    """The number of whoever a row belongs to; everybody's where it is nobody's own."""
    if child is not None:
        return answers.children[child].personnummer if child < len(answers.children) else f"{child}"
    if role is None:
        return ALL
    return next((person.personnummer for person in answers.people if person.role is role), role.value)


def _compared(old: Entry | None, new: Entry | None, roles: Mapping[str, str]) -> Remark | None:
    if old is not None and new is not None and (old.amount, old.text) == (new.amount, new.text):
        return None
    entry = new or old
    assert entry is not None  # noqa: S101 (one of the two is there, since the place came from them)
    how = GONE if new is None else NEW if old is None else OTHER
    values: dict[str, int | str] = {"key": _by_role(entry, roles)}
    if old is not None and old.amount is not None:
        values["before"] = old.amount
    if new is not None and new.amount is not None:
        values["after"] = new.amount
    return Remark(f"change.{entry.section}.{how}", values)


def _by_role(entry: Entry, roles: Mapping[str, str]) -> str:
    """The key of an entry with roles for numbers; who lives there is told by number."""
    if entry.section in (Section.ADULTS, Section.CHILDREN):
        return entry.key
    return ".".join(roles.get(part, part) for part in entry.key.split("."))


def _incomes(answers: Answers, rows: Iterable[Counted]) -> Iterator[Entry]:
    grouped: defaultdict[str, list[Amount | None]] = defaultdict(list)
    for row in rows:
        grouped[f"{row.type}.{_who(answers, row.whose, row.child)}"].append(row.amount)
    return (Entry(Section.INCOMES, key, total(amounts)) for key, amounts in grouped.items())


def _adults(answers: Answers) -> Iterator[Entry]:
    return (Entry(Section.ADULTS, person.personnummer) for person in answers.people)


def _accounts(answers: Answers) -> Iterator[Entry]:
    for person in answers.people:
        text = f"{person.payment}:{account(person.clearing, person.account)}"
        yield Entry(Section.ACCOUNT, person.personnummer, text=text)


def _children(answers: Answers) -> Iterator[Entry]:
    for child in answers.children:
        text = f"{child.residence}:{child.days}:{child.lunch_away}"
        yield Entry(Section.CHILDREN, child.personnummer or child.name, text=text)


def _home(answers: Answers) -> Iterator[Entry]:
    home = answers.housing
    if home is not None:
        yield Entry(Section.HOME, "form", text=home.form)
        yield Entry(Section.HOME, "persons", text=str(home.persons))
        yield Entry(Section.HOME, "address", text=address(home.address))


def _costs(answers: Answers) -> Iterator[Entry]:
    grouped: defaultdict[str, list[Amount | None]] = defaultdict(list)
    for cost in answers.costs:
        grouped[f"{cost.type}.{_who(answers, cost.whose, cost.child)}"].append(cost.amount)
    return (Entry(Section.COSTS, key, total(amounts)) for key, amounts in grouped.items())


def _assets(answers: Answers) -> Iterator[Entry]:
    grouped: defaultdict[str, list[Amount | None]] = defaultdict(list)
    for asset in answers.assets:
        grouped[f"{asset.type}.{_who(answers, asset.whose)}.{asset.registration}"].append(asset.value)
    return (Entry(Section.ASSETS, key, total(amounts)) for key, amounts in grouped.items())


def _occupations(answers: Answers) -> Iterator[Entry]:
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for plan in answers.planning:
        grouped[_who(answers, plan.whose)].append(f"{plan.occupation}:{plan.percent}:{plan.is_in_municipality}")
    return (Entry(Section.OCCUPATION, key, text=",".join(sorted(parts))) for key, parts in grouped.items())


def _pending(answers: Answers) -> Iterator[Entry]:
    keys = {f"{_who(answers, one.whose)}.{one.name.casefold()}" for one in answers.pending}
    return (Entry(Section.PENDING, key) for key in keys)


_PARTS: tuple[Callable[[Answers], Iterator[Entry]], ...] = (
    _adults,
    _accounts,
    _children,
    _home,
    _costs,
    _assets,
    _occupations,
    _pending,
)
