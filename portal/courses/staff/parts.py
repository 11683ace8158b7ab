"""The parts of a course: added, moved, removed, written; a place for a film."""

import uuid
from dataclasses import asdict

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.guard import current_viewer
from portal.core import clock
from portal.core.errors import NotFound, Refused
from portal.core.web import db, staff
from portal.core.words import Word, word
from portal.courses import queries
from portal.courses.form import AddFilmForm, AddPartForm, PartForm, StepForm
from portal.courses.printing import hand_out
from portal.courses.published import Cue, PartWords
from portal.courses.rules.catalogue import Variant
from portal.courses.rules.cues import TrackKind
from portal.courses.service import editing
from portal.courses.staff import lines
from portal.courses.staff.pages import (
    BOTH,
    EDIT,
    SEE,
    blueprint,
    conflict,
    course_of,
    done,
    language_of,
    named_languages,
    page,
)


@blueprint.post("/<uuid:course_id>/delar")
@staff(EDIT)
def add(course_id: uuid.UUID) -> AnyResponse:
    """A new last part."""
    form = AddPartForm()
    if not form.validate():
        course = course_of(course_id)
        shown = lines.desk(db(), course, current_viewer()) | {"new_part": form}
        return page("courses/staff/course.html", form, course=course, **shown)
    part = editing.add_part(db(), course_id, title=form.title.data, by=current_viewer(), now=clock.now())
    db().commit()
    return done("part", "del", course_id=course_id, part_id=part.id, code="sv")


@blueprint.post("/<uuid:course_id>/delar/<uuid:part_id>/flytta")
@staff(EDIT)
def move(course_id: uuid.UUID, part_id: uuid.UUID) -> AnyResponse:
    """A part one step up or down."""
    form = StepForm()
    part = editing.part_of(course_of(course_id), part_id)
    to = part.position + (-1 if request.form.get("to") == "up" else 1)
    editing.move_part(db(), course_id, part_id, to, version=form.seen_version, by=current_viewer(), now=clock.now())
    db().commit()
    return done("course", "flyttad", course_id=course_id, _anchor=f"del-{part_id}")


@blueprint.route("/<uuid:course_id>/delar/<uuid:part_id>/ta-bort", methods=BOTH)
@staff(EDIT)
def remove(course_id: uuid.UUID, part_id: uuid.UUID) -> AnyResponse:
    """Ask before a part goes with its words and films."""
    course = course_of(course_id)
    part = editing.part_of(course, part_id)
    form = StepForm(data={"version": str(course.version)})
    if request.method == "GET":
        return page(
            "courses/staff/remove_part.html", form, course=course, part=part, part_title=lines.part_title(part)
        )
    editing.remove_part(db(), course_id, part_id, version=form.seen_version, by=current_viewer(), now=clock.now())
    db().commit()
    return done("course", "borttagen", course_id=course_id)


@blueprint.route("/<uuid:course_id>/delar/<uuid:part_id>/text/<code>", methods=BOTH)
@staff(EDIT)
def part(course_id: uuid.UUID, part_id: uuid.UUID, code: str) -> AnyResponse:
    """The words of a part in one language, beside the Swedish."""
    course, language = course_of(course_id), language_of(code)
    found = editing.part_of(course, part_id)
    now = editing.words_of_part(found, language)
    shown = now or PartWords("")
    form = PartForm(data=asdict(shown) | {"exercise": "\n".join(shown.exercise), "seen": editing.stamp(now)})
    if not form.validate_on_submit():
        swedish = editing.words_of_part(found, "sv")
        return page("courses/staff/part.html", form, course=course, part=found, language=language, swedish=swedish)
    new, by = form.answers(), current_viewer()
    try:
        editing.write_part(db(), course_id, part_id, language, new, seen=form.seen.data, by=by, now=clock.now())
    except editing.Stale:
        back = url_for("courses_staff.course", course_id=course_id)
        return conflict(course, _rows(new, shown), seen=editing.stamp(now), back=back)
    db().commit()
    return done("course", "sparat", course_id=course_id, _anchor=f"del-{part_id}")


@blueprint.post("/<uuid:course_id>/delar/<uuid:part_id>/film")
@staff(EDIT)
def add_film(course_id: uuid.UUID, part_id: uuid.UUID) -> AnyResponse:
    """A place for a film; the upload is the film's own page."""
    editing.part_of(course_of(course_id), part_id)
    form = AddFilmForm()
    form.offer(Variant, named_languages())
    if not form.validate():
        raise Refused(word("Choose which film it is and the language that is heard in it."))
    variant = Variant(form.variant.data)
    film = editing.add_film(db(), part_id, variant, spoken=form.spoken.data, by=current_viewer(), now=clock.now())
    db().commit()
    return redirect(url_for("courses_films.film", film_id=film.id), 303)


@blueprint.get("/<uuid:course_id>/delar/<uuid:part_id>/papper/<code>.pdf")
@staff(SEE)
def paper(course_id: uuid.UUID, part_id: uuid.UUID, code: str) -> AnyResponse:
    """What visitors will be able to print of a part."""
    course, language = course_of(course_id), language_of(code)
    found = editing.part_of(course, part_id)
    words, about = editing.words_of_part(found, language), editing.words_of(course, language)
    if words is None:
        raise NotFound
    cues = [
        Cue(*cue)
        for film in found.films
        for track in film.tracks
        if (film.variant, track.kind, track.language) == (Variant.PLAIN, TrackKind.CAPTIONS, language)
        for cue in track.cues
    ]
    title = about.title if about else queries.title_of(course)
    made = hand_out(title, words, cues, language=language, made_at=course.changed_at)
    if made is None:
        raise NotFound
    return Response(made, mimetype="application/pdf")


def _rows(mine: PartWords, theirs: PartWords) -> list[tuple[Word, str, str]]:
    return [
        (word("Title"), mine.title, theirs.title),
        (word("Introduction"), mine.intro, theirs.intro),
        (word("Questions to think about"), "\n".join(mine.exercise), "\n".join(theirs.exercise)),
        (word("To keep and print"), mine.hand_out, theirs.hand_out),
    ]
