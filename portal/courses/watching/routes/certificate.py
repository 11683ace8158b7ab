"""The certificate: a page to print, the same for everybody that month, and the page that checks its code."""

from datetime import date
from urllib.parse import urlsplit

from flask import request, url_for
from flask_babel import format_date

from portal.core import clock
from portal.core.codes import grouped
from portal.core.web import anonymous, render, runtime
from portal.core.web.languages import current_language
from portal.core.web.templating import STOCKHOLM
from portal.courses.watching.pages import certificates
from portal.courses.watching.pages.opened import opened
from portal.courses.watching.routes.blueprint import bp, part_of, published, shelf

MOST_TYPED = 40


@bp.get("/<slug>/intyg")
@anonymous
def paper(slug: str) -> str:
    """A certificate to print: course, month, code; the name is written by hand, on paper."""
    course = published(slug)
    month = certificates.month_of(clock.now().astimezone(STOCKHOLM).date())
    code = grouped(certificates.code_of(runtime().keyring, slug, month), 5)
    view = opened(course, part_of(course, 1), 1, current_language())
    where = f"{_host()}{url_for('courses.verify')}"
    return render("courses/certificate.html", course=course, view=view, month=_named(month), code=code, where=where)


@bp.get("/om/intyg")
@anonymous
def verify() -> str:
    """Which course and month a code stands for. It is asked in the address, since nothing may be sent (AN-26)."""
    typed = request.args.get("kod", "")
    today = clock.now().astimezone(STOCKHOLM).date()
    found = certificates.check(runtime().keyring, typed, shelf().courses().values(), today) if typed.strip() else None
    month = _named(found.month) if found and found.month else ""
    return render("courses/verify.html", typed=typed[:MOST_TYPED], found=found, month=month)


def _named(month: date) -> str:
    return str(format_date(month, "MMMM y"))


def _host() -> str:
    settings = runtime().settings
    return settings.courses_host or urlsplit(settings.base_url).netloc
