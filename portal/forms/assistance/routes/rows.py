"""Rows of a page, each on a page of its own: added, changed and removed without any script."""

import re
import secrets
from dataclasses import replace

from flask import jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.core.errors import NotFound, Refused
from portal.core.web import render, resident
from portal.core.words import word
from portal.forms.assistance.form.page import PageForm
from portal.forms.assistance.pages.catalogue import PageKind
from portal.forms.assistance.routes import sending
from portal.forms.assistance.routes.applicant import draft_to_change, draft_to_read
from portal.forms.assistance.routes.blueprint import bp
from portal.forms.assistance.routes.sending import Answer, Change
from portal.forms.assistance.rules.conditions import Setting
from portal.forms.drafts.content import Content, Page, Row
from portal.forms.drafts.models import Draft
from portal.forms.drafts.queries import content_of
from portal.forms.drafts.service import ChangedElsewhere

_ROW_ID = re.compile(r"[a-z0-9]{4,16}")
TOO_MANY = word('There are as many here as there can be. Tell us about the rest under "Something more".')


@bp.get("/ansok/<code>/rad")
@resident
def new_row(code: str) -> Answer:
    """A new row; nothing of it is kept before something is written."""
    draft = draft_to_read()
    kind, form = _form(content_of(draft), code, None)
    return _shown(draft, kind, form, secrets.token_hex(4))


@bp.get("/ansok/<code>/rad/<row>")
@resident
def edit_row(code: str, row: str) -> Answer:
    """A row as it stands."""
    draft = draft_to_read()
    content = content_of(draft)
    found = content.page(code).row(row)
    if found is None:
        raise NotFound
    return _shown(draft, *_form(content, code, found), row)


@bp.post("/ansok/<code>/rad/<row>")
@resident
def save_row(code: str, row: str) -> Answer:
    """Keep a row under the id that its page was given, so that a double press makes one."""
    sent, draft = sending.sent(), draft_to_change()
    content = content_of(draft)
    kind, form = _form(content, code, Row(row, request.form))
    sent = replace(sent, seen=_seen(content.page(code), row, kind, draft, sent.seen))
    is_done = not sent.is_unfinished and form.validate()
    try:
        sending.keep(draft, code, sent, _with_row(Row(row, form.texts()), is_done=is_done))
    except ChangedElsewhere:
        return _shown(draft, kind, form, row, is_changed_elsewhere=True), ChangedElsewhere.status
    if sent.is_quiet:
        return jsonify(version=draft.version)
    if sent.language:
        return redirect(url_for("assistance.edit_row", code=code, row=row, language=sent.language), 303)
    return _to_list(code, sent) if is_done else (_shown(draft, kind, form, row), 422)


@bp.post("/ansok/<code>/rad/<row>/bort")
@resident
def remove_row(code: str, row: str) -> Answer:
    """Take a row away; one that is gone already is no mistake."""
    sent, draft = sending.sent(), draft_to_change()
    _form(content_of(draft), code, None)
    sending.keep(draft, code, replace(sent, seen=draft.version), lambda page: _asked_again(page.without_row(row)))
    return _to_list(code, sent)


def _form(content: Content, code: str, row: Row | None) -> tuple[PageKind, PageForm]:
    kind, setting = sending.asked(content, code)
    return kind, _empty(kind, setting) if row is None else _filled(kind, row, setting)


def _empty(kind: PageKind, setting: Setting) -> PageForm:
    return _filled(kind, Row("", {}), setting)


def _filled(kind: PageKind, row: Row, setting: Setting) -> PageForm:
    if kind.row is None:
        raise NotFound
    return kind.row(row.values, setting)


def _seen(page: Page, row: str, kind: PageKind, draft: Draft, seen: int) -> int:
    """The version that counts as seen: a row that is new takes nothing from another tab."""
    if page.row(row) is not None:
        return seen
    if not _ROW_ID.fullmatch(row):
        raise NotFound
    if len(page.rows) >= kind.most:
        raise Refused(TOO_MANY)
    return draft.version


def _with_row(row: Row, *, is_done: bool) -> Change:
    def change(page: Page) -> Page:
        if page.row(row.id) == row and page.is_said == is_done:
            return page
        changed = page.with_row(row)
        values = {**page.values, "has": "yes"}
        return replace(changed, values=values, is_said=is_done or page.is_said, is_carried=False, is_same=False)

    return change


def _asked_again(page: Page) -> Page:
    """Without any row left the question whether there is something is asked again."""
    left = page if page.rows else replace(page, values={}, is_said=False)
    return replace(left, is_carried=False, is_same=False)


def _to_list(code: str, sent: sending.Sent) -> Response:
    return redirect(url_for("assistance.page", code=code, till=sent.till or None), 303)


def _shown(draft: Draft, kind: PageKind, form: PageForm, row: str, **more: object) -> str:
    return render(
        "assistance/row.html",
        kind=kind,
        form=form,
        row=row,
        back=url_for("assistance.page", code=kind.code, till=sending.till() or None),
        **sending.frame(draft, form.setting, kind.code) | more,
    )
