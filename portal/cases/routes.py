"""The resident's door to a case: the receipt, following it, writing, "not fixed", withdrawing, contact details."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import following, numbers, queries
from portal.cases.following_page import FollowPage
from portal.cases.form import ContactForm, MessageForm, ReceiptForm, ReopenForm
from portal.cases.kinds import Kinds
from portal.cases.links import follow_page
from portal.cases.models import Case, CasePhoto
from portal.core import clock
from portal.core.errors import NotFound, Refused
from portal.core.web import db, public, render, runtime
from portal.core.web.form_token import BadToken
from portal.core.web.languages import preferred_language
from portal.core.web.templating import translated
from portal.core.words import word
from portal.platform.files.store import Missing, Store, Variant

PURPOSE = "follow"
bp = Blueprint("follow", __name__)
short = Blueprint("follow_short", __name__)


@bp.route("/folj", methods=["GET", "POST"])
@public
def start() -> AnyResponse | str:
    """Ask for the code on the receipt; a typing error is named without saying whether the case exists."""
    form = ReceiptForm(
        formdata=request.form if request.method == "POST" else request.args if "kod" in request.args else None
    )
    if request.method == "GET" or not form.validate():
        return make_response(render("cases/start.html", form=form), 422 if form.errors else 200)
    reading = numbers.read_receipt(form.receipt.data)
    if reading.code and queries.case_by_receipt(db(), reading.code):
        return redirect(follow_page(reading.code), 303)
    form.receipt.errors = [_what_is_wrong(reading.code is not None, reading.wrong_at)]
    return make_response(render("cases/start.html", form=form), 422)


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
    found = _case(receipt)
    return render("cases/receipt.html", page=FollowPage.of(db(), found, receipt))


@bp.get("/folj/<receipt>")
@public
def case(receipt: str) -> str:
    """The state in plain words, what happens next and by when, messages both ways, photos."""
    return _page(_case(receipt), receipt)


@bp.post("/folj/<receipt>/skriv")
@public
def write(receipt: str) -> AnyResponse:
    """A message to those who work on the case."""
    found, form = _case(receipt), MessageForm()
    if not form.validate():
        return make_response(_page(found, receipt, message=form), 422)
    once = runtime().keyring.blind_index(f"{_nonce(receipt)}\0{form.words.data}", "message")
    following.say(db(), found, words=form.words.data, once=once, now=clock.now())
    return _done(receipt, "skickat")


@bp.post("/folj/<receipt>/oppna-igen")
@public
def reopen(receipt: str) -> AnyResponse:
    """ "Not fixed": open the case again."""
    found, form = _case(receipt), ReopenForm()
    _nonce(receipt)
    if not form.validate():
        return make_response(_page(found, receipt, reopening=form), 422)
    following.reopen(db(), found, _kinds()[found.kind], words=form.words.data, now=clock.now())
    return _done(receipt, "oppnat")


@bp.post("/folj/<receipt>/ta-tillbaka")
@public
def withdraw(receipt: str) -> AnyResponse:
    """The reporter takes the case back."""
    found = _case(receipt)
    _nonce(receipt)
    following.withdraw(db(), found, _kinds()[found.kind], now=clock.now())
    return _done(receipt, "tillbaka")


@bp.post("/folj/<receipt>/kontakt")
@public
def contact(receipt: str) -> AnyResponse:
    """Change or remove how the reporter hears from us."""
    found = _case(receipt)
    _nonce(receipt)
    if "remove" in request.form:
        following.set_contact(db(), found, email=None, phone=None, now=clock.now())
        return _done(receipt, "borttaget")
    form = ContactForm()
    if not form.validate():
        return make_response(_page(found, receipt, contacting=form), 422)
    email = form.reach.address if form.reach.channel == "email" else None
    phone = form.reach.address if form.reach.channel == "sms" else None
    following.set_contact(db(), found, email=email, phone=phone, now=clock.now())
    return _done(receipt, "andrat")


@bp.get("/folj/<receipt>/foto/<uuid:photo>/<variant>")
@public
def own_photo(receipt: str, photo: UUID, variant: str) -> Response:
    """A photo of the reporter's own case."""
    found, picture = _case(receipt), queries.photo(db(), photo)
    if picture is None or picture.case_id != found.id:
        raise NotFound
    return photo_answer(picture, variant)


@bp.get("/brev/<token>")
@public
def letter(token: str) -> str:
    """What the link in a letter shows: state and messages, no contact details and no files."""
    found = queries.case_by_letter(db(), token[:64], clock.now())
    if found is None:
        raise NotFound(word("The link in the letter is too old. Use the code on your receipt."))
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
    return redirect(url_for("follow.letter", token=token[:64], language=language))


@short.get("/foton/<uuid:photo>/<variant>")
@public
def public_photo(photo: UUID, variant: str) -> Response:
    """A photo that staff have published, while the case is published."""
    picture = queries.public_photo(db(), photo)
    if picture is None:
        raise NotFound
    answer = photo_answer(picture, variant)
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def photo_answer(photo: CasePhoto, variant: str) -> Response:
    """The stored picture, never the upload; 404 while it is not ready."""
    if variant not in set(Variant) or not photo.file.is_ready:
        raise NotFound
    store: Store = runtime().services["store"]
    try:
        answer = make_response(store.read(photo.file_id, Variant(variant)))
    except Missing:
        raise NotFound from None
    answer.headers["Content-Type"] = Variant(variant).mime_type
    answer.headers["Content-Disposition"] = "inline"
    return answer


def _case(receipt: str) -> Case:
    reading = numbers.read_receipt(receipt)
    found = queries.case_by_receipt(db(), reading.code) if reading.code else None
    if found is None:
        raise NotFound(word("We find no case with this code. Check it against your receipt."))
    return found


def _page(found: Case, receipt: str, **forms: Any) -> str:
    return render("cases/follow.html", page=FollowPage.of(db(), found, receipt, **forms))


def _nonce(receipt: str) -> str:
    try:
        return runtime().tokens.read(request.form.get("token", ""), PURPOSE, receipt, clock.now()).nonce.hex()
    except BadToken:
        raise Refused(word("The page had been open for too long. Go back, reload it and try again.")) from None


def _done(receipt: str, what: str) -> AnyResponse:
    db().commit()
    return redirect(url_for("follow.case", receipt=receipt, klart=what), 303)


def _kinds() -> Kinds:
    kinds: Kinds = runtime().services["kinds"]
    return kinds
