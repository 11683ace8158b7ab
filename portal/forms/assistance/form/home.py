"""The home: children, how the household lives."""

from typing import ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from portal.accounts import personnummer
from portal.forms.assistance.form.fields import Choice, Line, Text, YesNo, worded
from portal.forms.assistance.form.page import PageForm, refuse
from portal.forms.assistance.form.reading import Digits, Personnummer
from portal.forms.assistance.rules import labels
from portal.forms.assistance.rules.answers import ApplicationKind, Child, Housing, HousingForm, Residence

OLDEST_CHILD = 20
MOST_DAYS, MOST_PERSONS, MOST_ROOMS = 31, 30, 20


class ChildrenForm(PageForm):
    """Whether there are children, who are then named one by one."""

    has = YesNo(
        _l("Do children under 21 live with you, all the time or some days?"),
        _l("Answer whether children live with you."),
        render_kw={"hint": _l("Also children who live with their other parent and stay with you some days.")},
    )
    changed = Text(
        _l("What has changed about the children since last time?"),
        render_kw={"rows": 2, "hint": _l("You can leave this empty.")},
    )

    def adapt(self) -> None:
        """Only a renewal has a last time."""
        if self.setting.kind is not ApplicationKind.RENEWAL:
            del self.changed


class ChildForm(PageForm):
    """One child."""

    name = Line(_l("The child's first name and surname"), _l("Write the child's name."), most=100)
    number = Personnummer(_l("The child's personnummer"), _l("Write the child's personnummer."))
    residence = Choice(
        _l("How much does the child live with you?"),
        worded(labels.RESIDENCES),
        _l("Choose how much the child lives with you."),
    )
    days = Digits(
        _l("How many days that month?"),
        0,
        MOST_DAYS,
        _l("Write how many days the child is with you that month."),
    )
    school = Line(_l("Preschool or school"), most=100)
    lunch = YesNo(
        _l("Does the child eat lunch at preschool five days a week?"),
        _l("Answer whether the child eats lunch at preschool."),
    )
    only_if: ClassVar = {"days": ("residence", {"other"})}

    def fits(self) -> bool:
        """The child is under 21."""
        if not self.number.number:
            return True
        age = personnummer.age_on(personnummer.born_on(self.number.number), self.setting.today)
        if age > OLDEST_CHILD:
            return refuse(self.number, gettext("This person is 21 or older and applies on their own."))
        return True

    def answers(self) -> Child:
        """The child."""
        return Child(
            name=self.name.data,
            personnummer=self.number.number,
            residence=Residence(self.residence.data),
            days=self.days.number if self.residence.data == Residence.OTHER else None,
            school=self.school.data,
            lunch_away=self.lunch.answer,
        )

    def heading(self) -> str:
        """What the row is called in a list."""
        return str(self.name.data or gettext("A child"))

    def facts(self) -> list[str]:
        """What else a list says of it."""
        return [self.residence.says()]


class HousingPage(PageForm):
    """How the household lives."""

    form = Choice(_l("How do you live?"), worded(labels.HOUSINGS), _l("Choose how you live."))
    address = Line(
        _l("Address"),
        _l("Write your address."),
        render_kw={"autocomplete": "street-address", "hint": _l("Street, number and flat number")},
    )
    persons = Digits(
        _l("How many people live there, with you and children counted?"),
        1,
        MOST_PERSONS,
        _l("Write how many people live there."),
    )
    rooms = Digits(_l("How many rooms, without the kitchen?"), 1, MOST_ROOMS, _l("Write how many rooms there are."))
    description = Text(_l("Describe how you live"), _l("Describe how you live."), render_kw={"rows": 3})
    _AT_HOME: ClassVar = {form.value for form in HousingForm if form is not HousingForm.NONE_OR_INSTITUTION}
    only_if: ClassVar = {
        "address": ("form", _AT_HOME),
        "persons": ("form", _AT_HOME),
        "rooms": ("form", _AT_HOME),
        "description": ("form", {HousingForm.NONE_OR_INSTITUTION.value}),
    }

    def answers(self, has_changed: bool) -> Housing:
        """Where the household lives."""
        said = self.texts()
        return Housing(
            form=HousingForm(self.form.data),
            persons=self.persons.number,
            rooms=self.rooms.number,
            address=said.get("address", ""),
            description=said.get("description", ""),
            has_changed=has_changed,
        )
