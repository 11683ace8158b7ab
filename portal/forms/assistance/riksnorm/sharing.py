"""Common household costs: by how many share the home, and the members' share of them (12 kap. 2 and 3 §§).

A child who is at home some of the days is a member of the household (SOSFS 2013:1), and its costs are counted by
the days: on each day the common costs are those of as many as are at home, where the children's days are taken to be
the same ones as far as they go. So no day costs nothing more, and all days cost what a child at home costs.
"""

from collections.abc import Sequence
from fractions import Fraction

from portal.forms.assistance.riksnorm.amounts import Amount
from portal.forms.assistance.riksnorm.case import Case
from portal.forms.assistance.riksnorm.household import ALL, MOST_PERSONS
from portal.forms.assistance.riksnorm.result import Line

KEY = "norm.common"


def common_lines(case: Case) -> list[Line]:
    """The lines of common costs: those who are always at home, then children who are so some of the days."""
    household = case.household
    some_days = _some_days(case)
    always = len(household.members) - len(some_days)
    if not some_days and household.household_size in (ALL, always):
        return [_whole(case, always)]
    low, high = _bounds(case, always, some_days)
    lines = [_always(case, always, (low[0], high[0]))] if always else []
    if some_days:
        lines.append(_more(case, (low[1], high[1])))
    return lines


def _some_days(case: Case) -> list[int | None]:
    """The days of each child who is not at home all of them, None for unknown."""
    found = []
    for member in case.household.members:
        days = member.days
        if days != ALL and days != case.days:  # noqa: PLR1714 (tells the types apart)
            found.append(days)
    return found


def _bounds(
    case: Case, always: int, some_days: Sequence[int | None]
) -> tuple[tuple[Amount, Amount], tuple[Amount, Amount]]:
    """Base and addition at the least and at the most; common costs per head fall as the home fills up."""
    size = case.household.household_size
    members = len(case.household.members)
    fewest = size if isinstance(size, int) else members
    most = fewest if size is not None else MOST_PERSONS
    known = [days for days in some_days if days is not None]
    if size is not None and len(known) == len(some_days):
        found = _reckoned(case, always, fewest - members, known)
        return found, found
    low = _reckoned(case, always, most - members, [days or 0 for days in some_days])
    high = _reckoned(case, always, fewest - members, [case.days if days is None else days for days in some_days])
    return low, high


def _reckoned(case: Case, always: int, others: int, some_days: Sequence[int]) -> tuple[Amount, Amount]:
    """The rounded base, and the rounded sum less the base, so that the two always make the rounded sum."""
    base = _share(case, always, others)
    total, before = base, base
    for number, days in enumerate(sorted(some_days, reverse=True), start=1):
        now = _share(case, always + number, others)
        total += (now - before) * Fraction(*case.part(days))
        before = now
    rounded = case.rounded(base)
    return rounded, case.rounded(total) - rounded


def _share(case: Case, own: int, others: int) -> Fraction:
    """What `own` persons bear of the common costs of a home that they share with `others`."""
    return Fraction(case.table.common_costs(own + others) * own, own + others) if own else Fraction(0)


def _always(case: Case, own: int, bounds: tuple[Amount, Amount]) -> Line:
    size = case.household.household_size
    if size is None:
        missing = ("household_size",)
        return case.norm_line("norm.common.share.unknown", KEY, bounds, "share", {}, missing=missing)
    persons = own + (size - len(case.household.members) if isinstance(size, int) else 0)
    if persons == own:
        return _whole(case, own)
    values = {"own": own, "persons": persons, "together": case.table.common_costs(persons)}
    return case.norm_line("norm.common.share", KEY, bounds, "share", values, notes=("share",))


def _whole(case: Case, persons: int) -> Line:
    amount = case.table.common_costs(persons)
    code = "norm.common.one" if persons == 1 else "norm.common"
    return case.plain_line(code, KEY, amount, (("persons", persons),))


def _more(case: Case, bounds: tuple[Amount, Amount]) -> Line:
    unknown = [f"members[{place}].days" for place, member in enumerate(case.household.members) if member.days is None]
    missing = (*(["household_size"] if case.household.household_size is None else []), *unknown)
    ordered = (min(bounds), max(bounds))
    return case.norm_line("norm.common.days", f"{KEY}.days", ordered, "days", {}, missing=missing)
