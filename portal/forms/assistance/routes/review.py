"""All answers on one page before anything is signed, with what is left, and the declaration on honour."""

from flask import redirect, request, url_for

from portal.core.errors import NotFound
from portal.core.web import db, render, resident
from portal.forms.assistance.form.work import DeclarationForm
from portal.forms.assistance.models import Attachment
from portal.forms.assistance.pages import showing, state
from portal.forms.assistance.queries import own
from portal.forms.assistance.routes import presenting, sending
from portal.forms.assistance.routes.applicant import draft_to_change, draft_to_read, today
from portal.forms.assistance.routes.blueprint import bp
from portal.forms.assistance.routes.sending import Answer
from portal.forms.assistance.rules import conditions
from portal.forms.drafts.content import Content
from portal.forms.drafts.models import Draft
from portal.forms.drafts.queries import content_of
from portal.forms.drafts.service import ChangedElsewhere
from portal.forms.steps import Standing


@bp.route("/ansok/granska", methods=["GET", "POST"])
@resident
def review() -> Answer:
    """Read everything; declare that it is true and go on to sign. Before all is answered there is nothing to send."""
    is_sent = request.method == "POST"
    draft = draft_to_change() if is_sent else draft_to_read()
    content, day = content_of(draft), today()
    setting = state.setting_of(content, day)
    if not is_sent:
        return _shown(draft, content, DeclarationForm({}, setting))
    form = DeclarationForm(request.form, setting)
    if any(page.standing is not Standing.DONE for page in state.read_all(content, day)):
        raise NotFound
    if not form.validate():
        return _shown(draft, content, form), 422
    return _declared(draft, content, form)


def _declared(draft: Draft, content: Content, form: DeclarationForm) -> Answer:
    sent = sending.sent()
    if sent.seen < draft.version and content.page(conditions.DECLARATION).version < draft.version:
        return _shown(draft, content, DeclarationForm({}, form.setting), is_changed_elsewhere=True), (
            ChangedElsewhere.status
        )
    sending.keep(draft, conditions.DECLARATION, sent, sending.with_texts(form, is_done=True))
    application = presenting.present(draft)
    db().commit()
    return redirect(url_for("assistance.sign_page", application_id=application.id), 303)


def _shown(draft: Draft, content: Content, form: DeclarationForm, **more: object) -> str:
    pages = state.read_all(content, today())
    return render(
        "assistance/review.html",
        draft=draft,
        form=form,
        setting=form.setting,
        parts=list(zip(pages, showing.sections(pages), strict=True)),
        files=files_by_page(draft),
        missing=[page for page in pages if page.standing is not Standing.DONE],
        **{"is_changed_elsewhere": False} | more,
    )


def files_by_page(draft: Draft) -> dict[str, list[Attachment]]:
    """What hangs on the draft, by the page it was added at."""
    found: dict[str, list[Attachment]] = {}
    for file in own.draft_attachments(db(), draft.id):
        found.setdefault(file.question, []).append(file)
    return found
