"""A film as its pages show it: how far it is, what was made of it, and which captions there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from flask import current_app, url_for
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.guard import current_viewer
from portal.core import clock
from portal.core.web import runtime
from portal.core.web.languages import current_language
from portal.courses.films.folders import Folders
from portal.courses.models import Film, FilmTrack, PartText
from portal.courses.published import MadeFilm
from portal.courses.published.shape import DOWNLOADS
from portal.courses.rules.catalogue import NAMES
from portal.courses.rules.cues import TrackKind
from portal.courses.rules.gate import MAIN
from portal.courses.rules.reasons import MAY_BE_TRIED_AGAIN, FilmReason, reason_words
from portal.courses.rules.workflow import FILM_STATE_NAMES, FilmState
from portal.courses.service import uploading
from portal.courses.service.captioning import faults_of, track_of
from portal.courses.staff.sizes import clock_of, megabytes

WORKSHOP = "courses_staff.course"
GENERAL_LIMIT = "MAX_CONTENT_LENGTH"
_TONES = {FilmState.READY: "done", FilmState.REFUSED: "danger", FilmState.FAILED: "danger"}


@dataclass(frozen=True)
class Kept:
    """A track in the list of languages: how many lines it has, and what is wrong with it on this film."""

    track: FilmTrack
    refusals: int
    warnings: int


@dataclass(frozen=True)
class FilmPage:
    """What the pages of a film show."""

    film: Film
    fault: str = ""
    part_title: str = ""

    @property
    def title(self) -> str:
        """What the film is called: its part, and which of the part's films it is."""
        return f"{self.part_title} – {self.variant_name}" if self.part_title else self.variant_name

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What was made of the film: its length, its rungs and files with their sizes."""
        made = self.made
        if made is None:
            return []
        rungs = ", ".join(f"{rung.height}p ({megabytes(rung.size)})" for rung in made.renditions)
        files = ", ".join(f"{name} ({megabytes(size)})" for name, size in made.downloads.items())
        length = clock_of(made.seconds)
        return [(gettext("Length"), length), (gettext("Pictures"), rungs), (gettext("To download"), files)]

    @property
    def state(self) -> str:
        """The code of where the film is; `empty` before anything was sent."""
        is_empty = self.film.state is FilmState.RECEIVING and not self.is_under_way
        return "empty" if is_empty else self.film.state.value

    @property
    def state_name(self) -> str:
        """Where the film is, in words."""
        words = gettext("No film yet") if self.state == "empty" else gettext(FILM_STATE_NAMES[self.film.state])
        return str(words)

    @property
    def tone(self) -> str:
        """The tone of the state's tag."""
        return _TONES.get(self.film.state, "new" if self.state == "empty" else "progress")

    @property
    def reason(self) -> str:
        """Why the film is not ready, or what is odd about it; empty when there is nothing to say."""
        words = reason_words(self.film.reason)
        return gettext(words) if words else ""

    @property
    def may_be_tried_again(self) -> bool:
        """True when the fault lies with the server."""
        has_failed, reason = self.film.state is FilmState.FAILED, self.film.reason
        return has_failed and reason is not None and FilmReason(reason) in MAY_BE_TRIED_AGAIN

    @property
    def is_waiting(self) -> bool:
        """True while the worker has the film."""
        return self.film.state in {FilmState.WAITING, FilmState.ENCODING}

    @property
    def is_under_way(self) -> bool:
        """True while bytes are expected."""
        return uploading.is_under_way(self.film)

    @property
    def is_mine(self) -> bool:
        """True when the viewer began the upload."""
        return self.film.uploaded_by_id == current_viewer().account_id

    @property
    def may_take(self) -> bool:
        """True when the viewer may upload here now."""
        return not self.is_waiting and uploading.may_take(self.film, current_viewer(), clock.now())

    @cached_property
    def received(self) -> int:
        """How many bytes of the upload are there."""
        return uploading.arrived(self.film, Folders.below(runtime().settings.data_dir))

    @property
    def received_percent(self) -> int:
        """The same in whole percent."""
        return self.received * 100 // self.film.size if self.film.size else 0

    @cached_property
    def made(self) -> MadeFilm | None:
        """What was made of the film."""
        return MadeFilm.read(self.film.made) if self.film.made else None

    @property
    def variant_name(self) -> str:
        """Which of a part's films this is."""
        return str(gettext(NAMES[self.film.variant]))

    @property
    def course_url(self) -> str:
        """The workshop's page of the course."""
        return url_for(WORKSHOP, course_id=self.film.part.course_id) if WORKSHOP in current_app.view_functions else ""

    @property
    def playable(self) -> str:
        """Where staff may play the film; empty while there is none."""
        names = [name for name in DOWNLOADS[:2] if self.made and name in self.made.downloads]
        return url_for("courses_films.play", film_id=self.film.id, name=names[0]) if names else ""

    @property
    def languages(self) -> Sequence[str]:
        """The languages that captions may be written in: the portal's, and what else there is."""
        more = {track.language for track in self.film.tracks} | {self.film.spoken}
        ours = runtime().settings.municipality.languages
        return [*ours, *sorted(more.difference(ours))]

    @cached_property
    def captions(self) -> Mapping[str, Kept]:
        """The captions by language."""
        return self._kept(TrackKind.CAPTIONS)

    @cached_property
    def chapters(self) -> Mapping[str, Kept]:
        """The chapters by language."""
        return self._kept(TrackKind.CHAPTERS)

    @property
    def missing(self) -> Sequence[str]:
        """Languages without captions."""
        return [language for language in self.languages if language not in self.captions]

    @property
    def general_limit(self) -> str:
        """What a form may send at once."""
        return megabytes(current_app.config[GENERAL_LIMIT])

    def _kept(self, kind: TrackKind) -> dict[str, Kept]:
        found = {language: track_of(self.film, kind, language) for language in self.languages}
        return {language: _counted(track, self.film.seconds) for language, track in found.items() if track}


def film_page(session: Session, film: Film, fault: str = "") -> FilmPage:
    """The film for its pages, with its part's title; `fault` says what went wrong just now."""
    found = session.execute(select(PartText.language, PartText.title).where(PartText.part_id == film.part_id))
    titles = {language: title for language, title in found if title}
    return FilmPage(film, fault, titles.get(current_language()) or titles.get(MAIN, ""))


def _counted(track: FilmTrack, seconds: float | None) -> Kept:
    faults = faults_of(track, seconds)
    warnings = sum(fault.is_warning for fault in faults)
    return Kept(track, len(faults) - warnings, warnings)
