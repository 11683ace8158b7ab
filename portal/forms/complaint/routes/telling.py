"""The form, page by page: every answer travels with it, so nothing is kept anywhere before it is sent.

Each page holds the other pages' answers as hidden fields. `step` is the page that was shown, `go` what was pressed:
`next`, `back`, `send`, or the number of a page; a press on a language shows the same page again in that language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Response, make_response, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import intake as intakes
from portal.cases import queries as cases
from portal.cases.flood import Pressure
from portal.cases.intake import Intake
from portal.cases.links import receipt_page
from portal.core import clock
from portal.core.personal_data import personal_data_in
from portal.core.web import db, looking, public, render, runtime
from portal.core.web.current import release_session
from portal.core.web.errors import SlowDown
from portal.core.web.languages import change_language, current_language
from portal.forms.complaint import queries, service
from portal.forms.complaint.form import PAGES, CostPage, HardPage, PageForm, ReachPage, WhoPage, complaint_of
from portal.forms.complaint.routes.doors import bp
from portal.forms.complaint.rules.answers import HARD_NAMES, WHO_NAMES, Complaint, Hard, Who
from portal.forms.complaint.rules.register import Register, choosable

PURPOSE, KEY = "complaint", "form"
CHECK = len(PAGES) + 1
"""The number of the page that shows all answers before they are sent."""


@dataclass(frozen=True)
class Filled:
    """All four pages as they were sent, filled in and offered their choices."""

    who: WhoPage
    hard: HardPage
    cost: CostPage
    reach: ReachPage
    register: Register

    @property
    def pages(self) -> Sequence[PageForm]:
        """The pages in order."""
        return (self.who, self.hard, self.cost, self.reach)

    @property
    def answers(self) -> Complaint:
        """What they say together; all must have been found complete."""
        return complaint_of(self.who, self.hard, self.cost, self.reach)

    def first_incomplete(self) -> int | None:
        """The number of the first page with something to mend; None when all is complete."""
        return next((number for number, page in enumerate(self.pages, 1) if not page.validate()), None)


@bp.get("/beratta")
@public
def tell() -> str:
    """The first page of the form, empty."""
    token = runtime().tokens.issue(PURPOSE, KEY, clock.now())
    return _page(_filled(queries.register(db()), is_sent=False), 1, token)


@bp.post("/beratta")
@public
def told() -> AnyResponse:
    """Take a page and show the next, or send all of it; files are kept before the database is asked."""
    now = clock.now()
    chose_language = change_language(request.form.get("language", ""))
    intake = intakes.receive(PURPOSE, KEY, now)
    with looking() as session:
        filled, pressure = _filled(queries.register(session)), intakes.pressure(session, intake, now)
    step, go = _step(request.form.get("step")), request.form.get("go", "next")
    if chose_language:
        return _shown(filled, step, intake)
    if go == "back":
        return _shown(filled, max(step - 1, 1), intake)
    if step < CHECK and not _is_complete(filled, step, intake):
        return _shown(filled, step, intake, status=422)
    if go == "send" and step == CHECK:
        return _send(filled, intake, pressure, now)
    return _go_to(filled, _step(go) if go.isdigit() else min(step + 1, CHECK), intake)


def _go_to(filled: Filled, step: int, intake: Intake) -> Response:
    """That page; before the last one everything must be there."""
    if step == CHECK and (wrong := filled.first_incomplete()):
        return _shown(filled, wrong, intake, status=422)
    return _shown(filled, step, intake)


def _is_complete(filled: Filled, step: int, intake: Intake) -> bool:
    page = filled.pages[step - 1]
    complete: bool = page.validate()
    if isinstance(page, HardPage):
        for refused in intake.refused:
            page.photos.errors = [*page.photos.errors, _(refused.message)]
        return complete and not intake.refused and _has_seen_what_is_personal(page)
    return complete


def _has_seen_what_is_personal(page: HardPage) -> bool:
    """False once, for words that hold personal data: they are shown, and the next press is the answer."""
    if page.asked.data or not personal_data_in(page.happened.data):
        return True
    page.asked.data = "personal"
    page.asked.raw_data = ["personal"]
    return False


def _send(filled: Filled, intake: Intake, pressure: Pressure, now: datetime) -> AnyResponse:
    if wrong := filled.first_incomplete():
        return _shown(filled, wrong, intake, status=422)
    if intake.is_reissued or intake.token.is_expired:
        return _sent_late(filled, intake, now)
    if not intake.withstands(pressure, now):
        raise SlowDown(pressure.seconds, pressure.bits)
    receipt, _opened = service.submit(
        db(),
        filled.answers,
        register=filled.register,
        promise=runtime().settings.municipality.complaints,
        kept=intake.photos,
        nonce=intake.token.nonce,
        language=current_language(),
        now=now,
    )
    db().commit()
    release_session()
    return redirect(receipt_page(receipt), 303)


def _sent_late(filled: Filled, intake: Intake, now: datetime) -> AnyResponse:
    """The token is too old or not ours: when this very complaint is filed already, its receipt; else a new token."""
    shas = [file.sha for file in intake.photos]
    receipt = service.receipt_of(db(), filled.answers, shas, intake.token.nonce)
    if cases.case_by_receipt(db(), receipt):
        return redirect(receipt_page(receipt), 303)
    again = intake if intake.is_reissued else intake.renewed(now)
    words = _(
        "The page had been open for a long time. Everything you wrote is still here. Please press Send once more."
    )
    return _shown(filled, CHECK, again, status=422, notice=words)


def _filled(register: Register, *, is_sent: bool = True) -> Filled:
    sent = request.form if is_sent else None
    who, hard = WhoPage(formdata=sent), HardPage(formdata=sent)
    who.offer(choosable(register), current_language())
    hard.offer()
    return Filled(who, hard, CostPage(formdata=sent), ReachPage(formdata=sent), register)


def _step(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and 1 <= int(text[:2]) <= CHECK else 1


def _shown(filled: Filled, step: int, intake: Intake, *, status: int = 200, notice: str | None = None) -> Response:
    text = _page(filled, step, intake.shown_token, kept=intake.kept, notice=notice)
    return make_response(text, status)


def _page(filled: Filled, step: int, token: str, *, kept: Sequence[object] = (), notice: str | None = None) -> str:
    others = [page for number, page in enumerate(filled.pages, 1) if number != step]
    return render(
        "complaint/tell.html",
        step=step,
        check=CHECK,
        form=filled.pages[step - 1] if step < CHECK else None,
        filled=filled,
        carried=[pair for page in others for pair in page.carried()],
        register=filled.register,
        found=personal_data_in(filled.hard.happened.data or "") if filled.hard.asked.data else (),
        names={
            "who": {who.value: WHO_NAMES[who] for who in Who},
            "hard": {one.value: HARD_NAMES[one] for one in Hard},
        },
        token=token,
        kept=kept,
        notice=notice,
        action=url_for("complaint.told"),
    )
