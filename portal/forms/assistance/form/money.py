"""Money that comes in and costs that have to be paid, row by row."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l

from portal.forms.assistance.form.fields import Choice, Line, Pick, Tick, YesNo, worded
from portal.forms.assistance.form.page import PageForm
from portal.forms.assistance.form.reading import Day, Money
from portal.forms.assistance.form.whose import Whose, whose_choices
from portal.forms.assistance.rules import labels
from portal.forms.assistance.rules.answers import (
    Cost,
    CostType,
    Income,
    IncomeType,
)

DO_NOT_KNOW = _l("I do not know the amount")
SAYS_MORE = {"other", "swish_deposits"}


class IncomesForm(PageForm):
    """Whether anything came in, which is then listed."""

    has = YesNo(
        _l("Have you got any money this month or last month?"),
        _l("Answer whether you have got any money."),
        render_kw={
            "hint": _l("Wages, benefits, Swish, money from family and friends, tax refunds: everything counts.")
        },
    )


class IncomeRow(PageForm):
    """One income."""

    type = Pick(_l("What kind of money?"), worded(labels.INCOMES), _l("Choose what kind of money it is."))
    description = Line(_l("What was it?"), _l("Write what it was."))
    whose = Choice(_l("Who got it?"), missing=_l("Choose who got it."))
    amount = Money(_l("How much, after tax?"), _l("Write how much it was."))
    unknown = Tick(DO_NOT_KNOW)
    on = Day(_l("Which day did it come?"), _l("Write which day it came."), ahead=45)
    only_if: ClassVar = {"description": ("type", SAYS_MORE), "amount": ("unknown", {""})}

    def adapt(self) -> None:
        """Ask whose only where there is a choice."""
        whose_choices(self, with_children=True)

    def answers(self) -> Income:
        """The income."""
        whose = Whose.of(self)
        return Income(
            type=IncomeType(self.type.data),
            amount=self.amount.amount,
            on=self.on.day,
            whose=whose.role,
            child=whose.child,
            description=self.texts().get("description", ""),
        )

    def heading(self) -> str:
        """What the row is called in a list."""
        return str(self.type.says() or _l("Money"))

    def facts(self) -> list[str]:
        """What else a list says of it."""
        return [said(self), self.on.says(), Whose.named(self)]


class CostsForm(PageForm):
    """Whether there are costs beside food and clothes."""

    has = YesNo(
        _l("Do you have costs to apply for this month?"),
        _l("Answer whether you have costs to apply for."),
        render_kw={
            "hint": _l(
                "Rent, electricity, home insurance, medicine, travel. Food, clothes and telephone are in the norm."
            )
        },
    )


class CostRow(PageForm):
    """One cost."""

    type = Pick(_l("What kind of cost?"), worded(labels.COSTS), _l("Choose what kind of cost it is."))
    description = Line(_l("What is it?"), _l("Write what it is."))
    amount = Money(_l("How much?"), _l("Write how much it is."))
    unknown = Tick(DO_NOT_KNOW)
    due_on = Day(_l("When must it be paid?"), ahead=120)
    whose = Choice(_l("Who is it for?"), missing=_l("Choose who it is for."))
    only_if: ClassVar = {"description": ("type", {CostType.OTHER.value}), "amount": ("unknown", {""})}

    def adapt(self) -> None:
        """Ask for whom only where there is a choice."""
        whose_choices(self, with_children=True, with_all=True)

    def answers(self) -> Cost:
        """The cost."""
        whose = Whose.of(self)
        return Cost(
            type=CostType(self.type.data),
            amount=self.amount.amount,
            due_on=self.due_on.day,
            whose=None if whose.is_all else whose.role,
            child=whose.child,
            description=self.texts().get("description", ""),
        )

    def heading(self) -> str:
        """What the row is called in a list."""
        return str(self.type.says() or _l("A cost"))

    def facts(self) -> list[str]:
        """What else a list says of it."""
        return [said(self), self.due_on.says(), Whose.named(self)]


def said(row: IncomeRow | CostRow) -> str:
    """The amount of a row in words."""
    return str(DO_NOT_KNOW) if row.unknown.data else row.amount.says()
