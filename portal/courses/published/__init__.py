"""The shelf: published courses as plain files, all that the watching side ever reads; no database.

    var/published/courses/<slug>.json     texts, parts and films of a course (`shape.PublishedCourse`)
    var/published/media/<slug>/<key>/…    playlists, segments, sound, captions, pictures, hand-outs

A course is put on the shelf and taken off by renaming, so that nobody ever meets half of one.
"""

from portal.courses.published.shape import (
    Chapter,
    CourseWords,
    Cue,
    MadeFilm,
    PartWords,
    PublishedCourse,
    PublishedFilm,
    PublishedPart,
    Rendition,
    SurveyQuestion,
)
from portal.courses.published.shelf import Shelf

__all__ = [
    "Chapter",
    "CourseWords",
    "Cue",
    "MadeFilm",
    "PartWords",
    "PublishedCourse",
    "PublishedFilm",
    "PublishedPart",
    "Rendition",
    "Shelf",
    "SurveyQuestion",
]
