"""Costs beside the norm: what was applied for, what is approved, what is usually held reasonable (12:7 p 2, 12:1).

The caseworker's word counts, upwards too, and beyond a cap when the reason is given. What nobody has assessed lies
between nothing and what was applied for.
"""

from portal.forms.assistance.riksnorm.amounts import LARGEST, Amount
from portal.forms.assistance.riksnorm.case import Case
from portal.forms.assistance.riksnorm.household import Cost
from portal.forms.assistance.riksnorm.result import COST, Line, Question
from portal.forms.assistance.riksnorm.wording import LABELS

REASONABLE = frozenset({"rent", "electricity", "home_insurance", "unemployment_fund", "union", "work_travel"})
"""The costs that the law itself names as part of försörjningsstöd; all others are other needs."""

UNLISTED = "cost.unlisted"
LISTED = LABELS.keys() - {UNLISTED}
Assessed = tuple[Amount, Amount, tuple[str, ...], tuple[str, ...]]


def cost_lines(case: Case) -> list[Line]:
    """A line for every cost, in their order."""
    return [_line(case, place, cost) for place, cost in enumerate(case.household.costs)]


def _line(case: Case, place: int, cost: Cost) -> Line:
    code = f"cost.{cost.type}"
    key = f"{code}:{cost.ref or place}"
    if code not in LISTED:
        code = UNLISTED
        case.questions.append(Question("cost_type", f"costs[{place}]", {"type": cost.type}))
    cap = case.practice.caps.get(cost.type)
    low, high, notes, missing = _assessed(case, place, cost, cap)
    law = case.laws["reasonable" if cost.type in REASONABLE else "other_need"]
    values, reason = _values(cost, cap), cost.reason
    return Line(
        code, key, COST, low, high, law, cost.source, values, cost.on, None, None, cap, reason, notes, missing
    )


def _values(cost: Cost, cap: Amount | None) -> dict[str, int | str]:
    found: dict[str, int | str] = {"type": cost.type}
    if cost.applied is not None:
        found["applied"] = cost.applied
    if cost.approved is not None:
        found["approved"] = cost.approved
    if cap is not None:
        found["cap"] = cap
    return found


def _assessed(case: Case, place: int, cost: Cost, cap: Amount | None) -> Assessed:
    """The least and the most that is approved, the remarks, and what is missing."""
    approved, applied = cost.approved, cost.applied
    if approved is None:
        return _open(case, place, cost, cap)
    if cap is not None and approved > cap:
        return (approved, approved, ("above_cap",), ()) if cost.reason else (cap, cap, ("capped",), ())
    return approved, approved, ("part",) if applied is not None and approved != applied else (), ()


def _open(case: Case, place: int, cost: Cost, cap: Amount | None) -> Assessed:
    """What nobody has assessed yet."""
    where, applied = f"costs[{place}]", cost.applied
    if applied is None:
        return 0, LARGEST, ("amount_unknown",), (f"{where}.applied", f"{where}.approved")
    if cap is not None and applied > cap:
        case.questions.append(Question("above_cap", where, {"applied": applied, "cap": cap}))
    return 0, applied, ("not_assessed",), (f"{where}.approved",) if applied else ()
