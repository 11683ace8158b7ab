"""The catalogue."""

from portal.core.web import anonymous, render, runtime
from portal.courses.rules.catalogue import Audience
from portal.courses.watching.pages import cards, filters
from portal.courses.watching.pages.contacts import contacts_for
from portal.courses.watching.routes.blueprint import bp, shared, shelf


@bp.get("")
@bp.get("/")
@anonymous
def catalogue() -> str:
    """All published courses by whom they are for; what somebody looks for is found in the browser alone."""
    return shared(_made)


def _made() -> str:
    courses = tuple(shelf().courses().values())
    contacts = contacts_for(runtime().settings.municipality.courses, Audience.PARENTS)
    sections, facets = cards.sections(courses), filters.facets(courses)
    return render("courses/catalogue.html", sections=sections, facets=facets, contacts=contacts)
