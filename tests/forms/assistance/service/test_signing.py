"""Signing alone and together: once, for one snapshot, in order; void when something changes; a log row each."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.cases.models import Case
from portal.core.errors import Conflict, NotFound, Refused
from portal.forms.assistance import snapshot as snapshots
from portal.forms.assistance.models import Application, ApplicationState
from portal.forms.assistance.queries import own
from portal.forms.assistance.rules import answers as answered
from portal.forms.assistance.service import signing
from portal.forms.drafts.models import Draft
from portal.platform.audit.models import AuditEntry
from portal.platform.jobs.models import Job
from portal.platform.notices.models import Letter
from tests.factories import assistance
from tests.factories.assistance import ANNA, BO, NOON, STRANGER, key_of, presented, sign

LATER = NOON + timedelta(minutes=5)


def signatures_logged(session: Session) -> list[AuditEntry]:
    return list(session.scalars(select(AuditEntry).where(AuditEntry.action == "assistance.sign")))


def letters(session: Session) -> list[tuple[str, str | None]]:
    return [
        (letter.template, letter.recipient) for letter in session.scalars(select(Letter).order_by(Letter.created_at))
    ]


def test_who_applies_alone_signs_and_it_is_filed_at_once(session: Session) -> None:
    application = sign(session, presented(session), ANNA)
    assert application.state is ApplicationState.FILED
    assert application.filed_at == NOON
    assert application.case is not None
    assert application.case.number.startswith("E-26-")


def test_a_signature_leaves_one_log_row_with_the_hash_of_what_was_signed(session: Session) -> None:
    application = sign(session, presented(session), ANNA)
    sign(session, application, ANNA)
    (row,) = signatures_logged(session)
    said = row.detail["sha256_first"] + row.detail["sha256_last"]
    assert said.replace(":", "") == application.snapshot_hash.hex()
    assert row.subject_ref == str(application.id)
    assert row.detail["role"] == "applicant"


def test_every_hash_can_be_logged_even_one_of_digits_alone() -> None:
    from portal.platform.audit.rules import checked_detail  # noqa: PLC0415 (the rule that must not refuse)

    for byte in range(256):
        checked_detail(signing.hash_codes(bytes([byte]) * 32))


def test_the_snapshot_that_is_kept_is_the_one_that_was_signed(session: Session) -> None:
    application = sign(session, presented(session), ANNA)
    assert snapshots.hash_of(application.snapshot or "") == application.snapshot_hash
    assert application.parties[0].signed_hash == application.snapshot_hash
    assert answered.from_json(application.answers or "") == assistance.answers()


def test_a_couple_is_filed_only_when_both_have_signed(session: Session) -> None:
    application = presented(session, ANNA, BO)
    sign(session, application, ANNA)
    assert application.state is ApplicationState.SIGNING
    assert session.scalar(select(func.count()).select_from(Case)) == 0
    sign(session, application, BO, now=LATER)
    assert application.state is ApplicationState.FILED
    assert [row.detail["role"] for row in signatures_logged(session)] == ["applicant", "co_applicant"]


def test_the_co_applicant_hears_of_it_only_after_the_applicant_signed_and_in_neutral_words(session: Session) -> None:
    application = presented(session, ANNA, BO)
    assert letters(session) == []
    assert not own.is_open_to(application, key_of(session, BO.personnummer))
    with pytest.raises(NotFound):
        sign(session, application, BO)
    sign(session, application, ANNA)
    assert letters(session) == [("something_to_read", BO.phone)]
    assert own.is_open_to(application, key_of(session, BO.personnummer))


def test_nobody_else_can_sign_or_even_know(session: Session) -> None:
    application = presented(session, ANNA, BO)
    stranger = key_of(session, STRANGER)
    assert own.application(session, application.id, stranger) is None
    assert own.applications(session, stranger) == []
    with pytest.raises(NotFound):
        signing.sign(
            session,
            application,
            person_key=stranger,
            seen=application.snapshot_hash,
            settings=assistance.RULES,
            now=NOON,
        )


def test_what_was_not_read_cannot_be_signed(session: Session) -> None:
    application = presented(session)
    with pytest.raises(Conflict):
        signing.sign(
            session,
            application,
            person_key=key_of(session, ANNA.personnummer),
            seen=b"\0" * 32,
            settings=assistance.RULES,
            now=NOON,
        )
    assert signatures_logged(session) == []


def test_a_change_of_the_draft_voids_what_was_signed(session: Session) -> None:
    application = presented(session, ANNA, BO)
    sign(session, application, ANNA)
    draft = session.get_one(Draft, application.draft_id)
    draft.changed_at = LATER
    session.flush()
    with pytest.raises(Conflict):
        sign(session, application, BO, now=LATER)
    said = assistance.answers(ANNA, BO, livelihood="Ändrat.")
    again = signing.present(session, draft, answers=said, snapshot=assistance.snapshot(said), now=LATER)
    assert again.id != application.id
    assert [party.signed_hash for party in again.parties] == [None, None]
    assert session.scalars(select(Application.id)).all() == [again.id]
    voided = session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "assistance.signature-void")).all()
    assert [row["role"] for row in voided] == ["applicant"]


def test_the_same_draft_presented_again_keeps_its_signatures(session: Session) -> None:
    application = presented(session, ANNA, BO)
    sign(session, application, ANNA)
    draft = session.get_one(Draft, application.draft_id)
    said = assistance.answers(ANNA, BO)
    again = signing.present(session, draft, answers=said, snapshot=assistance.snapshot(said), now=LATER)
    assert again is application
    assert again.parties[0].signed_hash == again.snapshot_hash


def test_sent_back_with_a_comment_it_is_the_applicants_again_and_no_signature_is_left(session: Session) -> None:
    application = presented(session, ANNA, BO)
    sign(session, application, ANNA)
    key = key_of(session, BO.personnummer)
    signing.send_back(session, application, person_key=key, comment=" Min lön saknas. ", now=LATER)
    assert application.state is ApplicationState.RETURNED
    assert application.parties[1].comment == "Min lön saknas."
    assert [party.signed_hash for party in application.parties] == [None, None]
    assert letters(session)[-1] == ("something_to_read", ANNA.email)
    with pytest.raises(NotFound):
        sign(session, application, BO)
    with pytest.raises(Conflict):
        sign(session, application, ANNA)


def test_who_sends_back_says_why_and_the_applicant_cannot_send_back_to_themselves(session: Session) -> None:
    application = presented(session, ANNA, BO)
    sign(session, application, ANNA)
    with pytest.raises(Refused):
        signing.send_back(session, application, person_key=key_of(session, BO.personnummer), comment="  ", now=LATER)
    with pytest.raises(Conflict):
        signing.send_back(
            session, application, person_key=key_of(session, ANNA.personnummer), comment="Nej tack", now=LATER
        )


def test_the_invitation_opens_for_the_invited_person_alone(session: Session) -> None:
    application = presented(session, ANNA, BO)
    sign(session, application, ANNA)
    keyring = session.info["keyring"]
    token = signing.invitation_token(keyring, application.parties[1])
    hashed = signing.invitation_hash(keyring, token)
    assert application.parties[1].invitation_hash == hashed
    assert token.encode() not in hashed
    found = own.application_by_invitation(session, hashed, key_of(session, BO.personnummer))
    assert found is application
    for other in (ANNA.personnummer, STRANGER):
        assert own.application_by_invitation(session, hashed, key_of(session, other)) is None


def test_filing_takes_the_draft_away_and_queues_the_robot_once(session: Session) -> None:
    application = sign(session, presented(session), ANNA)
    sign(session, application, ANNA)
    assert session.scalars(select(Draft)).all() == []
    jobs = session.scalars(select(Job).where(Job.name == "assistance.robot")).all()
    assert [job.payload for job in jobs] == [{"application": str(application.id)}]
    assert session.scalar(select(func.count()).select_from(Case)) == 1


def test_the_case_row_tells_nothing_about_a_person(session: Session) -> None:
    application = sign(session, presented(session), ANNA)
    case = session.get_one(Case, application.case_id)
    assert (case.excerpt, case.email, case.phone, case.area) == ("", None, None, None)
    told = f"{case.search_text} {case.subject_name} {case.topic} {case.heading}"
    assert not any(word in told for word in ("Elin", "Ekberg", ANNA.personnummer, "Tallvägen", "elin@"))
    assert letters(session) == []


def test_a_household_applies_once_for_a_month_whoever_applies(session: Session) -> None:
    first = presented(session, ANNA, BO)
    sign(session, first, ANNA)
    sign(session, first, BO)
    swapped = (
        assistance.changed(BO, role=ANNA.role),
        assistance.changed(ANNA, role=BO.role),
    )
    second = presented(session, *swapped)
    assert second.household_key == first.household_key
    sign(session, second, swapped[0])
    with pytest.raises(Refused):
        sign(session, second, swapped[1])


def test_a_supplement_for_the_same_month_is_filed_beside(session: Session) -> None:
    assistance.filed(session)
    said = assistance.answers(kind=answered.ApplicationKind.SUPPLEMENTARY)
    assert assistance.filed(session, of=said).state is ApplicationState.FILED
