"""The worker's part: rendering and delivering one letter, outside of any transaction."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from portal.platform.jobs import JobContext, TryLater
from portal.platform.notices import service
from portal.platform.notices.contact import Channel
from portal.platform.notices.delivery import Later, Never, Parcel
from portal.platform.notices.models import Letter, LetterState
from portal.platform.notices.post import PostOffice, post_office
from portal.platform.notices.rendering import language_tag
from portal.platform.notices.rules import is_too_late


@dataclass(frozen=True)
class _Opened:
    id: uuid.UUID
    channel: Channel
    recipient: str = field(repr=False)
    secret: str | None = field(repr=False)
    language: str
    template: str
    codes: dict[str, str]
    created_at: datetime


def send(context: JobContext, payload: dict[str, Any]) -> None:
    """Deliver the letter `payload["letter"]`, which may have been sent or withdrawn meanwhile: then do nothing.

    An attempt that may succeed later is repeated for two and a half days, then the letter is dead. A worker that
    dies after the server took the letter sends it once more, with the same Message-ID.
    """
    letter = _open(context, uuid.UUID(payload["letter"]))
    if letter is None:
        return
    post: PostOffice = context.extras.get("post") or post_office(context.settings)
    try:
        post.way(letter.channel).deliver(_parcel(post, letter))
    except Never as refusal:
        _settle(context, letter, LetterState.FAILED, refusal.code)
    except Later as fault:
        _later(context, letter, fault.code)
    else:
        _settle(context, letter, LetterState.SENT)


def forget(context: JobContext, _payload: dict[str, Any]) -> None:
    """Delete the letters that retention says must go."""
    with context.database.write() as session:
        service.forget(session, context.settings, context.now)
        context.done(session)


def _open(context: JobContext, letter_id: uuid.UUID) -> _Opened | None:
    with context.database.read() as session:
        letter = session.get(Letter, letter_id)
        if letter is None or letter.state is not LetterState.QUEUED or letter.recipient is None:
            return None
        return _Opened(
            id=letter.id,
            channel=letter.channel,
            recipient=letter.recipient,
            secret=letter.secret,
            language=letter.language,
            template=letter.template,
            codes=letter.codes,
            created_at=letter.created_at,
        )


def _parcel(post: PostOffice, letter: _Opened) -> Parcel:
    own = f"{post.base_url}/l/{letter.secret}" if letter.secret else None
    url = own or urljoin(f"{post.base_url}/", letter.codes.get("url", "/"))
    words = post.renderer.render(letter.channel, letter.template, letter.language, letter.codes, url)
    return Parcel(letter.id.hex, letter.recipient, language_tag(letter.language), letter.created_at, words)


def _later(context: JobContext, letter: _Opened, code: str) -> None:
    if context.is_last_attempt or is_too_late(context.now - letter.created_at):
        _settle(context, letter, LetterState.DEAD, code)
        return
    with context.database.write() as session:
        service.settle(session, letter.id, LetterState.QUEUED, context.now, code)
    raise TryLater(code)


def _settle(context: JobContext, letter: _Opened, state: LetterState, failure: str | None = None) -> None:
    with context.database.write() as session:
        service.settle(session, letter.id, state, context.now, failure)
        context.done(session)
