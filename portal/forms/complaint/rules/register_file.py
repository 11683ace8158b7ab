"""Reading a register of processes from a CSV file: every fault by its line, or rows in an order to keep them in.

A row names what it hangs on by that one's `ref`, in the file or in the register already.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from portal.core.words import word
from portal.forms.complaint.rules.register import NAME_MOST, REF_MOST, Level, level_above
from portal.platform.tables import BadCell, Headings, Problem, file_problem, printable, read_table, refuse

LARGEST = 500_000
"""Bytes."""
HEADINGS = Headings(
    names=MappingProxyType(
        {
            "ref": ("ref", "referens", "reference", "id"),
            "level": ("level", "niva", "typ", "type"),
            "above": ("above", "under", "parent", "overordnad", "tillhor"),
            "name_sv": ("namesv", "namnsv", "name", "namn"),
            "name_en": ("nameen", "namnen", "english", "engelska"),
            "name_ar": ("namear", "namnar", "arabic", "arabiska"),
            "owner": ("owner", "agare", "epost", "email", "ansvarig"),
            "team": ("team", "enhet", "unit"),
        }
    ),
    needed=("ref", "level", "above", "name_sv"),
)
_LEVELS = {
    Level.DEPARTMENT: ("department", "förvaltning", "forvaltning"),
    Level.SERVICE: ("service", "tjänst", "tjanst", "verksamhet"),
    Level.PROCESS: ("process",),
    Level.STEP: ("step", "steg"),
}
_HANGS = {
    Level.SERVICE: word("A service hangs on a department."),
    Level.PROCESS: word("A process hangs on a service."),
    Level.STEP: word("A step hangs on a process."),
}
_BY_NAME = {name: level for level, names in _LEVELS.items() for name in names}


@dataclass(frozen=True)
class NodeRow:
    """One row of the file; `above` is the ref of what it hangs on, empty for a department; `owner` is an e-mail."""

    row: int
    ref: str
    level: Level
    above: str
    names: Mapping[str, str]
    owner: str = ""
    team: str = ""


def read_register(content: bytes, teams: Mapping[str, object], known: Mapping[str, Level]) -> tuple[NodeRow, ...]:
    """The rows of a file, what stands above always first; raises `FileErrors` naming every faulty line.

    `teams` are the municipality's; `known` are the refs of the register with their levels.
    """
    if len(content) > LARGEST:
        raise file_problem(word("The file is larger than %(most)s kB."), most=LARGEST // 1_000)
    if not content.strip():
        raise file_problem(word("The file is empty."))
    rows, faults = [], []
    for number, cells in read_table(content, HEADINGS).rows:
        try:
            rows.append(_row(number, cells, teams))
        except BadCell as error:
            faults.append(Problem(number, error.message, error.params))
    refuse(faults + _misplaced(rows, known))
    return tuple(sorted(rows, key=lambda row: (list(Level).index(row.level), row.row)))


def unknown_owners(rows: Sequence[NodeRow], emails: frozenset[str]) -> list[Problem]:
    """A fault for each row whose owner is none of the accounts with these e-mail addresses."""
    message = word("There is no account for the owner “%(owner)s”.")
    unknown = [row for row in rows if row.owner and row.owner not in emails]
    return [Problem(row.row, message, {"owner": printable(row.owner)}) for row in unknown]


def _row(number: int, cells: Mapping[str, str], teams: Mapping[str, object]) -> NodeRow:
    level = _BY_NAME.get(cells["level"].casefold())
    if level is None:
        message = word("There is no level “%(level)s”. Write department, service, process or step.")
        raise BadCell(message, level=printable(cells["level"]))
    team = cells.get("team", "")
    if team and team not in teams:
        raise BadCell(word("There is no team “%(team)s”."), team=printable(team))
    names = {language: _text(cells.get(f"name_{language}", ""), NAME_MOST) for language in ("sv", "en", "ar")}
    if not names["sv"]:
        raise BadCell(word("The name is missing."))
    told = {language: name for language, name in names.items() if name}
    ref, above = _ref(cells["ref"]), _text(cells["above"], REF_MOST)
    return NodeRow(number, ref, level, above, told, cells.get("owner", "").casefold(), team)


def _ref(text: str) -> str:
    if not text:
        raise BadCell(word("The ref is missing: the process's own number or name in your register."))
    return _text(text, REF_MOST)


def _text(text: str, most: int) -> str:
    tidy = " ".join(text.split())
    if len(tidy) > most:
        raise BadCell(word("A cell is longer than %(most)s characters."), most=most)
    if not tidy.isprintable():
        raise BadCell(word("A cell holds a character that cannot be shown."))
    return tidy


def _misplaced(rows: Sequence[NodeRow], known: Mapping[str, Level]) -> list[Problem]:
    first: dict[str, NodeRow] = {}
    faults = []
    for row in rows:
        if first.setdefault(row.ref, row) is not row:
            told: dict[str, str | int] = {"ref": row.ref, "first": first[row.ref].row}
            faults.append(Problem(row.row, word("The ref %(ref)s stands in row %(first)s too."), told))
    levels = {**known, **{row.ref: row.level for row in rows}}
    return faults + [fault for row in rows if (fault := _hangs_wrong(row, first, levels, known))]


def _hangs_wrong(
    row: NodeRow, rows: Mapping[str, NodeRow], levels: Mapping[str, Level], known: Mapping[str, Level]
) -> Problem | None:
    needed = level_above(row.level)
    if _leads_back(row, rows):
        return Problem(row.row, word("What %(ref)s hangs on leads back to itself."), {"ref": row.ref})
    if known.get(row.ref, row.level) is not row.level:
        return Problem(row.row, word("%(ref)s has another level in the register."), {"ref": row.ref})
    if needed is None:
        return Problem(row.row, word("A department hangs on nothing."), {}) if row.above else None
    if row.above not in levels:
        told: dict[str, str | int] = {"above": printable(row.above) or "–"}
        return Problem(row.row, word("There is nothing with the ref “%(above)s” to hang on."), told)
    if levels[row.above] is not needed:
        return Problem(row.row, _HANGS[row.level])
    return None


def _leads_back(row: NodeRow, rows: Mapping[str, NodeRow]) -> bool:
    above, seen = rows.get(row.above), {row.ref}
    while above is not None and above.ref not in seen:
        seen.add(above.ref)
        above = rows.get(above.above)
    return above is not None and above.ref == row.ref
