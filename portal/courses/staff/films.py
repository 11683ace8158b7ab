"""The film of a part: uploaded in pieces or at once, looked after while it is made ready, replaced, removed.

The browser sends pieces to `piece` and hears in JSON how far things are; without scripts one form sends all.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import wraps
from typing import Any, TypedDict
from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, make_response, redirect, request, send_file, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.accounts.viewer import Viewer
from portal.core import clock
from portal.core.errors import NotFound, PortalError, Refused
from portal.core.web import db, render, runtime, staff
from portal.core.words import word
from portal.courses import queries
from portal.courses.films.folders import Folders
from portal.courses.models import Film
from portal.courses.rules.uploads import CHUNK, CHUNK_MOST, Announced
from portal.courses.rules.workflow import FilmState
from portal.courses.service import editing, filming, uploading
from portal.courses.service.holding import held_film
from portal.courses.staff.showing_films import WORKSHOP, FilmPage, film_page
from portal.courses.staff.sizes import megabytes

bp = Blueprint("courses_films", __name__, url_prefix="/handlaggning/kurser/film")


class Mine(TypedDict):
    """Where, by whom and when, as every step of an upload is told."""

    folders: Folders
    by: Viewer
    now: datetime


def as_json(view: Callable[..., Response]) -> Callable[..., Response]:
    """Let a refusal be JSON: its words, and where the upload must go on when that is what is wrong."""

    @wraps(view)
    def answer(*arguments: Any, **named: Any) -> Response:
        try:
            return view(*arguments, **named)
        except PortalError as error:
            told: dict[str, Any] = {"fault": gettext(error.message)}
            if isinstance(error, uploading.OtherPlace):
                told["received"] = error.received
            return make_response(jsonify(told), error.status)

    return answer


@bp.get("/<uuid:film_id>")
@staff(Permission.EDIT_COURSES)
def film(film_id: UUID) -> str:
    """Everything about one film: how far it is, what was made of it, its captions and chapters."""
    return _page(film_id)


@bp.get("/<uuid:film_id>/lage")
@staff(Permission.EDIT_COURSES)
def state(film_id: UUID) -> str:
    """How far the film is, for a page that asks again and again; says aloud only what has changed."""
    page = film_page(db(), _film(film_id))
    return render("courses/staff/film_state.html", page=page, before=request.args.get("fore", ""))


@bp.get("/<uuid:film_id>/uppladdning")
@staff(Permission.EDIT_COURSES)
@as_json
def upload(film_id: UUID) -> Response:
    """Which upload is under way and how much of it has arrived."""
    return _told(_film(film_id))


@bp.post("/<uuid:film_id>/uppladdning")
@staff(Permission.EDIT_COURSES)
@as_json
def begin(film_id: UUID) -> Response:
    """Announce a file; the answer says from which byte on it is wanted."""
    sent = request.form
    size, seam = (_number(sent.get(name, "")) for name in ("size", "seam"))
    announced = Announced(sent.get("name", ""), size, seam, sent.get("proof", "")[:64])
    uploading.begin(db(), film_id, announced, folders=folders(), by=current_viewer(), now=clock.now())
    return _kept(film_id)


@bp.put("/<uuid:film_id>/uppladdning/<int:at>")
@staff(Permission.EDIT_COURSES)
@as_json
def piece(film_id: UUID, at: int) -> Response:
    """One piece of the announced file, as bytes; it is in memory whole before anything is written."""
    request.max_content_length = CHUNK_MOST
    content, digest = request.get_data(cache=False), request.headers.get("X-Digest", "")
    mine: Mine = {"folders": folders(), "by": current_viewer(), "now": clock.now()}
    uploading.append(db(), film_id, content, at=at, digest=digest[:64], **mine)
    return _kept(film_id)


@bp.post("/<uuid:film_id>/hel")
@staff(Permission.EDIT_COURSES)
def whole(film_id: UUID) -> AnyResponse:
    """A film sent at once, as browsers without scripts do."""
    sent = request.files.get("film")
    if sent is None or not sent.filename:
        return _again(film_id, Refused(word("Choose a film first.")))
    mine: Mine = {"folders": folders(), "by": current_viewer(), "now": clock.now()}
    with closing(sent.stream) as content:
        return _done(film_id, lambda: uploading.take_whole(db(), film_id, sent.filename or "", content, **mine))


@bp.post("/<uuid:film_id>/avbryt")
@staff(Permission.EDIT_COURSES)
def cancel(film_id: UUID) -> AnyResponse:
    """Give the upload up; the film that was there before is the film again."""
    answer = _done(film_id, lambda: uploading.cancel(db(), film_id, by=current_viewer(), now=clock.now()))
    if answer.status_code == 303:  # noqa: PLR2004 (it was done)
        uploading.sweep(film_id, folders())
    return answer


@bp.post("/<uuid:film_id>/igen")
@staff(Permission.EDIT_COURSES)
def again(film_id: UUID) -> AnyResponse:
    """Make the film ready once more after a fault of the server."""
    return _done(film_id, lambda: filming.encode_again(db(), held_film(db(), film_id), now=clock.now()))


@bp.get("/<uuid:film_id>/spela/<name>")
@staff(Permission.EDIT_COURSES)
def play(film_id: UUID, name: str) -> AnyResponse:
    """A file of the film that plays as it is, in the pieces that the player asks for; for editors' eyes."""
    page = FilmPage(_film(film_id))
    if page.made is None or name not in page.made.downloads:
        raise NotFound
    path = folders().film(page.made.key) / name
    if not path.is_file():
        raise NotFound
    return send_file(path, conditional=True, etag=False, max_age=0)


