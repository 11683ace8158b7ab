"""Signing alone and together: the snapshot is fixed, the applicant signs, the co-applicant signs or sends back.

One row of the audit log per signature, with the hash of what was signed. A change after the first signature voids it:
the draft is newer than the application made of it, and a new one is made with a new snapshot.
"""

import base64
import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.accounts import personnummer
from portal.accounts.residents.service import subject_key
from portal.core.errors import Conflict, NotFound, Refused
from portal.core.keys import Keyring
from portal.core.settings.assistance import AssistanceSettings
from portal.core.words import word
from portal.forms.assistance import letters
from portal.forms.assistance import snapshot as snapshots
from portal.forms.assistance.models import Application, ApplicationState, Party
from portal.forms.assistance.queries import own
from portal.forms.assistance.rules import answers as answered
from portal.forms.assistance.rules import signing as rules
from portal.forms.assistance.rules.answers import Answers, Role
from portal.forms.assistance.service import filing
from portal.forms.assistance.snapshot import Snapshot
from portal.forms.drafts.models import Draft
from portal.platform.audit import service as audit

TOKEN_BYTES = 16
CHANGED = word("The application was changed after you opened it. Read it again before you sign.")


def present(session: Session, draft: Draft, *, answers: Answers, snapshot: Snapshot, now: datetime) -> Application:
    """Fix what is to be signed; the same draft unchanged gives the same application with its signatures.

    Anything else that was made of the draft is gone, and with it every signature on it.
    """
    text = snapshots.to_json(snapshot)
    made = snapshots.hash_of(text)
    before = own.unfiled_of_draft(session, draft.id)
    if before is not None:
        if before.state is ApplicationState.SIGNING and before.snapshot_hash == made and is_current(session, before):
            return before
        void(session, before, now=now)
    application = Application(
        draft_id=draft.id,
        kind=answers.period.kind,
        month=answers.period.month,
        state=ApplicationState.SIGNING,
        household_key=household_key(session.info["keyring"], [person.personnummer for person in answers.people]),
        language=snapshot.language,
        made_at=now,
        snapshot_hash=made,
    )
    application.snapshot, application.answers = text, answered.to_json(answers)
    application.parties = [_party(session, application, answers, place) for place in range(len(answers.people))]
    session.add(application)
    session.flush()
    return application


def is_current(session: Session, application: Application) -> bool:
    """True while the draft is as it was when the application was made of it."""
    draft = session.get(Draft, application.draft_id) if application.draft_id else None
    return draft is not None and draft.changed_at <= application.made_at


def sign(
    session: Session,
    application: Application,
    *,
    person_key: str,
    seen: bytes,
    settings: AssistanceSettings,
    now: datetime,
) -> Application:
    """Sign as `person_key` the snapshot with the hash `seen`; files the application when everybody has signed.

    A second press changes nothing. Raises `Conflict` when the application or its draft is another now.
    """
    party = _own_party(application, person_key)
    if application.state is ApplicationState.FILED:
        return application
    if application.state is not ApplicationState.SIGNING or seen != application.snapshot_hash:
        raise Conflict(CHANGED)
    if not is_current(session, application):
        raise Conflict(CHANGED)
    if party.signed_hash != seen:
        party.signed_at, party.signed_hash = now, seen
        _log(session, application, party, "assistance.sign", now)
    if rules.is_whole(own.signatures(application), application.snapshot_hash):
        return filing.file(session, application, settings=settings, now=now)
    if party.role is Role.APPLICANT:
        letters.something_to_read(session, application, roles=[Role.CO_APPLICANT], now=now)
    session.flush()
    return application


def send_back(session: Session, application: Application, *, person_key: str, comment: str, now: datetime) -> None:
    """The co-applicant does not sign but says what is wrong: the applicant may change it, every signature is void."""
    party = _own_party(application, person_key)
    if application.state is not ApplicationState.SIGNING or party.role is Role.APPLICANT:
        raise Conflict(CHANGED)
    if len(comment.strip()) < rules.FEWEST_LETTERS:
        raise Refused(word("Write what is wrong, so that it can be put right."))
    party.comment = comment.strip()
    application.state = ApplicationState.RETURNED
    for each in application.parties:
        each.signed_at = each.signed_hash = None
    _log(session, application, party, "assistance.send-back", now)
    letters.something_to_read(session, application, roles=[Role.APPLICANT], now=now)
    session.flush()


def void(session: Session, application: Application, *, now: datetime) -> None:
    """Take away an application that is not filed, with every signature on it; the draft stays."""
    if application.state is ApplicationState.FILED:
        raise Conflict(CHANGED)
    for party in application.parties:
        if party.signed_hash is not None:
            _log(session, application, party, "assistance.signature-void", now)
    session.flush()
    session.execute(delete(Application).where(Application.id == application.id))
    session.expunge(application)


def invitation_token(keyring: Keyring, party: Party) -> str:
    """The token in the link that the applicant passes on: the same every time, and not to be made without the keys.

    It opens nothing by itself: only the invited person, signed in, comes to the application by it.
    """
    raw = keyring.blind_index(str(party.id), "assistance invitation token")[:TOKEN_BYTES]
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def invitation_hash(keyring: Keyring, token: str) -> bytes:
    """What is kept of an invitation's token."""
    return keyring.blind_index(token[:64], "assistance invitation")


def household_key(keyring: Keyring, numbers: list[str]) -> str:
    """The blind index of a household's adults, the same whoever of them applies."""
    return keyring.blind_index("+".join(sorted(numbers)), "household").hex()


def _party(session: Session, application: Application, answers: Answers, place: int) -> Party:
    keyring: Keyring = session.info["keyring"]
    person = answers.people[place]
    party = Party(
        application_id=application.id,
        place=place,
        role=person.role,
        person_key=subject_key(keyring, person.personnummer),
        born_day=personnummer.born_on(person.personnummer).day,
    )
    party.personnummer, party.name = person.personnummer, person.name
    if person.role is Role.CO_APPLICANT:
        party.invitation_hash = invitation_hash(keyring, invitation_token(keyring, party))
    return party


def _own_party(application: Application, person_key: str) -> Party:
    party = own.party_of(application, person_key)
    if party is None or not own.is_open_to(application, person_key):
        raise NotFound
    return party


def _log(session: Session, application: Application, party: Party, action: str, now: datetime) -> None:
    audit.append(
        session,
        actor_id=party.person_key[:40],
        actor_label="resident",
        action=action,
        subject_kind="application",
        subject_ref=str(application.id),
        detail={"role": party.role.value, **hash_codes(application.snapshot_hash)},
        now=now,
    )


def hash_codes(digest: bytes) -> Mapping[str, str]:
    """A SHA-256 as two codes of the audit log, in groups that can never be taken for a personnummer."""
    groups = re.findall("........", digest.hex())
    half = len(groups) // 2
    return {"sha256_first": ":".join(groups[:half]), "sha256_last": ":".join(groups[half:])}
