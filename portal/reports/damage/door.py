"""How a report passes: the form's page, and what happens when it is sent; at a sign, in the list, at a point."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Any

from flask import Response, make_response, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import intake as intakes
from portal.cases import queries as cases
from portal.cases.intake import Intake
from portal.cases.links import receipt_page
from portal.core import clock
from portal.core.settings import Topic
from portal.core.web import db, looking, render, runtime
from portal.core.web.current import release_session
from portal.core.web.errors import SlowDown
from portal.core.web.languages import change_language, current_language
from portal.core.web.page_cache import PageCache
from portal.core.web.spliced import SplicedPage
from portal.reports.damage import queries, service
from portal.reports.damage.form import ReportForm
from portal.reports.damage.queries import Known
from portal.reports.damage.rules import (
    LONGEST_WHERE,
    PURPOSE,
    Asked,
    Report,
    Site,
    Source,
    findings,
    to_ask,
    usual_reply_days,
)
from portal.reports.places.rules import topics_of

FindSite = Callable[[Session], Site]
"""Where a report is about, looked up in the session it is given."""
SHOWN_TOKEN = "{{form-token}}"  # noqa: S105 (a mark in a cached page, replaced in every answer)


def topics_at(site: Site) -> tuple[Topic, ...]:
    """What can be wrong there."""
    return topics_of(runtime().settings.municipality, site.type, site.own_topics)


def page(key: str, version: Hashable, find_site: FindSite) -> Response:
    """The empty form that belongs to `key`, with a token of its own in every answer.

    It comes from a cache per key, language and `version` (whatever differs when the page would), compressed there
    already; the site is looked up only when it is not there. Nothing of one visitor's address may get into it, so an
    address that says more than the place is answered afresh.
    """
    token = runtime().tokens.issue(PURPOSE, key, clock.now())
    if request.args:
        return make_response(_empty_page(find_site(db()), token))
    cache: PageCache[SplicedPage] = runtime().services["damage pages"]
    kept = cache.get(
        (key, current_language(), request.root_path),
        lambda: SplicedPage.of(_empty_page(find_site(db()), SHOWN_TOKEN), SHOWN_TOKEN),
        version,
    )
    return kept.answer(token)


def send(key: str, find_site: FindSite) -> AnyResponse:
    """Take what was sent with the form that belongs to `key`; photos are kept before the database is asked.

    Everything is looked up and checked before the turn to write is asked for, so that nobody waits for it longer than
    the writing takes.
    """
    now = clock.now()
    chose_language = change_language(request.form.get("language", ""))
    intake = intakes.receive(PURPOSE, key, now)
    with looking() as session:
        site, pressure = find_site(session), intakes.pressure(session, intake, now)
    form = _filled_form(site)
    if chose_language:
        return _again(site, form, intake, status=200)
    if not _is_complete(form, site, intake):
        return _again(site, form, intake)
    report = form.answers()
    if intake.is_reissued or intake.token.is_expired:
        return _sent_late(site, form, report, intake, now)
    if not intake.withstands(pressure, now):
        raise SlowDown(pressure.seconds, pressure.bits)
    if questions := to_ask(report, site):
        return _ask(site, form, intake, questions, report)
    return _file(site, report, intake, now)


def _file(site: Site, report: Report, intake: Intake, now: datetime) -> AnyResponse:
    receipt, _opened = service.submit(
        db(),
        report,
        site,
        topic=runtime().settings.municipality.topics[report.topic],
        photos=[photo.sha for photo in intake.photos],
        nonce=intake.token.nonce,
        language=current_language(),
        now=now,
    )
    db().commit()
    release_session()
    return redirect(receipt_page(receipt), 303)


def _empty_page(site: Site, token: str) -> str:
    return _page(site, _empty_form(site), token)


def _empty_form(site: Site) -> ReportForm:
    form = ReportForm(formdata=None, data={"where": request.args.get("var", "")[:LONGEST_WHERE]})
    form.offer(topics_at(site), current_language())
    return form


def _filled_form(site: Site) -> ReportForm:
    form = ReportForm(formdata=request.form)
    form.offer(topics_at(site), current_language())
    return form


def _is_complete(form: ReportForm, site: Site, intake: Intake) -> bool:
    complete = form.validate() and not form.needs_words(site.source)
    for refused in intake.refused:
        form.photos.errors = [*form.photos.errors, _(refused.message)]
    return complete and not intake.refused


def _sent_late(site: Site, form: ReportForm, report: Report, intake: Intake, now: datetime) -> AnyResponse:
    """The token is too old or not ours: when this very report is filed already, its receipt; else a new token."""
    receipt = service.receipt_of(db(), report, site, [photo.sha for photo in intake.photos], intake.token.nonce)
    if cases.case_by_receipt(db(), receipt):
        return redirect(receipt_page(receipt), 303)
    again = intake if intake.is_reissued else intake.renewed(now)
    words = _(
        "The page had been open for a long time. Everything you wrote is still here. Please press Send once more."
    )
    return _again(site, form, again, notice=words)


def _ask(site: Site, form: ReportForm, intake: Intake, questions: tuple[Asked, ...], report: Report) -> Response:
    form.asked.data = ",".join(sorted({*report.asked, *questions}))
    return _again(site, form, intake, questions=questions, found=findings(report.words))


def _again(site: Site, form: ReportForm, intake: Intake, *, status: int = 422, **more: object) -> Response:
    text = _page(site, form, intake.shown_token, kept=intake.kept, **more)
    return make_response(text, status)


def _page(site: Site, form: ReportForm, token: str, **more: object) -> str:
    topics = topics_at(site)
    values = {"kept": (), "notice": None, "questions": (), "found": ()} | more
    return render(
        "damage/report.html",
        site=site,
        form=form,
        token=token,
        topics=topics,
        usual_days=usual_reply_days(topics),
        known=_known(site),
        asks_where=site.source is Source.WORDS,
        action=_address(site),
        **values,
    )


def _known(site: Site) -> Sequence[Known]:
    pictures = queries.MOST_PICTURES - (site.photo is not None)
    return queries.known_at(db(), site.ref, clock.now(), pictures=pictures) if site.ref else ()


def _address(site: Site) -> str:
    """Where the form is sent: this page's own address, without anything a visitor added to it."""
    values: dict[str, Any] = dict(request.view_args or {})
    if site.source is Source.POINT:
        values |= {"lat": site.lat, "lon": site.lon}
    return url_for(str(request.endpoint), **values)
