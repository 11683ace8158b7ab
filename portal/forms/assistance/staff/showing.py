"""What the caseworker's page shows, put into words: the calculation, the proposal, the application."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, gettext

from portal.core.words import Word, word
from portal.forms.assistance import riksnorm
from portal.forms.assistance import snapshot as snapshots
from portal.forms.assistance.models import Application, Attachment
from portal.forms.assistance.queries.casework import Casework
from portal.forms.assistance.riksnorm import Kind, Line, Result
from portal.forms.assistance.riksnorm.wording import SOURCES
from portal.forms.assistance.robot import text
from portal.forms.assistance.robot.proposal import Kept
from portal.forms.assistance.robot.text import Part
from portal.forms.assistance.rules import labels
from portal.forms.assistance.rules.changes import Said, in_force, word_key
from portal.forms.assistance.rules.money import shown_amount
from portal.forms.assistance.service import deciding, investigating
from portal.forms.assistance.snapshot import Section, Snapshot

SUMS: Mapping[Kind, Word] = {
    Kind.NORM: word("The norm"),
    Kind.COST: word("Approved costs"),
    Kind.INCOME: word("Incomes that count"),
}
_MOST_SPAN = 1_000_000_00
"""Öre: a wider range says nothing."""
_ACTS = {"socialtjänstlag": "SoL", "socialtjänstförordning": "SoF"}
_PROVISION = re.compile(
    r"(?P<chapter>\d+) kap\. (?P<section>\d+(?: [a-z])?) §(?: \d+)? (?P<act>socialtjänst(?:lag|förordning))"
)
TONES = {"grant": "done", "partly": "waiting", "refuse": "danger", "assess": "progress"}


@dataclass(frozen=True)
class Row:
    """One line of the calculation; `reason` is a caseworker's, `is_open` says that its amount is not known yet."""

    key: str
    label: str
    note: str
    law: str
    source: str
    amount: str
    reason: str
    is_changed: bool
    is_open: bool
    is_added: bool


@dataclass(frozen=True)
class Group:
    """The lines of one sum, and the sum."""

    title: str
    rows: Sequence[Row]
    total: str


@dataclass(frozen=True)
class Reckoned:
    """The calculation as the page shows it; `verdict` names the last row, `table` where the norm comes from."""

    groups: Sequence[Group]
    verdict: str
    result: str
    table: str
    questions: Sequence[str]


@dataclass(frozen=True)
class Proposed:
    """The robot's proposal in words, the headline first."""

    title: str
    tone: str
    headline: Sequence[str]
    parts: Sequence[Part]


@dataclass(frozen=True)
class Answered:
    """A section of the application as it was answered, with what was attached there."""

    section: Section
    attachments: Sequence[Attachment]


def title_of(application: Application) -> str:
    """What an application is called: its kind and its month."""
    return f"{gettext(labels.KINDS[application.kind])}, {month_name(application.month)}"


def month_name(month: str) -> str:
    """`2026-03` as "March 2026" in the language of the page."""
    return str(format_date(date(int(month[:4]), int(month[5:7]), 1), "MMMM y"))


def reckoned(work: Casework) -> Reckoned | None:
    """The latest calculation; None while there is none."""
    if work.calculation is None:
        return None
    result = deciding.result_of(work.calculation)
    words = in_force(said_of(work))
    return Reckoned(
        groups=[_group(kind, result, words) for kind in Kind],
        verdict=_verdict(result),
        result=_span(result.result, result.lower, result.upper),
        table=f"riksnorm {result.year}, SFS {result.sfs}",
        questions=[riksnorm.question_text(question, gettext) for question in result.for_a_human],
    )


def has_norm(month: str) -> bool:
    """True when the riksnorm of a month written `2026-03` is known here."""
    try:
        riksnorm.table_for(riksnorm.Month.parse(month))
    except riksnorm.NoTableError:
        return False
    return True


def lines_of(work: Casework) -> Sequence[Line]:
    """The lines of the latest calculation; none while there is none."""
    return deciding.result_of(work.calculation).lines if work.calculation else ()


