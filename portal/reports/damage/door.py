"""How a report passes: the form's page, and what happens when it is sent; at a sign, in the list, at a point."""

from collections.abc import Callable
from datetime import datetime

from flask import Response, make_response, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import queries as cases
from portal.cases.flood import SUSPICIOUS, FloodGate, Pressure
from portal.cases.links import receipt_page
from portal.core import clock
from portal.core.settings import Topic
from portal.core.web import db, render, runtime
from portal.core.web.errors import SlowDown
from portal.core.web.languages import current_language
from portal.core.web.page_cache import PageCache
from portal.reports.damage import intake as intakes
from portal.reports.damage import queries, service
from portal.reports.damage.form import ReportForm
from portal.reports.damage.intake import PURPOSE, Intake
from portal.reports.damage.rules import Asked, Report, Site, Source, findings, to_ask

SHOWN_TOKEN = "{{form-token}}"  # noqa: S105 (a mark in a cached page, replaced in every answer)


def topics_at(site: Site) -> tuple[Topic, ...]:
    """What can be wrong there."""
    return runtime().settings.municipality.topics_for(site.type)


def page(site: Site) -> Response:
    """The empty form at a site, from a cache per site, language and version; every answer has a token of its own."""
    cache: PageCache = runtime().services["damage pages"]
    version = queries.version_at(db(), site.ref) if site.ref else ()
    text = cache.get((site, current_language(), version), lambda: _page(site, _empty_form(site), SHOWN_TOKEN))
    token = runtime().tokens.issue(PURPOSE, site.key, clock.now())
    return make_response(text.replace(SHOWN_TOKEN, token))


def send(key: str, find_site: Callable[[], Site]) -> AnyResponse:
    """Take what was sent with the form that belongs to `key`; photos are kept before the database is asked."""
    now = clock.now()
    intake = intakes.receive(key, now)
    site = find_site()
    form = _filled_form(site)
    if not _is_complete(form, site, intake):
        return _again(site, form, intake)
    report = form.answers()
    if intake.is_reissued or intake.token.is_expired:
        return _sent_late(site, form, report, intake, now)
    _withstand_flood(intake, now)
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
    return redirect(receipt_page(receipt), 303)


def _empty_form(site: Site) -> ReportForm:
    form = ReportForm(formdata=None)
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


def _withstand_flood(intake: Intake, now: datetime) -> None:
    gate: FloodGate = runtime().services["flood gate"]
    pressure: Pressure = SUSPICIOUS if intake.is_suspicious else gate.pressure(db(), now)
    if not intake.withstands(pressure, now):
        raise SlowDown(pressure.seconds, pressure.bits)


def _ask(site: Site, form: ReportForm, intake: Intake, questions: tuple[Asked, ...], report: Report) -> Response:
    form.asked.data = ",".join(sorted({*report.asked, *questions}))
    return _again(site, form, intake, questions=questions, found=findings(report.words))


def _again(site: Site, form: ReportForm, intake: Intake, **more: object) -> Response:
    text = _page(site, form, intake.shown_token, kept=intake.photos, **more)
    return make_response(text, 422)


def _page(site: Site, form: ReportForm, token: str, **more: object) -> str:
    values = {"kept": (), "notice": None, "questions": (), "found": ()} | more
    return render(
        "damage/report.html",
        site=site,
        form=form,
        token=token,
        topics=topics_at(site),
        known=queries.known_at(db(), site.ref) if site.ref else (),
        asks_where=site.source is Source.WORDS,
        action=request.full_path.rstrip("?"),
        **values,
    )
