"""Work and plans: what each adult does in the month, and the jobs applied for; and what else there is to say."""

from typing import ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from portal.forms.assistance.form.fields import Choice, Line, Text, Tick, YesNo, worded
from portal.forms.assistance.form.page import PageForm
from portal.forms.assistance.form.reading import Day
from portal.forms.assistance.form.whose import Whose, whose_choices
from portal.forms.assistance.rules import labels
from portal.forms.assistance.rules.answers import JobApplication, Occupation, Planning, Role

SHARES = (("100", "100 %"), ("75", "75 %"), ("50", "50 %"), ("25", "25 %"))


class PlanningForm(PageForm):
    """What one adult does."""

    occupation = Choice(_l("What do you do this month?"), worded(labels.OCCUPATIONS), _l("Choose what you do."))
    percent = Choice(_l("How much sick leave?"), SHARES, _l("Choose how much."), render_kw={"inline": True})
    description = Text(
        _l("Tell us more, if you like"),
        render_kw={"rows": 3, "hint": _l("For example where you work or study, and what you have planned with us")},
    )
    stays = YesNo(
        _l("Are you in the municipality all of the month?"), _l("Answer whether you are here all of the month.")
    )
    away = Line(_l("Where are you, and when?"), _l("Write where you are and when."))
    only_if: ClassVar = {"percent": ("occupation", {Occupation.SICK_LEAVE.value}), "away": ("stays", {"no"})}

    def answers(self, whose: Role) -> Planning:
        """What the adult does."""
        said = self.texts()
        words = [said.get("description", ""), said.get("away", "")]
        return Planning(
            whose=whose,
            occupation=Occupation(self.occupation.data),
            percent=int(said["percent"]) if said.get("percent", "").isdecimal() else None,
            description="\n".join(part for part in words if part),
            is_in_municipality=self.stays.answer is not False,
        )


class CoPlanningForm(PlanningForm):
    """What the co-applicant does."""

    occupation = Choice(
        _l("What does your partner do this month?"), worded(labels.OCCUPATIONS), _l("Choose what your partner does.")
    )
    stays = YesNo(
        _l("Is your partner in the municipality all of the month?"),
        _l("Answer whether your partner is here all of the month."),
    )


class JobsForm(PageForm):
    """Whether jobs were applied for."""

    has = YesNo(
        _l("Have you applied for jobs since last month?"),
        _l("Answer whether you have applied for jobs."),
        render_kw={"hint": _l("You can leave it to a list from Arbetsförmedlingen and attach that instead.")},
    )


class JobRow(PageForm):
    """One job applied for."""

    title = Line(_l("Which job?"), _l("Write which job it was."), most=100)
    employer = Line(_l("Which employer, and where?"), most=100)
    on = Day(_l("Which day did you apply?"), _l("Write which day you applied."), past=120)
    whose = Choice(_l("Who applied?"), missing=_l("Choose who applied."))

    def adapt(self) -> None:
        """Ask who only of a couple."""
        whose_choices(self)

    def answers(self) -> JobApplication:
        """The job."""
        return JobApplication(Whose.of(self).role, self.on.day, self.title.data, self.employer.data)

    def heading(self) -> str:
        """What the row is called in a list."""
        return str(self.title.data or gettext("A job"))

    def facts(self) -> list[str]:
        """What else a list says of it."""
        return [self.employer.says(), self.on.says(), Whose.named(self)]


class MessageForm(PageForm):
    """What else there is to say."""

    message = Text(
        _l("Is there anything else we should know?"),
        render_kw={"hint": _l("You can leave this empty.")},
    )


class DeclarationForm(PageForm):
    """On honour."""

    attest = Tick(
        _l("I declare on my honour that all I have answered is true, and that I tell you if something changes.")
    )

    def fits(self) -> bool:
        """It has to be declared."""
        if self.attest.data:
            return True
        self.attest.errors = [gettext("Tick the box to declare that what you have answered is true.")]
        return False
