"""What assistance is, who may apply, what to have at hand, and "could I have a right?": open to all, nothing kept.

The calculator's form is answered in the same request: no cookie, no database, no log of what was written.
"""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext

from portal.cases.promise import day_of
from portal.core import clock
from portal.core.web import public, render, runtime
from portal.core.web.languages import change_language
from portal.forms.assistance import riksnorm
from portal.forms.assistance.form.calculator import CalculatorForm
from portal.forms.assistance.routes.blueprint import bp
from portal.forms.assistance.routes.sending import Answer, month_name
from portal.forms.assistance.rules import months
from portal.forms.assistance.rules.conditions import Setting
from portal.forms.assistance.rules.money import shown_amount


@dataclass(frozen=True)
class FirstLook:
    """What the calculator answers: the amount that is lacking (or left over), and each line in words."""

    amount: str
    is_lacking: bool
    lines: tuple[tuple[str, str], ...]


@bp.get("/")
@public
def start() -> str:
    """The open page."""
    return _page(CalculatorForm({}, _setting()))


@bp.post("/")
@public
def reckon() -> Answer:
    """The same page with what the calculator says."""
    chose_language = change_language(request.form.get("language", ""))
    form = CalculatorForm(request.form, _setting())
    if chose_language or not form.validate():
        return _page(form), 200 if chose_language else 422
    return _page(form, look=_first_look(form), is_unknown=not _has_table())


def _setting() -> Setting:
    today = day_of(clock.now())
    return Setting(today, month=months.month_of(today))


def _month() -> riksnorm.Month:
    return riksnorm.Month.parse(_setting().month)


def _has_table() -> bool:
    try:
        riksnorm.table_for(_month())
    except riksnorm.NoTableError:
        return False
    return True


def _first_look(form: CalculatorForm) -> FirstLook | None:
    """The calculation as people read it; None in a month whose norm is not known here yet."""
    try:
        found = riksnorm.calculate(form.answers(), _month())
    except riksnorm.NoTableError:
        return None
    lines = tuple((riksnorm.line_text(line, gettext), _amount(line)) for line in found.lines)
    return FirstLook(shown_amount(abs(found.upper)), found.upper > 0, lines)


def _amount(line: riksnorm.Line) -> str:
    return shown_amount(-line.upper if line.kind is riksnorm.Kind.INCOME else line.upper)


def _page(form: CalculatorForm, look: FirstLook | None = None, *, is_unknown: bool = False) -> str:
    return render(
        "assistance/start.html",
        form=form,
        look=look,
        is_unknown=is_unknown,
        month_name=month_name(_setting().month),
        office=runtime().settings.municipality.assistance.office,
        practice=runtime().settings.municipality.assistance,
        action=f"{url_for('assistance.reckon')}#rakna",
    )
