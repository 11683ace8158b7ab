"""A course and its parts."""

from portal.core.web import anonymous, render, runtime
from portal.core.web.languages import current_language
from portal.courses.watching.pages.contacts import contacts_for
from portal.courses.watching.pages.opened import opened
from portal.courses.watching.routes.blueprint import bp, part_of, published, shared


@bp.get("/<slug>")
@anonymous
def course(slug: str) -> str:
    """A course, its first part open."""
    return _page(slug, 1)


@bp.get("/<slug>/<int:number>")
@anonymous
def part(slug: str, number: int) -> str:
    """A course with part `number` open."""
    return _page(slug, number)


def _page(slug: str, number: int) -> str:
    def make() -> str:
        found = published(slug)
        view = opened(found, part_of(found, number), number, current_language())
        contacts = contacts_for(runtime().settings.municipality.courses, found.audience)
        return render("courses/course.html", course=found, view=view, contacts=contacts)

    return shared(make)
