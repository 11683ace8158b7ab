"""The resident's door to a case: the receipt, following it, writing, "not fixed", withdrawing, contact details."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import following, numbers, queries
from portal.cases.following_page import FollowPage
from portal.cases.form import ContactForm, MessageForm, ReceiptForm, ReopenForm
from portal.cases.kinds import Kind, Kinds
from portal.cases.links import follow_page
from portal.cases.models import Case
from portal.cases.pictures import picture_answer
from portal.core import clock
from portal.core.errors import NotFound
from portal.core.web import database, db, public, render, runtime
from portal.core.web.form import BaseForm
from portal.core.web.form_token import BadToken
from portal.core.web.languages import change_language, current_language, preferred_language
from portal.core.web.templating import translated
from portal.core.words import word

PURPOSE = "follow"
bp = Blueprint("follow", __name__)
short = Blueprint("follow_short", __name__)


@bp.route("/folj", methods=["GET", "POST"])
@public
def start() -> AnyResponse | str:
    """Ask for the code on the receipt; a typing error is named without saying whether the case exists."""
    if request.method == "GET":
        return render("cases/start.html", form=ReceiptForm(formdata=None))
    form = ReceiptForm()
    if form.validate():
        reading = numbers.read_receipt(form.receipt.data)
        if reading.code and _is_known(reading.code):
            return redirect(follow_page(reading.code), 303)
        form.receipt.errors = [_what_is_wrong(reading.code is not None, reading.wrong_at)]
    return make_response(render("cases/start.html", form=form), 422)


def _is_known(receipt: str) -> bool:
    """Looked up in a session that cannot write, so that guessing holds nobody up."""
    with database().read() as session:
        return queries.case_by_receipt(session, receipt) is not None


def _what_is_wrong(is_well_formed: bool, wrong_at: int | None) -> str:
    if wrong_at:
        return translated(
            word("Check character %(number)d of the code: it does not fit the others."), number=wrong_at
        )
    if is_well_formed:
        return translated(word("We find no case with this code. Check it against your receipt."))
    return translated(word("A code has 20 letters and digits, such as 7K4M-QX2P-…. Check it against your receipt."))


@bp.get("/kvitto/<receipt>")
@public
def receipt(receipt: str) -> str:
    """The page after a report: number, promise, code, and the link that only this page and the reporter have."""
    found, code = _case(receipt)
    return render("cases/receipt.html", page=FollowPage.of(db(), found, code))


@bp.get("/folj/<receipt>")
@public
def case(receipt: str) -> AnyResponse | str:
    """The state in plain words, what happens next and by when, messages both ways, photos."""
    found, code = _case(receipt)
    return redirect(follow_page(code)) if receipt != code else _page(found, code)


@bp.get("/folj/<receipt>/<any('skriv', 'oppna-igen', 'ta-tillbaka', 'kontakt'):_action>")
@public
def acted(receipt: str, _action: str) -> AnyResponse:
    """Where a reloaded page or a change of language arrives after something was sent: the page of the case."""
    return redirect(follow_page(receipt[:64]))


@bp.post("/folj/<receipt>/skriv")
@public
def write(receipt: str) -> AnyResponse | str:
    """A message to those who work on the case; asked for in another language, the page with all that was typed."""
    if asked := request.form.get("language"):
        change_language(asked)
        return _page(*_case(receipt), **_typed())
    found, code = _case(receipt, is_locked=True)
    form, nonce = MessageForm(), _nonce(code)
    if not form.validate() or nonce is None:
        return _again(found, code, nonce, message=form)
    words = form.words.data
    following.say(db(), found, _kind(found), words=words, once=_once(nonce, words), now=clock.now())
    return _done(code, "skickat")


@bp.post("/folj/<receipt>/oppna-igen")
@public
def reopen(receipt: str) -> AnyResponse:
    """ "Not fixed": open the case again."""
    found, code = _case(receipt, is_locked=True)
    form, nonce = ReopenForm(), _nonce(code)
    if not form.validate() or nonce is None:
        return _again(found, code, nonce, reopening=form)
    words = form.wrong.data
    following.reopen(db(), found, _kind(found), words=words, once=_once(nonce, words), now=clock.now())
    return _done(code, "oppnat")


@bp.post("/folj/<receipt>/ta-tillbaka")
@public
def withdraw(receipt: str) -> AnyResponse:
    """The reporter takes the case back."""
    found, code = _case(receipt, is_locked=True)
    if (nonce := _nonce(code)) is None:
        return _again(found, code, nonce)
    following.withdraw(db(), found, _kind(found), now=clock.now())
    return _done(code, "tillbaka")


@bp.post("/folj/<receipt>/kontakt")
@public
def contact(receipt: str) -> AnyResponse:
    """Change or remove how the reporter hears from us."""
    found, code = _case(receipt, is_locked=True)
    form, nonce, removes = ContactForm(), _nonce(code), "remove" in request.form
    if nonce is None or not (removes or form.validate()):
        return _again(found, code, nonce, contacting=form)
    email, phone = (None, None) if removes else (form.contact.email, form.contact.phone)
    following.set_contact(db(), found, email=email, phone=phone, now=clock.now())
    return _done(code, "borttaget" if removes else "andrat")


@bp.get("/folj/<receipt>/foto/<uuid:photo>/<variant>")
@public
def own_photo(receipt: str, photo: UUID, variant: str) -> Response:
    """A photo of the reporter's own case."""
    (found, _code), picture = _case(receipt), queries.photo(db(), photo)
    if picture is None or picture.case_id != found.id:
        raise NotFound
    return picture_answer(picture.file, variant)


