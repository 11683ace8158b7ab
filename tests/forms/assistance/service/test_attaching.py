"""Files on their way from a page of the draft to the caseworker: once each, removable, handed on at filing."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.errors import Conflict, NotFound, Refused
from portal.core.settings import Settings
from portal.forms.assistance.models import Attachment
from portal.forms.assistance.queries import own
from portal.forms.assistance.service import answering, attaching, signing
from portal.forms.drafts.models import Draft
from portal.platform.files.incoming import Incoming
from portal.platform.files.models import State, StoredFile
from portal.platform.files.rules import DOCUMENTS
from tests.factories import assistance, pdfs
from tests.factories.assistance import ANNA, BO, NOON, key_of, sign

LATER = NOON + timedelta(minutes=5)


def kept(session: Session, settings: Settings, owner_id: object, question: str, words: str = "Hyra") -> str:
    """The hash of a document that was uploaded there."""
    keyring = session.info["keyring"]
    nonce = attaching.nonce_of(keyring, owner_id, question)  # type: ignore[arg-type]
    incoming = Incoming(settings.data_dir, keyring)
    return incoming.keep(nonce, io.BytesIO(pdfs.pdf(words=words)), DOCUMENTS).sha


def added(
    session: Session, settings: Settings, draft: Draft, question: str = "housing", words: str = ""
) -> Attachment:
    """A document hung on the draft."""
    return attaching.add(
        session,
        draft,
        question=question,
        sha=kept(session, settings, draft.id, question, words),
        name="C:\\fakepath\\hyresavi.pdf",
        person_key=key_of(session, ANNA.personnummer),
        now=LATER,
    )


def test_the_same_file_at_the_same_page_is_one_and_at_another_page_a_second(
    session: Session, settings: Settings
) -> None:
    draft = assistance.draft(session)
    first = added(session, settings, draft)
    assert added(session, settings, draft) is first
    other = added(session, settings, draft, "costs")
    assert {file.question for file in own.draft_attachments(session, draft.id)} == {"housing", "costs"}
    assert first.name == other.name == "hyresavi.pdf"


def test_two_drafts_never_share_a_drawer(session: Session) -> None:
    keyring = session.info["keyring"]
    one, other = assistance.draft(session), assistance.draft(session, person=BO)
    nonces = {attaching.nonce_of(keyring, owner.id, page) for owner in (one, other) for page in ("housing", "costs")}
    assert len(nonces) == 4


def test_a_removed_file_is_gone_and_of_another_draft_it_cannot_be_removed(
    session: Session, settings: Settings
) -> None:
    draft, other = assistance.draft(session), assistance.draft(session, person=BO)
    attachment = added(session, settings, draft)
    with pytest.raises(NotFound):
        attaching.remove(session, own.draft_attachments(session, other.id), attachment.id, now=LATER)
    attaching.remove(session, own.draft_attachments(session, draft.id), attachment.id, now=LATER)
    assert own.draft_attachments(session, draft.id) == []
    assert session.scalars(select(StoredFile.state)).all() == [State.GONE]


@pytest.mark.parametrize("does", ["add", "remove"])
def test_a_file_more_or_less_voids_what_was_signed(session: Session, settings: Settings, does: str) -> None:
    application = assistance.presented(session, ANNA, BO)
    draft = session.get_one(Draft, application.draft_id)
    sign(session, application, ANNA)
    attachment = added(session, settings, draft)
    if does == "remove":
        attaching.remove(session, [attachment], attachment.id, now=LATER)
    assert not signing.is_current(session, application)
    with pytest.raises(Conflict):
        sign(session, application, BO, now=LATER + timedelta(minutes=1))


def test_at_filing_the_files_follow_the_application(session: Session, settings: Settings) -> None:
    draft = assistance.draft(session)
    attachment = added(session, settings, draft)
    said = assistance.answers()
    application = signing.present(session, draft, answers=said, snapshot=assistance.snapshot(said), now=LATER)
    sign(session, application, ANNA, now=LATER)
    session.refresh(attachment)
    assert (attachment.application_id, attachment.draft_id) == (application.id, None)


def test_an_answer_may_be_files_alone_and_none_is_added_afterwards(session: Session, settings: Settings) -> None:
    application = assistance.filed(session)
    exchange = assistance.asked(session, application)
    sha = kept(session, settings, exchange.id, attaching.ANSWER)
    key = key_of(session, ANNA.personnummer)
    made = attaching.add_to_answer(session, exchange, sha=sha, name="avi.pdf", person_key=key, now=LATER)
    assert (made.application_id, made.exchange_id) == (application.id, exchange.id)
    answering.answer(session, application, exchange, words="", now=LATER)
    assert exchange.answered_at == LATER
    with pytest.raises(Refused):
        attaching.add_to_answer(session, exchange, sha=sha, name="avi.pdf", person_key=key, now=LATER)
