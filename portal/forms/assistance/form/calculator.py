"""The calculator on the open page: a few questions, nothing kept; ends in a household for the riksnorm."""

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from portal.forms.assistance import riksnorm
from portal.forms.assistance.form.fields import Choice
from portal.forms.assistance.form.page import PageForm
from portal.forms.assistance.form.reading import Money, Read

MOST_CHILDREN, OLDEST_CHILD = 15, 20
COSTS = (("rent", "rent"), ("other_costs", "electricity"))
INCOMES = (("wage", "salary"), ("other_money", "other"))


class Ages(Read):
    """The ages of children, with anything between them; `ages` is a tuple of years."""

    def __init__(self, label: object, **more: object) -> None:
        self.ages: tuple[int, ...] = ()
        super().__init__(label, **more)

    def read(self, form: object) -> None:
        """The numbers in the text."""
        found = [int(age) for age in re.findall(r"\d+", self.data[:200])]
        if not found or len(found) > MOST_CHILDREN or max(found) > OLDEST_CHILD:
            raise ValidationError(
                gettext("Write the age of each child under 21 with digits, with a comma between, for example 3, 7.")
            )
        self.ages = tuple(found)


class CalculatorForm(PageForm):
    """Who lives together, what the home costs, what comes in."""

    adults = Choice(
        _l("Who are you?"),
        (("1", _l("One adult")), ("2", _l("Two adults who live together as a couple"))),
        _l("Choose whether you are one adult or a couple."),
    )
    children = Ages(
        _l("How old are the children at home?"),
        render_kw={"hint": _l("For example 3, 7. Leave it empty if there are none."), "inputmode": "numeric"},
    )
    rent = Money(_l("Rent for a month"))
    other_costs = Money(_l("Electricity and home insurance for a month"))
    wage = Money(_l("Wages for a month, after tax"))
    other_money = Money(
        _l("Other money for a month"),
        render_kw={"hint": _l("Child allowance, housing allowance, benefits, pension, all together")},
    )

    def answers(self) -> riksnorm.Household:
        """The household, as if every cost were approved."""
        adults = [riksnorm.Member(riksnorm.Role.ADULT)] * int(self.adults.data)
        children = [riksnorm.Member(riksnorm.Role.CHILD, age=age) for age in self.children.ages]
        return riksnorm.Household(
            members=(*adults, *children),
            cohabiting=len(adults) > 1,
            costs=tuple(
                riksnorm.Cost(kind, amount, amount)
                for name, kind in COSTS
                if (amount := self._amount(name)) is not None
            ),
            incomes=tuple(
                riksnorm.Income(kind, amount, jobbstimulans=riksnorm.Jobbstimulans.NO)
                for name, kind in INCOMES
                if (amount := self._amount(name)) is not None
            ),
        )

    def _amount(self, name: str) -> int | None:
        field: Money = self[name]
        return field.amount