@bp.get("/brev/<token>")
@public
def letter(token: str) -> AnyResponse | str:
    """What the link in a letter shows: state and messages, no contact details and no files."""
    found = queries.case_by_letter(db(), token[:64], clock.now())
    if found is None:
        raise NotFound(word("The link in the message is too old. Use the code on your receipt."))
    if own_page := _kind(found).own_page:
        return redirect(own_page.format(language=current_language()))
    return render("cases/letter.html", page=FollowPage.of(db(), found, None))


@short.get("/f/<receipt>")
@public
def follow_short(receipt: str) -> AnyResponse:
    """The link on the receipt, in the browser's language."""
    return redirect(url_for("follow.case", receipt=receipt[:64], language=preferred_language()))


@short.get("/l/<token>")
@public
def letter_short(token: str) -> AnyResponse:
    """The link in a letter, in the language of the case."""
    found = queries.case_by_letter(db(), token[:64], clock.now())
    language = found.language if found else preferred_language()
    if found and (own_page := _kind(found).own_page):
        return redirect(own_page.format(language=language))
    return redirect(url_for("follow.letter", token=token[:64], language=language))


@short.get("/foton/<uuid:photo>/<variant>")
@public
def public_photo(photo: UUID, variant: str) -> Response:
    """A photo that staff have published, while the case is published."""
    picture = queries.public_photo(db(), photo)
    if picture is None:
        raise NotFound
    answer = picture_answer(picture.file, variant)
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def _case(receipt: str, *, is_locked: bool = False) -> tuple[Case, str]:
    """The case and its code without dashes; locked for those who change it."""
    code = numbers.read_receipt(receipt).code
    found = queries.case_by_receipt(db(), code, is_locked=is_locked) if code else None
    if found is None or code is None or _kind(found).own_page:
        raise NotFound(word("We find no case with this code. Check it against your receipt."))
    return found, code


def _page(found: Case, code: str, **shown: Any) -> str:
    return render("cases/follow.html", page=FollowPage.of(db(), found, code, **shown))


def _again(found: Case, code: str, nonce: str | None, **forms: Any) -> AnyResponse:
    """The page with everything typed and, when the token was not ours, a new one."""
    return make_response(_page(found, code, is_stale=nonce is None, **(_typed() | forms)), 422)


def _typed() -> dict[str, BaseForm]:
    """All that was typed on the page, whichever button was pressed."""
    return {"message": MessageForm(), "reopening": ReopenForm(), "contacting": ContactForm()}


def _nonce(code: str) -> str | None:
    """What tells this form from every other; None when its token was not made here for this case."""
    try:
        return runtime().tokens.read(request.form.get("token", ""), PURPOSE, code, clock.now()).nonce.hex()
    except BadToken:
        return None


def _once(nonce: str, words: str) -> bytes:
    return runtime().keyring.blind_index(f"{nonce}\0{words}", "message")


def _done(code: str, what: str) -> AnyResponse:
    db().commit()
    return redirect(url_for("follow.case", receipt=code, klart=what), 303)


def _kind(found: Case) -> Kind:
    kinds: Kinds = runtime().services["kinds"]
    return kinds[found.kind]
