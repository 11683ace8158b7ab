"""The incomes that count: what the applicant states and what agencies report, each once, and where the two differ.

The incomes of the month before pay for the month applied for. Where an agency alone pays a kind of income, its report
counts; where it has not answered, the income is unknown and never zero.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.forms.assistance.agencies.replies import KNOWS_INCOMES, PAYS, Agency, Heard, Reply
from portal.forms.assistance.robot.remarks import Remark
from portal.forms.assistance.rules.answers import Amount, Answers, Income, IncomeType, Role
from portal.forms.assistance.rules.changes import Said


@dataclass(frozen=True)
class Counted:
    """An income as it goes into the calculation; `agency` None when the applicant states it."""

    type: str
    whose: Role
    child: int | None
    amount: Amount | None
    on: date | None
    agency: Agency | None
    ref: str


@dataclass(frozen=True)
class Incomes:
    """What counts, what contradicts itself, and what agencies report but nobody states."""

    counted: tuple[Counted, ...]
    contradictions: tuple[Remark, ...]
    unstated: tuple[Remark, ...]


def unanswered(agency: Agency) -> str:
    """The type of the income that is unknown because `agency` has not answered."""
    return f"unanswered_{agency}"


def merged(answers: Answers, heard: Sequence[Heard]) -> Incomes:
    """The incomes of everybody in the household; `heard` holds the latest from each agency about each adult."""
    people = _people(answers, heard)
    contradictions = tuple(found for person in people for found in person.contradictions())
    unstated = tuple(found for person in people for found in person.unstated())
    return Incomes(counted(answers, heard), contradictions, unstated)


def counted(answers: Answers, heard: Sequence[Heard]) -> tuple[Counted, ...]:
    """The incomes that count, without what there is to say about them."""
    rows = [row for person in _people(answers, heard) for row in person.counted()]
    children = (row for row in answers.incomes if row.whose is Role.CHILD)
    return tuple(rows + _numbered(map(_stated, children)))


def has_wage(answers: Answers, heard: Iterable[Heard], said: Iterable[Said]) -> bool:
    """True when somebody has a wage, whoever says so: only then it matters how long there was assistance (12:8)."""
    stated = any(row.type is IncomeType.SALARY for row in answers.incomes)
    declared = any(one.reply is not None and one.reply.wages for one in heard)
    return stated or declared or any(one.word.type == IncomeType.SALARY for one in said)


def total(amounts: Iterable[Amount | None]) -> Amount | None:
    """The sum, or None when one of them is not known."""
    found = list(amounts)
    known = [amount for amount in found if amount is not None]
    return sum(known) if len(known) == len(found) else None


def _people(answers: Answers, heard: Sequence[Heard]) -> "list[_Person]":
    return [
        _Person(
            person.role,
            [row for row in answers.incomes if row.whose is person.role],
            {each.agency: each.reply for each in heard if each.whose is person.role},
        )
        for person in answers.people
    ]


class _Person:
    """One adult's incomes, as stated and as heard; an agency that was not asked counts as one that is silent."""

    def __init__(self, role: Role, stated: Sequence[Income], replies: dict[Agency, Reply | None]) -> None:
        self.role = role
        self.stated = stated
        self.replies = {agency: reply for agency, reply in replies.items() if reply is not None}
        self.paid = [
            (agency, payment) for agency, reply in sorted(self.replies.items()) for payment in reply.payments
        ]
        self.reported = {payment.type for _, payment in self.paid}

    def counted(self) -> list[Counted]:
        agency_rows = [
            Counted(paid.type, self.role, None, paid.amount, paid.on, agency, "") for agency, paid in self.paid
        ]
        own_rows = [_stated(row) for row in self.stated if row.type not in self.reported]
        return _numbered([*own_rows, *agency_rows, *self._unknown()])

    def contradictions(self) -> list[Remark]:
        found = []
        for kind in sorted({row.type for row in self.stated}):
            if kind in self.reported:
                found += self._differing(kind)
            elif agency := self._silent_payer(kind):
                found.append(Remark("income.not_paid", self._values(kind) | {"agency": agency.value}))
        return found + self._wage_too_large()

    def unstated(self) -> list[Remark]:
        stated = {row.type for row in self.stated}
        missing = sorted(self.reported - stated)
        found = [Remark("finding.income", self._reported_values(kind)) for kind in missing]
        gross = self._gross()
        if gross and IncomeType.SALARY not in stated:
            values: dict[str, int | str] = {"whose": self.role.value, "gross": gross, "agency": Agency.SKV.value}
            found.append(Remark("finding.wage", values))
        return found

    def _unknown(self) -> list[Counted]:
        """What may have been paid by agencies that are silent, and a wage that is known before tax only."""
        silent = sorted(KNOWS_INCOMES - set(self.replies))
        rows = [Counted(unanswered(agency), self.role, None, None, None, agency, "") for agency in silent]
        if self._gross() and not any(row.type is IncomeType.SALARY for row in self.stated):
            rows.append(Counted(IncomeType.SALARY, self.role, None, None, None, Agency.SKV, ""))
        return rows

    def _gross(self) -> Amount:
        reply = self.replies.get(Agency.SKV)
        return sum(wage.gross for wage in reply.wages) if reply else 0

    def _total(self, kind: IncomeType) -> Amount | None:
        return total(row.amount for row in self.stated if row.type is kind)

    def _reported_total(self, kind: IncomeType) -> Amount | None:
        return total(paid.amount for _, paid in self.paid if paid.type is kind)

    def _values(self, kind: IncomeType) -> dict[str, int | str]:
        stated = self._total(kind)
        named: dict[str, int | str] = {"whose": self.role.value, "income": kind.value}
        return named | ({} if stated is None else {"stated": stated})

    def _reported_values(self, kind: IncomeType) -> dict[str, int | str]:
        agency = next(agency for agency, paid in self.paid if paid.type is kind)
        reported = self._reported_total(kind)
        named: dict[str, int | str] = {"whose": self.role.value, "income": kind.value, "agency": agency.value}
        return named | ({} if reported is None else {"reported": reported})

    def _differing(self, kind: IncomeType) -> list[Remark]:
        if self._total(kind) == self._reported_total(kind) is not None:
            return []
        return [Remark("income.differs", self._values(kind) | self._reported_values(kind))]

    def _silent_payer(self, kind: IncomeType) -> Agency | None:
        """The agency that alone pays this and has answered that it has not."""
        return next((agency for agency in sorted(self.replies) if kind in PAYS.get(agency, ())), None)

    def _wage_too_large(self) -> list[Remark]:
        stated, gross = self._total(IncomeType.SALARY), self._gross()
        if not gross or not stated or stated <= gross:
            return []
        return [Remark("income.above_gross", self._values(IncomeType.SALARY) | {"gross": gross})]


def _stated(row: Income) -> Counted:
    return Counted(row.type, row.whose, row.child, row.amount, row.on, None, "")


def _numbered(rows: Iterable[Counted]) -> list[Counted]:
    """Each with a name of its own that stays the same in every recalculation."""
    seen: Counter[str] = Counter()
    found = []
    for row in rows:
        source = row.agency.value if row.agency else "stated"
        whose = row.whose.value if row.child is None else f"{row.whose.value}{row.child}"
        stem = f"{source}-{whose}"
        seen[f"{row.type}-{stem}"] += 1
        ref = f"{stem}-{seen[f'{row.type}-{stem}']}"
        found.append(Counted(row.type, row.whose, row.child, row.amount, row.on, row.agency, ref))
    return found
