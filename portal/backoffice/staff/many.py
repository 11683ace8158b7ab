"""Many cases at once: chosen in the list, looked at, done, and undone for ten minutes."""

import re
from uuid import UUID

from flask import make_response, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission, permissions_of
from portal.accounts.queries import staff_members
from portal.accounts.rules import safe_next
from portal.backoffice import bulk, queries
from portal.backoffice.bulk import Change, Done
from portal.backoffice.frame import kinds
from portal.backoffice.rows import QueueRow
from portal.backoffice.rules import MOST_AT_ONCE, PRIORITY_NAMES, BulkAction
from portal.backoffice.staff.pages import bp
from portal.core import clock
from portal.core.errors import Refused
from portal.core.web import db, render, runtime, staff
from portal.core.web.languages import current_language
from portal.core.words import word

_CHOSEN = re.compile(r"([A-Z]-\d{2}-[0-9A-Z]{5}):(\d{1,9})")
TITLES = {
    BulkAction.ASSIGN: word("Give the cases to somebody"),
    BulkAction.TEAM: word("Hand the cases to a team"),
    BulkAction.PRIORITY: word("Change the priority of the cases"),
}


@bp.post("/flera")
@staff(Permission.WORK_CASE)
def look(errors: tuple[str, ...] = ()) -> Response:
    """What would be changed: the chosen cases, and to what; nothing is changed yet."""
    action, chosen = _action(), _chosen()
    rows = queries.rows_by_number(db(), current_viewer(), kinds(), [number for number, _ in chosen], clock.now())
    allowed = [row for row in rows if _is_allowed(row, action)]
    page = render(
        "backoffice/many.html",
        action=action,
        title=TITLES[action],
        rows=allowed,
        left_out=[row for row in rows if row not in allowed],
        versions=dict(chosen),
        targets=_targets(action),
        back=_back(),
        errors=errors,
    )
    return make_response(page, 422 if errors else 200)


@bp.post("/flera/gor")
@staff(Permission.WORK_CASE)
def change_many() -> Response:
    """Do it to each case on its own."""
    action, targets, target = _action(), _targets(_action()), request.form.get("target", "-")
    if target not in targets:
        return look(errors=(gettext("Please choose one."),))
    change = Change(action, target, targets[target])
    done = bulk.change(db(), of=kinds(), wanted=_chosen(), what=change, by=current_viewer(), now=clock.now())
    db().commit()
    return _result(done, is_undo=False)


@bp.post("/flera/<uuid:batch_id>/angra")
@staff(Permission.WORK_CASE)
def undo_many(batch_id: UUID) -> Response:
    """Bring the cases back to what they were."""
    done = bulk.undo(db(), batch_id, by=current_viewer(), now=clock.now())
    db().commit()
    return _result(done, is_undo=True)


def _result(done: Done, *, is_undo: bool) -> Response:
    return make_response(render("backoffice/many_done.html", done=done, is_undo=is_undo, back=_back()))


def _action() -> BulkAction:
    asked = request.form.get("action", "")
    if asked not in set(BulkAction):
        raise Refused(word("There is no such action."))
    return BulkAction(asked)


def _chosen() -> list[tuple[str, int]]:
    """Number and version of each case that was ticked, each once."""
    read = [_CHOSEN.fullmatch(value) for value in request.form.getlist("case")[: MOST_AT_ONCE + 1]]
    chosen = {found[1]: int(found[2]) for found in read if found}
    if not chosen:
        raise Refused(word("Please tick at least one case first."))
    return list(chosen.items())


def _is_allowed(row: QueueRow, action: BulkAction) -> bool:
    return row.is_open and action.value in kinds()[row.kind].bulk_actions


def _targets(action: BulkAction) -> dict[str, str]:
    """Value and name of everything that the cases could be changed to."""
    if action is BulkAction.TEAM:
        teams = runtime().settings.municipality.teams
        return {code: team.name.in_language(current_language()) for code, team in teams.items()}
    if action is BulkAction.PRIORITY:
        return {code: gettext(name) for code, name in PRIORITY_NAMES.items()}
    viewer = current_viewer()
    found = {str(viewer.account_id): viewer.name, "": gettext("Nobody")}
    return found | {
        str(member.id): member.name
        for member in staff_members(db())
        if member.is_active and Permission.WORK_CASE in permissions_of(member.roles) and _is_near(member.teams)
    }


def _is_near(teams: frozenset[str]) -> bool:
    """True for colleagues of one's own teams; for everybody to those who see all teams."""
    viewer = current_viewer()
    return viewer.may(Permission.SEE_ALL_TEAMS) or bool(teams & viewer.teams)


def _back() -> str:
    return safe_next(request.form.get("next")) or "/handlaggning/"
