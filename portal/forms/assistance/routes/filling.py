"""One page of the application: shown with what is kept, saved with a press, kept in the background while one writes.

A page that is not asked of this person is not there, and a form of somebody else's draft never gets this far.
"""

from typing import Any

from flask import jsonify, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from portal.core.web import render, resident
from portal.core.web.current import release_session
from portal.forms import steps
from portal.forms.assistance.form.page import PageForm
from portal.forms.assistance.pages import state
from portal.forms.assistance.pages.catalogue import PageKind
from portal.forms.assistance.pages.state import ReadPage
from portal.forms.assistance.routes import sending, uploads
from portal.forms.assistance.routes.applicant import draft_to_read, seen_draft
from portal.forms.assistance.routes.blueprint import bp
from portal.forms.assistance.routes.sending import Answer
from portal.forms.assistance.routes.uploads import Uploads
from portal.forms.assistance.rules import conditions
from portal.forms.assistance.rules.conditions import Setting
from portal.forms.drafts.content import Content
from portal.forms.drafts.models import Draft
from portal.forms.drafts.queries import content_of
from portal.forms.drafts.service import ChangedElsewhere


@bp.get("/ansok/<code>")
@resident
def page(code: str) -> Answer:
    """A page as it stands."""
    draft = draft_to_read()
    content = content_of(draft)
    kind, setting = sending.asked(content, code)
    form = kind.form(state.listed(content.page(code)), setting)
    return _shown(draft, content, kind, form, _uploads(draft, kind))


@bp.post("/ansok/<code>")
@resident
def save(code: str) -> Answer:
    """Keep a page; go on when everything on it is answered."""
    sent, seen = sending.sent(), seen_draft()
    kind, setting = sending.asked(seen.content, code)
    form = kind.form(request.form, setting)
    is_done = not sent.is_unfinished and form.validate()
    draft, content = seen.locked(), seen.content
    files = _received(draft, kind) if uploads.has_come() else None
    try:
        content = sending.keep(draft, code, sent, sending.with_texts(form, is_done=is_done))
    except ChangedElsewhere:
        there = files or _uploads(draft, kind)
        page = _shown(draft, content, kind, form, there, is_changed_elsewhere=True)
        return page, ChangedElsewhere.status
    if sent.is_quiet:
        return jsonify(version=draft.version)
    if sent.language:
        return redirect(url_for("assistance.page", code=code, language=sent.language, till=sent.till or None), 303)
    if is_done and not uploads.stays() and not (files and files.errors) and not _unfinished(content, code, setting):
        return _after(content, kind, sent)
    return _again(draft, content, kind, form, files)


def _unfinished(content: Content, code: str, setting: Setting) -> bool:
    """True when a row of the page is begun and not finished."""
    return bool(content.page(code).rows) and not state.read_page(content, code, setting).is_valid


def _again(draft: Draft, content: Content, kind: PageKind, form: PageForm, files: Uploads | None) -> Answer:
    """The same page: something is to be put right, or a file was added or removed."""
    if uploads.stays() and not (files and files.errors):
        return redirect(f"{url_for('assistance.page', code=kind.code, till=sending.till() or None)}#attachments", 303)
    return _shown(draft, content, kind, form, files or _uploads(draft, kind)), 422


def _after(content: Content, kind: PageKind, sent: sending.Sent) -> Response:
    page = content.page(kind.code)
    if kind.row is not None and state.listed(page).get("has") == "yes" and not page.rows:
        return redirect(url_for("assistance.new_row", code=kind.code, till=sent.till or None), 303)
    release_session()
    return sending.on_after(content, kind.code, sent)


def _shown(
    draft: Draft, content: Content, kind: PageKind, form: PageForm, files: Uploads | None = None, **more: object
) -> str:
    before = steps.before(conditions.asked(form.setting), kind.code)
    read = state.read_page(content, kind.code, form.setting)
    return render(
        "assistance/page.html",
        kind=kind,
        form=form,
        read=read,
        uploads=files,
        more_errors=_mistakes(read, files) if request.method == "POST" else (),
        back=url_for("assistance.page", code=before) if before else url_for("assistance.tasks"),
        **sending.frame(draft, form.setting, kind.code) | more,
    )


def _mistakes(read: ReadPage, files: Uploads | None) -> list[tuple[str, str]]:
    """What is to be put right beside the fields: files that were refused, rows that are not finished."""
    refused = [(error, "#attachments") for error in files.errors] if files else []
    unfinished: list[Any] = [row for row in read.rows if not row.is_valid]
    return refused + [
        (gettext("Finish or remove: %(what)s", what=row.form.heading()), f"#row-{row.row.id}") for row in unfinished
    ]


def _uploads(draft: Draft, kind: PageKind) -> Uploads | None:
    return uploads.of_draft(draft.id, kind.code) if kind.files else None


def _received(draft: Draft, kind: PageKind) -> Uploads | None:
    return uploads.receive(draft, kind.code, draft.owner) if kind.files else None
