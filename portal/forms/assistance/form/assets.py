"""What is applied for elsewhere and what is owned, row by row."""

from typing import ClassVar

from flask_babel import lazy_gettext as _l

from portal.forms.assistance.form.fields import Choice, Line, Tick, YesNo, worded
from portal.forms.assistance.form.page import PageForm
from portal.forms.assistance.form.reading import Money
from portal.forms.assistance.form.whose import Whose, whose_choices
from portal.forms.assistance.rules import labels
from portal.forms.assistance.rules.answers import Asset, AssetType, PendingBenefit

MOST_ASSET_KRONOR = 100_000_000


class PendingForm(PageForm):
    """Whether something is applied for elsewhere."""

    has = YesNo(
        _l("Have you applied for other money and not had an answer yet?"),
        _l("Answer whether you have applied for other money."),
        render_kw={"hint": _l("For example from Försäkringskassan, a-kassa, CSN or Pensionsmyndigheten.")},
    )


class PendingRow(PageForm):
    """One thing applied for."""

    name = Line(_l("What have you applied for, and from whom?"), _l("Write what it is."), most=100)
    whose = Choice(_l("Who applied for it?"), missing=_l("Choose who applied for it."))

    def adapt(self) -> None:
        """Ask whose only of a couple."""
        whose_choices(self)

    def answers(self) -> PendingBenefit:
        """What is applied for."""
        return PendingBenefit(self.name.data, Whose.of(self).role)

    def heading(self) -> str:
        """What the row is called in a list."""
        return str(self.name.data)

    def facts(self) -> list[str]:
        """What else a list says of it."""
        return [Whose.named(self)]


class AssetsForm(PageForm):
    """Whether anything of value is owned."""

    has = YesNo(
        _l("Do you own anything of value?"),
        _l("Answer whether you own anything of value."),
        render_kw={"hint": _l("Savings, a car, a flat or house, a company. Not furniture or clothes.")},
    )


class AssetRow(PageForm):
    """One thing owned."""

    type = Choice(_l("What do you own?"), worded(labels.ASSETS), _l("Choose what you own."))
    description = Line(_l("What is it?"), render_kw={"hint": _l("For example which bank, or which car and year")})
    registration = Line(_l("Registration number"), most=12, render_kw={"width": "short"})
    whose = Choice(_l("Whose is it?"), missing=_l("Choose whose it is."))
    value = Money(_l("What is it worth today?"), _l("Write what it is worth."), MOST_ASSET_KRONOR)
    unknown = Tick(_l("I do not know what it is worth"))
    only_if: ClassVar = {"registration": ("type", {AssetType.VEHICLE.value}), "value": ("unknown", {""})}

    def adapt(self) -> None:
        """Ask whose only of a couple."""
        whose_choices(self)

    def answers(self) -> Asset:
        """What is owned."""
        return Asset(
            type=AssetType(self.type.data),
            value=self.value.amount,
            whose=Whose.of(self).role,
            description=self.description.data,
            registration=self.texts().get("registration", ""),
        )

    def heading(self) -> str:
        """What the row is called in a list."""
        return str(self.type.says() or _l("Something of value"))

    def facts(self) -> list[str]:
        """What else a list says of it."""
        return [self.description.says(), self.value.says(), Whose.named(self)]
