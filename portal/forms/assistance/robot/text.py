"""The robot's explanation in plain words: for staff all that was found, for the resident how we reckoned.

`say` translates a word; everything else is put together here, so that a page, a PDF and a terminal say the same.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from portal.core.words import Word, word
from portal.forms.assistance import riksnorm
from portal.forms.assistance.agencies.replies import NAMES, Heard
from portal.forms.assistance.riksnorm.amounts import shown
from portal.forms.assistance.riksnorm.wording import LABELS, filled
from portal.forms.assistance.robot import heard_text
from portal.forms.assistance.robot.automatic import Hindrance
from portal.forms.assistance.robot.changes import ALL
from portal.forms.assistance.robot.parts import UNKNOWN, Part, Say, plain
from portal.forms.assistance.robot.proposal import Proposal, Proposed
from portal.forms.assistance.robot.remarks import Remark
from portal.forms.assistance.robot.resident_text import for_resident
from portal.forms.assistance.robot.wording import HINDRANCES, OUTCOMES, SENTENCES
from portal.forms.assistance.rules import labels
from portal.forms.assistance.rules.answers import AssetType, CostType, IncomeType, Role

__all__ = ["OTHER_CASE", "Part", "for_resident", "for_staff", "of_agencies", "plain"]

AMOUNTS = frozenset({"before", "after", "stated", "reported", "gross", "granted"})
OTHER_CASE = word("a case that you may not see")
PARTS: Mapping[str, Word] = {
    "missing": word("What is missing"),
    "changes": word("What has changed since last month"),
    "contradictions": word("What does not fit together"),
    "findings": word("Control findings"),
    "questions": word("For a person to assess"),
}
HOME: Mapping[str, Word] = {
    "form": word("how one lives"),
    "persons": word("the number of persons"),
    "address": word("the address"),
}
FIGURES = word("By the figures alone: %(amount)s.")
RANGE = word("By the figures alone: between %(low)s and %(high)s, since not everything is known.")
SIMULATED = word("The agencies' answers are simulated.")
UNCHANGED = word("Complete, unchanged since last month, and without findings.")
CLEAR = word("Complete, and without findings.")
BY_A_PERSON = word("Why a person decides")


def for_staff(
    proposal: Proposal,
    say: Say = str,
    *,
    numbers: Mapping[str, str] | None = None,
    hindrances: Iterable[Hindrance] = (),
) -> tuple[Part, ...]:
    """What is proposed and everything that was found; empty parts are left out.

    `numbers` are the case numbers, by application, of those matches that the reader may see; other matches are told
    of without a number. `hindrances` are told when given.
    """
    writer = _Writer(say, numbers or {})
    head = Part(say(OUTCOMES[proposal.outcome]), tuple(_headline(proposal, say)))
    found = [
        Part(say(title), tuple(writer.sentence(remark) for remark in getattr(proposal, name)))
        for name, title in PARTS.items()
    ]
    why = Part(say(BY_A_PERSON), tuple(say(HINDRANCES[one]) for one in hindrances))
    return (head, *(part for part in (*found, why) if part.sentences))


def of_agencies(heard: Sequence[Heard], say: Say = str) -> tuple[Part, ...]:
    """What agencies answered about each adult, and which have not; no part at all when none was asked."""
    return (Part(say(heard_text.TITLE), heard_text.sentences(heard, say)),) if heard else ()


def _headline(proposal: Proposal, say: Say) -> Iterable[str]:
    if proposal.amount is not None:
        yield say(FIGURES) % {"amount": shown(proposal.amount)}
    else:
        yield say(RANGE) % {"low": shown(proposal.lower), "high": shown(proposal.upper)}
    if proposal.simulated:
        yield say(SIMULATED)
    if proposal.outcome is Proposed.GRANT:
        yield say(UNCHANGED if proposal.is_renewal_of and not proposal.changes else CLEAR)


class _Writer:
    """Turns remarks into sentences."""

    def __init__(self, say: Say, numbers: Mapping[str, str]) -> None:
        self.say = say
        self.numbers = numbers

    def sentence(self, remark: Remark) -> str:
        if remark.code.startswith("ask.riksnorm."):
            return self._asked(remark)
        if remark.code == "missing.row":
            return self._row(remark)
        unknown = self.say(UNKNOWN)
        values = dict.fromkeys(AMOUNTS, unknown) | {
            name: self._value(remark.code, name, value) for name, value in remark.values.items()
        }
        return self.say(SENTENCES[remark.code]) % values

    def _row(self, remark: Remark) -> str:
        """What is missing, and in brackets the line of the calculation that it is about."""
        line = filled(LABELS[str(remark.values["line"])], remark.values, self.say)
        return f"{riksnorm.missing_text(str(remark.values['where']), self.say)} ({line})"

    def _asked(self, remark: Remark) -> str:
        values = {name: value for name, value in remark.values.items() if name != "where"}
        code = remark.code.removeprefix("ask.riksnorm.")
        return riksnorm.question_text(riksnorm.Question(code, str(remark.values["where"]), values), self.say)

    def _value(self, code: str, name: str, value: int | str) -> str:
        if name in AMOUNTS:
            return shown(int(value))
        if name == "application":
            return self.numbers.get(str(value)) or self.say(OTHER_CASE)
        if name == "key":
            return _key(code, str(value), self.say)
        word_of = _NAMED.get(name)
        return self.say(word_of(str(value))) if word_of else str(value)


_NAMED: Mapping[str, Callable[[str], Word]] = {
    "income": lambda code: labels.INCOMES[IncomeType(code)],
    "cost": lambda code: labels.COSTS[CostType(code)],
    "whose": lambda code: labels.ROLES[Role(code)],
    "agency": lambda code: next(name for agency, name in NAMES.items() if agency == code),
}


def _key(code: str, key: str, say: Say) -> str:
    """What an entry that changed is called: `salary.applicant` is "Wage, after tax (Applicant)"."""
    section = code.split(".")[1]
    if section == "home":
        return say(HOME[key])
    if section in ("account", "occupation"):
        return _person(key, say)
    kind, _, whose = key.partition(".")
    if section not in ("incomes", "costs", "assets"):
        return key
    return f"{say(_kind(section, kind))}{_whose(whose, say)}"


def _kind(section: str, kind: str) -> Word:
    if section == "costs":
        return labels.COSTS[CostType(kind)]
    if section == "assets":
        return labels.ASSETS[AssetType(kind)]
    return LABELS[f"income.{kind}"] if f"income.{kind}" in LABELS else labels.INCOMES[IncomeType(kind)]


def _whose(whose: str, say: Say) -> str:
    who = whose.partition(".")[0]
    return f" ({_person(who, say)})" if who and who != ALL else ""


def _person(who: str, say: Say) -> str:
    """The role of a person of the household; somebody who is no longer in it keeps their number."""
    return say(labels.ROLES[Role(who)]) if who in set(Role) else who
