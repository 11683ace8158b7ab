"""The norm: personal costs of each member, and common costs by how many they are (socialtjänstförordningen 12:2)."""

from portal.forms.assistance.riksnorm.amounts import Amount
from portal.forms.assistance.riksnorm.case import Case
from portal.forms.assistance.riksnorm.household import ADULT, ALL, CHILD, BadHouseholdError, Member
from portal.forms.assistance.riksnorm.result import Line, Question
from portal.forms.assistance.riksnorm.sharing import common_lines


def norm_lines(case: Case) -> list[Line]:
    """The lines of the norm: adults, children in their order, common costs; raises BadHouseholdError for days that
    the month does not have.
    """
    lines = _adults(case)
    if not lines:
        case.questions.append(Question("only_children", "members"))
    for place, member in enumerate(case.household.members):
        if member.role is CHILD:
            lines.append(_child(case, place, member))
    return lines + common_lines(case)


def _adults(case: Case) -> list[Line]:
    table = case.table
    if case.household.cohabiting:
        return [case.plain_line("norm.couple", "norm.couple", table.couple)]
    return [
        case.plain_line("norm.single", f"norm.single:{place}", table.single, member=place)
        for place, member in enumerate(case.household.members)
        if member.role is ADULT
    ]


def _child(case: Case, place: int, member: Member) -> Line:
    if member.age is not None and member.days == ALL and member.lunch_away is False:
        age = member.age
        return case.plain_line(_code(age), f"norm.child:{place}", case.table.children[age], (("age", age),), place)
    bounds, days, ground = _monthly(case, member), member.days, "norm"
    values: dict[str, int | str] = {} if member.age is None else {"age": member.age}
    notes, missing = _about_lunch(case, member), _unknowns(case, place, member)
    if days not in (ALL, case.days):
        values |= {"monthly": bounds[1]} | ({"days": days, "of": case.days} if isinstance(days, int) else {})
        notes += ("days.unknown",) if days is None else ("days",)
        bounds, ground = _in_days(case, place, days, bounds), "days"
    key, more = f"norm.child:{place}", {"member": place, "notes": notes, "missing": missing}
    return case.norm_line(_code(member.age), key, bounds, ground, values, **more)


def _code(age: int | None) -> str:
    if age is None:
        return "norm.child.unknown"
    return "norm.child" if age else "norm.baby"


def _in_days(case: Case, place: int, days: int | str | None, bounds: tuple[Amount, Amount]) -> tuple[Amount, Amount]:
    if not isinstance(days, int):
        return 0, bounds[1]
    if days > case.days:
        raise BadHouseholdError(f"members[{place}].days: {case.month} has {case.days} days")
    return case.by_days(bounds[0], days), case.by_days(bounds[1], days)


def _monthly(case: Case, member: Member) -> tuple[Amount, Amount]:
    """The least and the most that the month may be for the child."""
    table = case.table
    ages = range(len(table.children)) if member.age is None else (member.age,)
    found = [amount for age in ages for amount in _columns(case, age, member.lunch_away)]
    return min(found), max(found)


def _columns(case: Case, age: int, lunch_away: bool | None) -> list[Amount]:
    """The amounts of an age that are possible: with lunch, without, or either."""
    full, without = case.table.children[age], case.table.without_lunch[age]
    if without is None or lunch_away is False:
        return [full]
    return [without] if lunch_away else [full, without]


def _about_lunch(case: Case, member: Member) -> tuple[str, ...]:
    if not member.lunch_away or member.age is None:
        return ()
    return ("lunch.none",) if case.table.without_lunch[member.age] is None else ("lunch",)


def _unknowns(case: Case, place: int, member: Member) -> tuple[str, ...]:
    """What is not known about a child and makes a difference."""
    where, found = f"members[{place}].", []
    if member.age is None and member.days != 0:
        found.append(where + "age")
    if member.days is None:
        found.append(where + "days")
    has_column = member.age is None or case.table.without_lunch[member.age] is not None
    if member.lunch_away is None and has_column and member.days != 0:
        found.append(where + "lunch_away")
    return tuple(found)
