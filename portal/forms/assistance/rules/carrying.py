"""What may be fetched from the last application, as the texts of the new one's pages.

With the same adults everything that lasts longer than a month; whoever applies now, their roles may have changed
places. With other adults than then, only what is the applicant's own: nothing of the other adult, no child, no home
and nothing that somebody wrote about the household, for after a separation one may not read about the other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portal.forms.assistance.rules import conditions as pages
from portal.forms.assistance.rules.answers import (
    Answers,
    Asset,
    Child,
    Cost,
    CostType,
    Housing,
    PaymentWay,
    PendingBenefit,
    Person,
    Planning,
    Residence,
    Role,
)

LASTING = frozenset(
    {
        CostType.RENT,
        CostType.ELECTRICITY,
        CostType.HOME_INSURANCE,
        CostType.INTERNET,
        CostType.UNEMPLOYMENT_FUND,
        CostType.UNION,
    }
)
"""Costs that come back every month."""


@dataclass(frozen=True)
class Carried:
    """A page's texts and its rows, each with an id."""

    values: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[tuple[str, Mapping[str, str]], ...] = ()


def carried(last: Answers, personnummer: str, partner: str) -> dict[str, Carried]:
    """What the pages begin with, for the one with `personnummer`, together with `partner` (empty: alone).

    Nothing at all when the person was no adult of the last application.
    """
    me = next((person for person in last.people if person.personnummer == personnummer), None)
    if me is None:
        return {}
    others = [person for person in last.people if person is not me]
    if [person.personnummer for person in others] == ([partner] if partner else []):
        return dict(_all(last, me, others[0] if others else None))
    return dict(_own(me, last))


def _own(me: Person, last: Answers) -> Iterator[tuple[str, Carried]]:
    yield pages.APPLICANT, Carried(_contact(me))
    if me.role is Role.APPLICANT:
        yield pages.PAYMENT, Carried(_payment(me))


def _all(last: Answers, me: Person, other: Person | None) -> Iterator[tuple[str, Carried]]:
    yield from _own(me, last)
    if other is not None:
        yield pages.CO_APPLICANT, Carried(_contact(other))
    yield pages.CHILDREN, _children(last.children)
    if last.housing is not None:
        yield pages.HOUSING, Carried(_housing(last.housing))
    yield from _plans(last, me)
    turned = me.role is not Role.APPLICANT
    yield pages.PENDING, _listed([_benefit(benefit, turned) for benefit in last.pending])
    yield pages.ASSETS, _listed([_asset(asset, turned) for asset in last.assets])
    yield pages.COSTS, _listed([_cost(cost, turned) for cost in last.costs if cost.type in LASTING], or_no=False)


def _contact(person: Person) -> Mapping[str, str]:
    return _said(
        phone=person.phone,
        email=person.email,
        by_sms=_tick(person.by_sms),
        by_email=_tick(person.by_email),
        needs_interpreter=_yes(person.needs_interpreter),
        interpreter_language=person.interpreter_language,
    )


def _payment(person: Person) -> Mapping[str, str]:
    way = person.payment.value
    account = person.payment is PaymentWay.ACCOUNT
    return _said(payment=way, clearing=person.clearing if account else "", account=person.account if account else "")


def _children(children: tuple[Child, ...]) -> Carried:
    return _listed(
        [
            _said(
                name=child.name,
                number=child.personnummer,
                residence=child.residence.value,
                days=str(child.days) if child.residence is Residence.OTHER and child.days is not None else "",
                school=child.school,
                lunch=_yes(child.lunch_away),
            )
            for child in children
        ]
    )


def _housing(home: Housing) -> Mapping[str, str]:
    return _said(
        form=home.form.value,
        address=home.address,
        persons=_number(home.persons),
        rooms=_number(home.rooms),
        description=home.description,
    )


def _plans(last: Answers, me: Person) -> Iterator[tuple[str, Carried]]:
    for plan in last.planning:
        page = pages.PLANNING if plan.whose is me.role else pages.CO_PLANNING
        yield page, Carried(_plan(plan))


def _plan(plan: Planning) -> Mapping[str, str]:
    stays = plan.is_in_municipality
    return _said(
        occupation=plan.occupation.value,
        percent=_number(plan.percent),
        description=plan.description if stays else "",
        stays=_yes(stays),
        away="" if stays else plan.description.replace("\n", " "),
    )


def _benefit(benefit: PendingBenefit, turned: bool) -> Mapping[str, str]:
    return _said(name=benefit.name, whose=_whose(benefit.whose, turned))


def _asset(asset: Asset, turned: bool) -> Mapping[str, str]:
    return _said(
        type=asset.type.value,
        description=asset.description,
        registration=asset.registration,
        value=_kronor(asset.value),
        unknown=_tick(asset.value is None),
        whose=_whose(asset.whose, turned),
    )


def _cost(cost: Cost, turned: bool) -> Mapping[str, str]:
    whose = "all" if cost.whose is None else _whose(cost.whose, turned)
    return _said(
        type=cost.type.value,
        description=cost.description,
        amount=_kronor(cost.amount),
        unknown=_tick(cost.amount is None),
        whose=f"child:{_row_id(cost.child)}" if cost.child is not None else whose,
    )


def _listed(rows: list[Mapping[str, str]], or_no: bool = True) -> Carried:
    if not rows:
        return Carried(_said(has="no" if or_no else ""))
    return Carried({"has": "yes"}, tuple((_row_id(place), row) for place, row in enumerate(rows)))


def _row_id(place: int) -> str:
    return f"last{place}"


def _whose(role: Role, turned: bool) -> str:
    swapped = {Role.APPLICANT: Role.CO_APPLICANT, Role.CO_APPLICANT: Role.APPLICANT}
    return (swapped.get(role, role) if turned else role).value


def _kronor(amount: int | None) -> str:
    if amount is None:
        return ""
    kronor, ore = divmod(amount, 100)
    return f"{kronor},{ore:02}" if ore else str(kronor)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _yes(value: bool | None) -> str:
    return "" if value is None else ("yes" if value else "no")


def _tick(value: bool) -> str:
    return "y" if value else ""


def _said(**values: str) -> dict[str, str]:
    return {name: text for name, text in values.items() if text}