@bp.get("/<uuid:film_id>/ta-bort")
@staff(Permission.EDIT_COURSES)
def ask_remove(film_id: UUID) -> str:
    """Ask before the film goes with all its captions."""
    return render("courses/staff/film_remove.html", page=film_page(db(), _film(film_id)))


@bp.post("/<uuid:film_id>/ta-bort")
@staff(Permission.EDIT_COURSES)
def remove(film_id: UUID) -> AnyResponse:
    """Remove the film with its captions and chapters; what is published stays until the course is published anew."""
    course_id = _film(film_id).part.course_id
    editing.remove_film(db(), film_id, by=current_viewer(), now=clock.now())
    db().commit()
    uploading.sweep(film_id, folders())
    return redirect(url_for(WORKSHOP, course_id=course_id), 303)


def folders() -> Folders:
    """Where films lie."""
    return Folders.below(runtime().settings.data_dir)


def _film(film_id: UUID) -> Film:
    found = queries.film_by_id(db(), film_id)
    if found is None:
        raise NotFound
    return found


def _page(film_id: UUID, fault: str = "") -> str:
    page = film_page(db(), _film(film_id), fault)
    return render("courses/staff/film.html", page=page, before=page.state, chunk=CHUNK, megabytes=megabytes)


def _to(film_id: UUID) -> AnyResponse:
    return redirect(url_for("courses_films.film", film_id=film_id), 303)


def _done(film_id: UUID, act: Callable[[], object]) -> AnyResponse:
    try:
        act()
        db().commit()
    except PortalError as error:
        return _again(film_id, error)
    return _to(film_id)


def _again(film_id: UUID, error: PortalError) -> Response:
    if isinstance(error, NotFound):
        raise error
    db().rollback()
    return make_response(_page(film_id, gettext(error.message)), error.status)


def _kept(film_id: UUID) -> Response:
    db().commit()
    return _told(_film(film_id))


def _told(film: Film) -> Response:
    page = FilmPage(film)
    told = {
        "state": film.state,
        "name": film.name,
        "size": film.size,
        "received": page.received,
        "mine": page.is_mine,
        "done": film.state is not FilmState.RECEIVING,
    }
    return jsonify(told)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 15):  # noqa: PLR2004 (digits of the largest disk)
        abort(400)
    return int(text)
