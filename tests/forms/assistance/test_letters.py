"""Letters about assistance say that there is something to read, and nothing that a lock screen may not show."""

import pytest
from sqlalchemy import select

from portal.core.db import Database
from portal.core.settings import Settings
from portal.forms.assistance import letters
from portal.forms.assistance.rules.answers import Person, Role
from portal.platform.notices.contact import Channel, Contact
from portal.platform.notices.models import Letter
from portal.platform.notices.rendering import JinjaRenderer
from tests.factories import assistance
from tests.factories.assistance import ANNA, BO, NOON

TELLING = (
    "bistånd",
    "försörjning",
    "social",
    "ansök",
    "beslut",
    "ekonomi",
    "ärende",
    "assistance",
    "financial",
    "application",
    "decision",
    "case",
    "مساعدة",
    "الطلب",
    "قرار",
    "مالي",
)
"""Words by which somebody who looks over a shoulder would know."""


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
@pytest.mark.parametrize("channel", list(Channel))
def test_no_letter_tells_what_it_is_about(settings: Settings, language: str, channel: Channel) -> None:
    url = f"https://portal.example/{language}/mina-sidor"
    made = JinjaRenderer(settings.municipality).render(channel, letters.TEMPLATE, language, {}, url)
    told = f"{made.subject or ''} {made.text} {made.html or ''}".casefold()
    assert url in told
    assert [word for word in TELLING if word in told] == []


def test_each_adult_is_told_as_they_asked_and_the_letter_itself_holds_nothing_of_them(database: Database) -> None:
    with database.write() as session:
        application = assistance.filed(session, ANNA, BO)
        session.query(Letter).delete()
        assert letters.something_to_read(session, application, now=NOON) == 2
        assert letters.something_to_read(session, application, roles=[Role.CO_APPLICANT], now=NOON) == 1
        queued = session.scalars(select(Letter).order_by(Letter.created_at)).all()
        assert {letter.recipient for letter in queued} == {ANNA.email, BO.phone}
        for letter in queued:
            assert letter.codes == {"url": "/sv/mina-sidor"}
            assert (letter.template, letter.subject_kind) == ("something_to_read", "own")
            assert letter.secret is None


@pytest.mark.parametrize(
    ("person", "contacts"),
    [
        (Person(Role.APPLICANT, "1", "A"), []),
        (Person(Role.APPLICANT, "1", "A", email="a@example.se"), []),
        (Person(Role.APPLICANT, "1", "A", by_email=True), []),
        (Person(Role.APPLICANT, "1", "A", email="a@example.se", by_email=True), [(Channel.EMAIL, "a@example.se")]),
        (
            Person(Role.APPLICANT, "1", "A", "a@example.se", "+46701234567", by_email=True, by_sms=True),
            [(Channel.EMAIL, "a@example.se"), (Channel.SMS, "+46701234567")],
        ),
    ],
)
def test_nobody_is_told_in_a_way_they_did_not_ask_for(person: Person, contacts: list[tuple[Channel, str]]) -> None:
    assert list(letters.contacts_of(person)) == [Contact(*each) for each in contacts]
