"""Changing the calculation: one line's amount, a row added, a word taken back; each calculates everything again."""

from collections.abc import Callable
from uuid import uuid4

from flask import request
from werkzeug.utils import redirect

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.backoffice.form import VersionForm
from portal.core import clock
from portal.core.errors import Conflict, NotFound
from portal.core.web import db, staff
from portal.forms.assistance.rules.changes import ADDED, LineWord, WordKind, in_force, word_key
from portal.forms.assistance.service import investigating, robot, standing
from portal.forms.assistance.staff import showing
from portal.forms.assistance.staff.blueprint import bp
from portal.forms.assistance.staff.forms import AddForm, LineForm
from portal.forms.assistance.staff.opening import BOTH, Answer, Opened, opened, rules_of_town, submitted, today
from portal.forms.assistance.staff.showing import Row

PAGE = "assistance/staff/line.html"


@bp.route("/<number>/rad", methods=BOTH)
@staff(Permission.SEE_ASSISTANCE)
def change(number: str) -> Answer:
    """Say what a line shall be, with the reason."""
    page = opened(number)
    row = _row(page, request.args.get("rad", ""))
    form = LineForm(today(), data={"version": page.frame.case.version})

    def do() -> object:
        said = LineWord(_kind(page, row.key), form.amount.amount or 0, _amount(page, row.key), _type(page, row.key))
        return _say(page, form, word_key(row.key), said)

    return submitted(page, form, PAGE, do, "rad", row=row)


@bp.route("/<number>/ny-rad", methods=BOTH)
@staff(Permission.SEE_ASSISTANCE)
def add(number: str) -> Answer:
    """Add a cost or an income that is not in the application."""
    page = opened(number)
    form = AddForm(today(), data={"version": page.frame.case.version})

    def do() -> object:
        said = LineWord(form.kind, form.amount.amount or 0, None, form.type)
        return _say(page, form, f"{ADDED}{uuid4().hex[:12]}", said)

    return submitted(page, form, PAGE, do, "rad", row=None)


@bp.post("/<number>/rad/ta-tillbaka")
@staff(Permission.SEE_ASSISTANCE)
def take_back(number: str) -> Answer:
    """Take back what was said of a line: it is again what the application and the agencies say."""
    page, form = opened(number), VersionForm()
    said = in_force(showing.said_of(page.work)).get(word_key(request.form.get("rad", "")))
    if said is None:
        raise NotFound
    return _at_once(page, form, lambda: _void(page, said.line))


@bp.post("/<number>/rakna-om")
@staff(Permission.SEE_ASSISTANCE)
def recalculate(number: str) -> Answer:
    """Calculate and propose again with what is known now."""
    page, form = opened(number), VersionForm()
    return _at_once(page, form, lambda: investigating.check_at_work(page.application), "raknat")


def _at_once(page: Opened, form: VersionForm, do: Callable[[], object], done: str = "rad") -> Answer:
    if not form.validate():
        raise Conflict
    standing.seen(page.application, form.version.data)
    do()
    _reckon(page)
    db().commit()
    return redirect(page.url("review", klart=done), 303)


def _say(page: Opened, form: LineForm, key: str, word_on_it: LineWord) -> object:
    standing.seen(page.application, form.version.data)
    made = investigating.change_line(
        db(),
        page.application,
        line=key,
        word_on_it=word_on_it,
        reason=form.reason.data,
        by=current_viewer(),
        now=clock.now(),
    )
    _reckon(page)
    return made


def _void(page: Opened, key: str) -> object:
    return investigating.change_line(
        db(),
        page.application,
        line=key,
        word_on_it=LineWord(WordKind.VOID),
        reason="",
        by=current_viewer(),
        now=clock.now(),
    )


def _reckon(page: Opened) -> None:
    robot.recalculate(db(), page.application, settings=rules_of_town(), now=clock.now(), by=current_viewer())


def _row(page: Opened, key: str) -> Row:
    found = showing.reckoned(page.work)
    rows = [row for group in found.groups for row in group.rows] if found else []
    row = next((row for row in rows if row.key == key), None)
    if row is None:
        raise NotFound
    return row


def _amount(page: Opened, key: str) -> int | None:
    return next((line.amount for line in showing.lines_of(page.work) if line.key == key), None)


def _kind(page: Opened, key: str) -> WordKind:
    """A row that a caseworker added stays one."""
    said = in_force(showing.said_of(page.work)).get(word_key(key))
    return said.word.kind if said else WordKind.AMOUNT


def _type(page: Opened, key: str) -> str:
    """The type of a row that a caseworker added; a later word on its amount keeps it."""
    said = in_force(showing.said_of(page.work)).get(word_key(key))
    return said.word.type if said else ""
