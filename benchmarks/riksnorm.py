"""What an explanation costs: one calculation of the riksnorm with every line traced, beside the arithmetic alone.

Both take the same household objects: six of different kinds, among them children by days, lunch away, a home shared
with others, eight members, capped costs, a wage with jobbstimulans found from the months of assistance and a child's
wage. The arithmetic alone is what one would write if nobody ever asked why: the same table, the same rules, the same
rounding, four sums; it knows no unknown amounts, no changes, no words, no law. Both are checked to agree.

The aim: at most 8 times the time, best of many turns (of processor time, so that other work disturbs little). The
last line is JSON.
"""

import gc
import json
import time
from collections.abc import Callable
from fractions import Fraction

from portal.forms.assistance.riksnorm import (
    Cost,
    Household,
    Income,
    Jobbstimulans,
    Member,
    Month,
    Practice,
    Role,
    calculate,
)
from portal.forms.assistance.riksnorm.amounts import Amount, divided
from portal.forms.assistance.riksnorm.jobbstimulans import month_of_period
from portal.forms.assistance.riksnorm.table import Table, table_for

TURNS, TIMES = 60, 200
AIM = 8.0
MARCH = Month(2026, 3)
PRACTICE = Practice(caps={"rent": 900_000})
Sums = tuple[Amount, Amount, Amount, Amount]


def households() -> list[Household]:
    """One of each kind that the rules tell apart."""
    adult, months = Member(Role.ADULT), tuple(Month(2025, 6).later(each) for each in range(9))
    rent = Cost("rent", 850_000, 850_000)
    electricity, medicine = (
        Cost("electricity", 41_200, 41_200),
        Cost("medicine", 32_000, 20_000, "the rest is not due"),
    )
    allowance = Income("child_allowance", 265_000, 0)
    return [
        Household((adult,), costs=(rent, electricity)),
        Household(
            (adult, Member(Role.CHILD, 5), Member(Role.CHILD, 8)), costs=(rent, medicine), incomes=(allowance,)
        ),
        Household(
            (adult, adult, Member(Role.CHILD, 4, lunch_away=True), Member(Role.CHILD, 16)),
            cohabiting=True,
            costs=(Cost("rent", 1_100_000, 1_000_000), electricity, medicine),
            incomes=(
                Income("salary", 500_000, 1, Jobbstimulans.YES),
                allowance,
                Income("salary", 300_000, 3),
            ),
        ),
        Household(
            (Member(Role.ADULT, assistance_months=months), Member(Role.CHILD, 11, days=10)),
            costs=(rent,),
            incomes=(Income("salary", 1_234_500, 0), Income("housing_allowance", 140_000, 0)),
        ),
        Household((adult, Member(Role.CHILD, 0)), household_size=4, costs=(rent,), surplus=43_100),
        Household((adult, adult, *(Member(Role.CHILD, age) for age in (1, 3, 6, 9, 12, 19))), cohabiting=True),
    ]


def plain(household: Household, month: Month, practice: Practice) -> Sums:
    """Norm, costs, incomes and result, without a word about why."""
    table, days = table_for(month), month.days
    norm = _norm(household, table, days, practice)
    costs = 0
    for cost in household.costs:
        cap = practice.caps.get(cost.type)
        costs += cap if cap is not None and cost.approved > cap and not cost.reason else cost.approved
    incomes, earned = household.surplus, {}
    for income in household.incomes:
        if income.type == "salary":
            member = household.members[income.member]
            if member.role is Role.CHILD:
                before = earned.get(income.member, member.earned)
                now = earned[income.member] = before + income.amount
                incomes += max(0, now - table.price_base) - max(0, before - table.price_base)
            else:
                incomes += _wage(member, income, month, practice)
        elif income.type != "leisure_card":
            incomes += income.amount
    return norm, costs, incomes, norm + costs - incomes


def _norm(household: Household, table: Table, days: int, practice: Practice) -> Amount:
    norm, always, by_days = table.couple if household.cohabiting else 0, 0, []
    for member in household.members:
        if member.role is Role.ADULT:
            norm += 0 if household.cohabiting else table.single
            always += 1
            continue
        without = table.without_lunch[member.age] if member.lunch_away else None
        amount = table.children[member.age] if without is None else without
        if member.days in ("all", days):
            norm += amount
            always += 1
        else:
            norm += divided(amount * member.days, days, practice.rounding)
            by_days.append(Fraction(member.days, days))
    others = 0 if household.household_size == "all" else household.household_size - len(household.members)
    if not by_days and not others:
        return norm + table.common_costs(always)
    shared = _shared(table, always, others, sorted(by_days, reverse=True))
    return norm + divided(shared.numerator, shared.denominator, practice.rounding)


def _shared(table: Table, always: int, others: int, by_days: list[Fraction]) -> Fraction:
    before = total = (
        Fraction(table.common_costs(always + others) * always, always + others) if always else Fraction(0)
    )
    for number, part in enumerate(by_days, start=always + 1):
        now = Fraction(table.common_costs(number + others) * number, number + others)
        total += (now - before) * part
        before = now
    return total


def _wage(member: Member, income: Income, month: Month, practice: Practice) -> Amount:
    is_less = income.jobbstimulans is Jobbstimulans.YES
    if income.jobbstimulans is Jobbstimulans.BY_MONTHS and member.assistance_months is not None:
        is_less = month_of_period(member.assistance_months, month) is not None
    return divided(income.amount * 3, 4, practice.rounding) if is_less else income.amount


def traced(household: Household, month: Month, practice: Practice) -> Sums:
    """The four sums of the real calculation."""
    found = calculate(household, month, practice)
    return found.norm, found.costs, found.incomes, found.result


def microseconds(work: Callable[[Household, Month, Practice], object], household: Household) -> float:
    """Processor time of one call, over `TIMES` calls."""
    started = time.process_time_ns()
    for _ in range(TIMES):
        work(household, MARCH, PRACTICE)
    return (time.process_time_ns() - started) / TIMES / 1000


def in_turns(household: Household) -> tuple[float, float]:
    """The best of each, measured in turns."""
    alone, explained = [], []
    for _ in range(TURNS):
        alone.append(microseconds(plain, household))
        explained.append(microseconds(calculate, household))
    return min(alone), min(explained)


def main() -> int:
    """Measure and print; 1 when the aim is missed."""
    kinds = households()
    for household in kinds:
        assert plain(household, MARCH, PRACTICE) == traced(household, MARCH, PRACTICE)
    gc.disable()
    found = [in_turns(household) for household in kinds]
    for number, (alone, explained) in enumerate(found, start=1):
        print(f"household {number}: {alone:.1f} and {explained:.1f} microseconds, ratio {explained / alone:.2f}")
    alone, explained = (sum(times) / len(times) for times in zip(*found, strict=True))
    ratio = explained / alone
    print(f"together: ratio {ratio:.2f} (at most {AIM}){'' if ratio <= AIM else '  MISSED'}")
    figures = {"plain_us": round(alone, 2), "traced_us": round(explained, 2), "ratio": round(ratio, 2)}
    print(json.dumps({"benchmark": "riksnorm", "aim_ratio": AIM, **figures}))
    return 0 if ratio <= AIM else 1


if __name__ == "__main__":
    raise SystemExit(main())