def said_of(work: Casework) -> list[Said]:
    """Every word of caseworkers on lines, the oldest first."""
    return [investigating.said(change) for change in work.changes]


def proposed(work: Casework, numbers: Mapping[str, str]) -> Proposed | None:
    """The robot's proposal; `numbers` are the cases of matches that the viewer may see, by application."""
    if work.proposal is None or not work.proposal.content:
        return None
    kept = Kept.from_json(work.proposal.content)
    head, *parts = text.for_staff(kept.proposal, gettext, numbers=numbers)
    heard = text.of_agencies(kept.facts.heard, gettext)
    return Proposed(head.title, TONES[kept.proposal.outcome.value], head.sentences, [*parts, *heard])


def matches_of(work: Casework) -> Sequence[str]:
    """The applications that the robot's findings name."""
    if work.proposal is None or not work.proposal.content:
        return ()
    findings = Kept.from_json(work.proposal.content).proposal.findings
    return [str(remark.values["application"]) for remark in findings if "application" in remark.values]


def snapshot_of(application: Application) -> Snapshot | None:
    """What was signed; None for an application that was taken in otherwise."""
    return snapshots.from_json(application.snapshot) if application.snapshot else None


def answered(work: Casework, snapshot: Snapshot | None) -> Sequence[Answered]:
    """The application section by section; attachments of a section that is not shown come last."""
    sections = snapshot.sections if snapshot else ()
    codes = {section.code for section in sections}
    found = [Answered(section, _attached(work, section.code)) for section in sections]
    loose = [one for one in work.application.attachments if one.question not in codes and not one.exchange_id]
    return [*found, Answered(Section(gettext("Other enclosures"), ()), loose)] if loose else found


def _attached(work: Casework, code: str) -> Sequence[Attachment]:
    return [one for one in work.application.attachments if code and one.question == code]


def _group(kind: Kind, result: Result, words: Mapping[str, Said]) -> Group:
    lines = [line for line in result.lines if line.kind is kind]
    totals = {Kind.NORM: result.norm, Kind.COST: result.costs, Kind.INCOME: result.incomes}
    low, high = sum(line.lower for line in lines), sum(line.upper for line in lines)
    total = _signed(kind, _span(totals[kind], low, high))
    return Group(gettext(SUMS[kind]), [_row(line, words) for line in lines], total)


def _row(line: Line, words: Mapping[str, Said]) -> Row:
    said = words.get(word_key(line.key))
    return Row(
        key=line.key,
        label=riksnorm.line_text(line, gettext),
        note=riksnorm.line_note(line, gettext),
        law=short_law(line.law),
        source=gettext(SOURCES[line.source.value]),
        amount=_signed(line.kind, _span(line.amount, line.lower, line.upper)),
        reason=said.reason if said else line.reason,
        is_changed=said is not None,
        is_open=line.amount is None,
        is_added=bool(said and said.word.type),
    )


def short_law(law: str) -> str:
    """A provision as lawyers shorten it: `SoF 12:2` for 12 kap. 2 § socialtjänstförordningen."""
    found = _PROVISION.match(law)
    if found is None:
        return law
    short = next(name for start, name in _ACTS.items() if found["act"].startswith(start))
    return f"{short} {found['chapter']}:{found['section']}"


def bare(amount: int) -> str:
    """An amount under a heading that says kronor."""
    return shown_amount(amount).removesuffix("kr").rstrip()


def _signed(kind: Kind, amount: str) -> str:
    return f"\N{MINUS SIGN} {amount}" if kind is Kind.INCOME else amount


def _span(amount: int | None, low: int, high: int) -> str:
    if amount is not None:
        return bare(amount)
    return str(gettext("not known")) if high - low > _MOST_SPAN else f"{bare(low)} – {bare(high)}"


def _verdict(result: Result) -> str:
    if result.result is None:
        return str(gettext("Not known yet"))
    return str(gettext("Assistance") if result.result > 0 else gettext("Nothing lacking"))
