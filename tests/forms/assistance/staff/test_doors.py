"""Doors beside the pages: no receipt and no letter opens an application; attachments open to the right eyes alone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from portal.accounts.permissions import Role
from portal.cases import numbers
from portal.cases.models import LetterLink
from portal.core import clock
from portal.core.db import Database
from portal.forms.assistance.models import Application, Attachment
from portal.platform.audit.models import AuditEntry
from portal.platform.files.models import State, StoredFile
from portal.platform.files.store import ORIGINAL, Store, Variant, page
from tests.factories import robot
from tests.factories.casework import ROOT, Caseworker, bulk_attachments, waiting

DOORS = ("/en/folj/{0}", "/en/kvitto/{0}", "/en/folj/{0}/foto/6f6f6f6f-6f6f-4f6f-8f6f-6f6f6f6f6f6f/thumb")


@pytest.fixture
def number(app: Flask, database: Database) -> str:
    return waiting(database)


def latest(database: Database, read: Callable[[Application], Any]) -> Any:
    with database.write() as session:
        return read(session.scalars(select(Application)).all()[-1])


def test_a_receipt_opens_nothing_even_if_somebody_could_make_it(app: Flask, database: Database, number: str) -> None:
    application_id: UUID = latest(database, lambda found: found.id)
    digest = numbers.digest_of({"application": str(application_id)})
    receipt = numbers.receipt_for(database.keyring, application_id.bytes, digest)
    client = app.test_client()
    for door in DOORS:
        assert client.get(door.format(receipt)).status_code == 404
    for ending in ("skriv", "ta-tillbaka", "kontakt", "oppna-igen"):
        assert client.post(f"/en/folj/{receipt}/{ending}").status_code == 404


def test_a_letter_s_link_leads_to_the_sign_in_and_says_nothing(app: Flask, database: Database, number: str) -> None:
    with database.write() as session:
        application = session.scalars(select(Application)).one()
        token = numbers.new_letter_token()
        hashed, until = numbers.letter_hash(database.keyring, token), clock.now() + numbers.LINK_LIFETIME
        session.add(LetterLink(token_hash=hashed, case_id=application.case_id, expires_at=until))
    client = app.test_client()
    for address in (f"/l/{token}", f"/sv/brev/{token}"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/sv/mina-sidor"
        assert "bistand" not in answer.text
    signed_out = client.get("/sv/mina-sidor")
    assert signed_out.status_code in {302, 303}
    assert "/logga-in" in signed_out.headers["Location"]
    assert "bistand" not in signed_out.headers["Location"]


class TestAttachments:
    @pytest.fixture
    def maria(self, app: Flask, database: Database, number: str) -> Caseworker:
        with database.write() as session:
            bulk_attachments(session, session.scalars(select(Application)).one(), 1, clock.now())
        return Caseworker(app, database)

    def file(self, app: Flask, database: Database, state: State) -> str:
        """The address of the attachment, in this state, with everything kept of it."""
        store: Store = app.extensions["portal"].services["store"]
        with database.write() as session:
            found, file = session.execute(
                select(Attachment, StoredFile).join(StoredFile, StoredFile.id == Attachment.file_id)
            ).one()
            file.state = state
            for variant in (Variant.THUMB, ORIGINAL, page(1), page(2)):
                store.write(file.id, variant, variant.encode())
            return f"{ROOT}/bilaga/{found.id}"

    @pytest.mark.parametrize(
        ("state", "seen"),
        [
            (State.READY, {"thumb", "page-1", "page-2", "original"}),
            (State.HELD, {"thumb", "page-1", "page-2"}),
            (State.WAITING, set()),
            (State.BROKEN, set()),
            (State.GONE, set()),
        ],
    )
    def test_what_is_shown_is_what_is_safe(
        self, maria: Caseworker, app: Flask, database: Database, state: State, seen: set[str]
    ) -> None:
        address = self.file(app, database, state)
        every = ("thumb", "page-1", "page-2", "original", "page-3", "display", "../portal.db")
        assert {variant for variant in every if maria.get(f"{address}/{variant}").status_code == 200} == seen

    def test_it_runs_nowhere_and_is_kept_by_no_cache(self, maria: Caseworker, app: Flask, database: Database) -> None:
        address = self.file(app, database, State.READY)
        picture, original = maria.get(f"{address}/page-1"), maria.get(f"{address}/original")
        assert (picture.mimetype, original.mimetype) == ("image/jpeg", "application/pdf")
        assert original.headers["Content-Disposition"].startswith("attachment")
        for answer in (picture, original):
            assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_each_look_is_on_record(self, maria: Caseworker, app: Flask, database: Database, number: str) -> None:
        address = self.file(app, database, State.READY)
        for variant in ("page-1", "original", "page-9"):
            maria.get(f"{address}/{variant}")
        with database.read() as session:
            seen = select(AuditEntry.subject_ref).where(AuditEntry.action == "assistance.file")
            assert session.scalars(seen).all() == [number, number]

    def test_no_other_role_and_nobody_with_jav_sees_it(
        self, maria: Caseworker, app: Flask, database: Database
    ) -> None:
        address = self.file(app, database, State.READY)
        admin = Caseworker(app, database, Role.ADMIN, name="Adam Admin")
        assert admin.get(f"{address}/page-1").status_code == 403
        maria.send_at("/jav", number=robot.AMINA.personnummer)
        assert maria.get(f"{address}/page-1").status_code == 404
        assert maria.get(f"{address}/thumb").status_code == 404

    def test_all_pages_stand_on_one(self, maria: Caseworker, app: Flask, database: Database, number: str) -> None:
        address = self.file(app, database, State.HELD)
        found = address.rsplit("/", 1)[1]
        shown = maria.page(number, f"/bilaga/{found}")
        assert shown.count("/page-") == 2
        assert "/original" not in shown
        assert maria.get(f"{ROOT}/{number}/bilaga/6f6f6f6f-6f6f-4f6f-8f6f-6f6f6f6f6f6f").status_code == 404
