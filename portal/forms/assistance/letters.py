"""Letters to those who apply: neutral ones. They say that there is something to read, never what it is about.

Nobody who looks at a lock screen, a mailbox or a dump of the database learns that somebody has applied for
assistance: no kind of case, no name, no number, and an address that says nothing (requirements R-58, AB-11).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from portal.forms.assistance.models import Application
from portal.forms.assistance.rules import answers as answered
from portal.forms.assistance.rules.answers import Person, Role
from portal.platform.notices import service as notices
from portal.platform.notices.contact import Channel, Contact

TEMPLATE = "something_to_read"
SUBJECT = "own"


def something_to_read(
    session: Session, application: Application, *, now: datetime, roles: Iterable[Role] = tuple(Role)
) -> int:
    """Tell the adults in `roles` that there is something to read when they sign in; gives how many letters.

    Only to those who asked to be told, by the e-mail or SMS they gave in the application.
    """
    told = set(roles)
    contacts = [
        contact
        for person in answered.from_json(application.answers or "{}").people
        if person.role in told
        for contact in contacts_of(person)
    ]
    for contact in contacts:
        notices.queue(
            session,
            contact,
            TEMPLATE,
            language=application.language,
            subject_kind=SUBJECT,
            subject_ref=str(application.id),
            codes={"url": f"/{application.language}/mina-sidor"},
            now=now,
        )
    return len(contacts)


def contacts_of(person: Person) -> Iterator[Contact]:
    """The ways in which a person wants to be told."""
    if person.by_email and person.email:
        yield Contact(Channel.EMAIL, person.email)
    if person.by_sms and person.phone:
        yield Contact(Channel.SMS, person.phone)
