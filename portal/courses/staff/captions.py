"""Captions and chapters of a film in one language: a table to write in, files in and out, the text as it is read.

The table is a plain form of at most a hundred rows a page; what was typed is still there when something is wrong.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.core import clock
from portal.core.errors import NotFound, PortalError, Refused
from portal.core.web import db, render, staff
from portal.core.words import word
from portal.courses import queries
from portal.courses.models import Film
from portal.courses.rules.captions import BYTES_MOST, PROBLEM_NAMES, Fault, Problem, as_srt, as_webvtt, decoded
from portal.courses.rules.captions.chapters import chapter_cues, read_chapters
from portal.courses.rules.captions.reading import read_captions
from portal.courses.rules.captions.table import read_table
from portal.courses.rules.cues import Cue, TrackKind
from portal.courses.service import captioning
from portal.courses.service.editing import Stale
from portal.courses.staff.caption_forms import typed
from portal.courses.staff.showing_captions import TrackPage
from portal.courses.staff.showing_films import film_page

bp = Blueprint("courses_captions", __name__, url_prefix="/handlaggning/kurser/film/<uuid:film_id>")

KINDS = {"texter": TrackKind.CAPTIONS, "kapitel": TrackKind.CHAPTERS}
TRACK = "/<any('texter', 'kapitel'):kind>/<code>"
SECONDS_MOST = 3600.0


@bp.get(TRACK)
@staff(Permission.EDIT_COURSES)
def track(film_id: UUID, kind: str, code: str) -> str:
    """The table, a page of it, with what is wrong."""
    return _page(TrackPage.of(_film(film_id), KINDS[kind], code))


@bp.post(TRACK)
@staff(Permission.EDIT_COURSES)
def write(film_id: UUID, kind: str, code: str) -> AnyResponse:
    """Keep the page of rows; with `add` nothing is kept and there are more rows to write in."""
    sent = typed(request.form)
    page = TrackPage.of(_film(film_id), KINDS[kind], code).with_typed(sent)
    if "add" in request.form:
        return make_response(_page(page.with_typed(sent.longer())))
    table = read_table(page.kind, page.all_rows, page.film.seconds)
    if table.refusals and not page.is_overtaken:
        return make_response(_page(page.with_typed(sent, table.refusals)), Refused.status)
    return _keep(page, table.cues)


@bp.post(f"{TRACK}/fil")
@staff(Permission.EDIT_COURSES)
def take_file(film_id: UUID, kind: str, code: str) -> AnyResponse:
    """Take what an SRT or WebVTT file says instead of what was there; a faulty one changes nothing."""
    page = TrackPage.of(_film(film_id), KINDS[kind], code)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return make_response(_page(_refused(page, Refused(word("Choose a file first.")))), Refused.status)
    with closing(sent.stream) as content:
        cues, faults = _read(content.read(BYTES_MOST + 1), page.kind, page.film.seconds)
    refusals = [fault for fault in faults if not fault.is_warning]
    if refusals:
        return make_response(_page(replace(page, file_faults=tuple(faults))), Refused.status)
    return _keep(page, cues)


@bp.post(f"{TRACK}/flytta")
@staff(Permission.EDIT_COURSES)
def shift(film_id: UUID, kind: str, code: str) -> AnyResponse:
    """Move all of them, later or earlier."""
    seconds = _seconds(request.form.get("seconds", ""))
    page = TrackPage.of(_film(film_id), KINDS[kind], code)
    if seconds is None:
        return make_response(
            _page(_refused(page, Refused(word("Write a number of seconds, such as 1.5 or -2.")))), 422
        )
    return _done(page, "flyttat", lambda: captioning.shift(db(), film_id, seconds, **_which(page)))


@bp.post(f"{TRACK}/godkann")
@staff(Permission.EDIT_COURSES)
def approve(film_id: UUID, kind: str, code: str) -> AnyResponse:
    """Say that somebody has read what a machine wrote."""
    page = TrackPage.of(_film(film_id), KINDS[kind], code)
    return _done(page, "godkant", lambda: captioning.approve(db(), film_id, **_which(page)))


@bp.post(f"{TRACK}/ta-bort")
@staff(Permission.EDIT_COURSES)
def remove(film_id: UUID, kind: str, code: str) -> AnyResponse:
    """Remove the captions or chapters in this language."""
    page = TrackPage.of(_film(film_id), KINDS[kind], code)
    return _done(page, "borttaget", lambda: captioning.remove(db(), film_id, **_which(page)))


@bp.get(f"{TRACK}.<any('srt', 'vtt'):form>")
@staff(Permission.EDIT_COURSES)
def file(film_id: UUID, kind: str, code: str, form: str) -> Response:
    """The captions or chapters as a file."""
    page = TrackPage.of(_film(film_id), KINDS[kind], code)
    if page.track is None:
        raise NotFound
    text, mimetype = (as_webvtt, "text/vtt") if form == "vtt" else (as_srt, "application/x-subrip")
    answer = Response(text(page.cues), content_type=f"{mimetype}; charset=utf-8")
    if "spela" not in request.args:
        answer.headers["Content-Disposition"] = f'attachment; filename="{kind}-{code}.{form}"'
    return answer


def _film(film_id: UUID) -> Film:
    found = queries.film_by_id(db(), film_id)
    if found is None:
        raise NotFound
    return found


def _page(page: TrackPage) -> str:
    about = film_page(db(), page.film)
    return render("courses/staff/captions.html", page=page, about=about, problem_names=PROBLEM_NAMES)


def _which(page: TrackPage) -> captioning.Which:
    seen = request.form.get("overwrite") or request.form.get("version", "")
    return {"kind": page.kind, "language": page.language, "seen": seen, "by": current_viewer(), "now": clock.now()}


def _keep(page: TrackPage, cues: tuple[Cue, ...]) -> AnyResponse:
    approved = page.track.is_approved if page.track else True
    return _done(
        page,
        "sparat",
        lambda: captioning.keep(db(), page.film.id, cues, is_approved=approved, **_which(page)),
    )


def _done(page: TrackPage, done: str, act: Callable[[], object]) -> AnyResponse:
    try:
        act()
        db().commit()
    except (captioning.Faulty, Stale, Refused) as error:
        db().rollback()
        return make_response(_page(_refused(page, error)), error.status)
    return redirect(page.url("track", klart=done, fran=page.first if page.first > 1 else None), 303)


def _refused(page: TrackPage, error: PortalError) -> TrackPage:
    """The page as it is kept now, with what was typed and what is wrong."""
    faults = error.faults if isinstance(error, captioning.Faulty) else ()
    now = TrackPage.of(_film(page.film.id), page.kind, page.language)
    is_stale = isinstance(error, Stale) and page.typed is not None
    fault = "" if faults else gettext(error.message)
    return replace(now, typed=page.typed, file_faults=tuple(faults), fault=fault, is_stale=is_stale)


def _read(raw: bytes, kind: TrackKind, seconds: float | None) -> tuple[tuple[Cue, ...], tuple[Fault, ...]]:
    text = decoded(raw) if len(raw) <= BYTES_MOST else None
    if text is None:
        return (), (Fault(Problem.TOO_LARGE if len(raw) > BYTES_MOST else Problem.NOT_TEXT),)
    if kind is TrackKind.CAPTIONS:
        return read_captions(text, seconds)
    chapters, faults = read_chapters(text, seconds)
    return chapter_cues(chapters, seconds), faults


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text.strip().replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    return round(seconds, 3) if -SECONDS_MOST <= seconds <= SECONDS_MOST else None
