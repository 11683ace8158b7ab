"""What arrives with a public form before any database is asked: its token and its photos.

Photos are kept under the form token at once, so that a wrong answer, a flood or a database that is away costs
nobody a photo (requirements R-9, R-31).
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO, cast

from flask import g, request
from sqlalchemy.orm import Session

from portal.cases.flood import SUSPICIOUS, FloodGate, Pressure, withstands
from portal.core.web import runtime
from portal.core.web.form_token import BadToken, FormToken
from portal.platform.files.drawers import Kept
from portal.platform.files.incoming import Incoming
from portal.platform.files.rules import PHOTOS, Limits, PhotoRefused

FEWEST_HEX = 64


@dataclass(frozen=True)
class KeptPhoto:
    """A photo that is kept, as the form shows it: never the picture itself, for raw uploads are not served."""

    id: str
    megabytes: float


@dataclass
class Intake:
    """A form that arrived: its token (a new one when the old was wrong), the photos kept, those refused and why."""

    purpose: str
    key: str
    token: FormToken
    is_reissued: bool
    photos: list[Kept] = field(default_factory=list)
    refused: list[PhotoRefused] = field(default_factory=list)

    @property
    def shown_token(self) -> str:
        """The token for the page that answers, masked anew."""
        return runtime().tokens.show(self.token, self.purpose, self.key)

    @property
    def kept(self) -> list[KeptPhoto]:
        """The photos for the page that answers."""
        return [KeptPhoto(photo.sha, max(round(photo.size / 1e6, 1), 0.1)) for photo in self.photos]

    @property
    def is_suspicious(self) -> bool:
        """True when the field that no person sees was filled in."""
        return bool(request.form.get("website"))

    def withstands(self, pressure: Pressure, now: datetime) -> bool:
        """True when the form shows the work, or the age, that the present flood asks for."""
        shown, answer = request.form.get("token", ""), request.form.get("work", "")
        return withstands(pressure, self.token, shown, answer, now)

    def renewed(self, now: datetime) -> "Intake":
        """The same form with a token that is young again: its nonce, and so its photos and receipt, stay."""
        return replace(self, token=FormToken(self.token.nonce, now), is_reissued=True)


def incoming() -> Incoming:
    """Where raw photos are kept."""
    found: Incoming = runtime().services["incoming"]
    return found


def pressure(session: Session, intake: Intake, now: datetime) -> Pressure:
    """What the present flood asks of this form."""
    gate: FloodGate = runtime().services["flood gate"]
    return SUSPICIOUS if intake.is_suspicious else gate.pressure(session, now)


def receive(purpose: str, key: str, now: datetime, limits: Limits = PHOTOS) -> Intake:
    """Read the token of the posted form and keep its photos, or what `limits` take; raises for no hostile input.

    `purpose` and `key` are those that the form's token was issued for.
    """
    try:
        token, is_reissued = runtime().tokens.read(request.form.get("token", ""), purpose, key, now), False
    except BadToken:
        token, is_reissued = _fresh(purpose, key, now), True
    intake = Intake(purpose, key, token, is_reissued)
    _remove_unwanted(token)
    _keep_photos(intake, limits)
    intake.photos = incoming().kept(token.nonce)
    _tell_the_kept_page(intake)
    return intake


def _tell_the_kept_page(intake: Intake) -> None:
    """Should the database be away or the flood too high: what is kept here, and under which token."""
    if request.files or intake.photos:
        g.kept_photos = len(intake.photos)
    if intake.is_reissued:
        g.kept_token = intake.shown_token


def _fresh(purpose: str, key: str, now: datetime) -> FormToken:
    tokens = runtime().tokens
    return tokens.read(tokens.issue(purpose, key, now), purpose, key, now)


def _remove_unwanted(token: FormToken) -> None:
    for sha in request.form.getlist("remove_photo"):
        if len(sha) == FEWEST_HEX and sha.isalnum():
            incoming().drop(token.nonce, sha)


def _keep_photos(intake: Intake, limits: Limits) -> None:
    for upload in request.files.getlist("photos"):
        if not upload.filename:
            continue
        try:
            incoming().keep(intake.token.nonce, cast("BinaryIO", upload.stream), limits)
        except PhotoRefused as refused:
            intake.refused.append(refused)
