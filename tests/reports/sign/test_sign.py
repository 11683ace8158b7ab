"""The sign's page: what it shows of what is known, what it weighs, and what a sign that is none answers."""

import re
import uuid
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.cases.models import Case, CasePhoto
from portal.core import clock, codes
from portal.platform.files.models import State, StoredFile
from portal.platform.files.store import Variant
from portal.reports.places.models import Place
from portal.reports.places.rules import SignState
from tests.factories.reports import Resident, Spot, database_of, spot

WORDS = "Kalle Anka har brutit av kedjan"
MOST_BYTES = 30_000


@pytest.fixture
def playground(app: Flask) -> Spot:
    return spot(app, name="Ängö lekpark", area="Ängö")


def published(app: Flask, playground: Spot, number: int) -> None:
    """A published case with the heaviest thumbnail there may be."""
    with database_of(app).write() as session:
        case = session.scalars(select(Case).order_by(Case.id.desc())).first()
        assert case is not None
        case.published_at, case.heading, case.version = clock.now(), f"Kedjan på gungan {number} är av", 2
        session.add(CasePhoto(case_id=case.id, file_id=picture(app, session), is_public=True))


def picture(app: Flask, session: object) -> uuid.UUID:
    file = StoredFile(state=State.READY, received_at=clock.now(), width=9, height=9, size=9)
    session.add(file)  # type: ignore[attr-defined]
    session.flush()  # type: ignore[attr-defined]
    app.extensions["portal"].services["store"].write(file.id, Variant.THUMB, bytes(4000))
    return file.id


class TestScanning:
    @pytest.mark.parametrize("write", [str.lower, lambda code: codes.grouped(code, 3), lambda code: f" {code} "])
    def test_the_code_may_be_written_in_many_ways(self, client: FlaskClient, playground: Spot, write: object) -> None:
        typed = write(playground.code)  # type: ignore[operator]
        answer = client.get(f"/s/{typed}", headers={"Accept-Language": "ar,sv;q=0.5"})
        assert answer.headers["Location"] == f"/ar/felanmalan/{playground.code}"
        assert answer.status_code == 302

    def test_a_language_we_lack_is_answered_in_the_first_of_ours(self, client: FlaskClient, playground: Spot) -> None:
        answer = client.get(f"/s/{playground.code}", headers={"Accept-Language": "xx"})
        assert answer.headers["Location"].startswith("/sv/")

    def test_a_scan_is_counted_and_a_look_ahead_is_not(
        self, app: Flask, client: FlaskClient, playground: Spot
    ) -> None:
        counter = app.extensions["portal"].services["scans"]
        client.get(f"/s/{playground.code}")
        client.head(f"/s/{playground.code}")
        client.get(playground.sign_page)
        assert counter.waiting == 1

    def test_one_wrong_character_is_named_with_the_place_it_may_be(
        self, client: FlaskClient, playground: Spot
    ) -> None:
        wrong = playground.code[:2] + ("A" if playground.code[2] != "A" else "B") + playground.code[3:]
        answer = client.get(f"/en/felanmalan/{wrong}")
        assert answer.status_code == 404
        assert "Character 3" in answer.text
        assert "Ängö lekpark" in answer.text
        assert f"/en/felanmalan/{playground.code}" in answer.text

    def test_an_unknown_sign_answers_with_ways_on(self, client: FlaskClient) -> None:
        answer = client.get(f"/en/felanmalan/{codes.encode('7777')}")
        assert answer.status_code == 404
        assert 'href="/en/felanmalan/"' in answer.text
        assert "/en/felanmalan/beskriv" in answer.text

    def test_a_retired_sign_tells_where_it_stood(self, app: Flask, client: FlaskClient) -> None:
        gone = spot(app, SignState.RETIRED, name="Gamla parken")
        answer = client.get(gone.sign_page)
        assert answer.status_code == 410
        assert "Gamla parken" in answer.text
        assert f"/sv/felanmalan/plats/{gone.ref}" in answer.text

    @pytest.mark.parametrize("state", [SignState.ORDERED, SignState.DAMAGED, SignState.MISSING])
    def test_every_other_sign_works(self, app: Flask, client: FlaskClient, state: SignState) -> None:
        assert client.get(spot(app, state).sign_page).status_code == 200

    def test_a_place_no_longer_kept_tells_so(self, app: Flask, client: FlaskClient, playground: Spot) -> None:
        with database_of(app).write() as session:
            place = session.scalars(select(Place)).one()
            place.is_active, place.page_version = False, place.page_version + 1
        assert client.get(playground.sign_page).status_code == 410
        assert client.get(playground.place_page).status_code == 404


class TestWhatIsKnown:
    def test_before_staff_publish_only_topic_and_age_are_told(self, app: Flask, playground: Spot) -> None:
        Resident(app.test_client()).report(playground.sign_page, words=WORDS, contact="kalle@example.se")
        page = app.test_client().get(playground.sign_page.replace("/sv/", "/en/")).text
        assert "Something is broken" in page
        assert "just now" in page
        assert "Kalle" not in page
        assert "kalle" not in page
        assert "we mend it by" not in page
        assert "/foton/" not in page

    def test_publishing_tells_the_heading_the_promise_and_the_photo(self, app: Flask, playground: Spot) -> None:
        Resident(app.test_client()).report(playground.sign_page, words=WORDS)
        published(app, playground, 1)
        page = app.test_client().get(playground.sign_page.replace("/sv/", "/en/")).text
        assert "Kedjan på gungan 1 är av" in page
        assert "we mend it by" in page
        photo = re.search(r'src="(/foton/[^"]+)"', page)
        assert photo
        assert app.test_client().get(photo[1]).status_code == 200
        assert app.test_client().get(photo[1].replace("thumb", "nothing")).status_code == 404
        assert "Kalle" not in page

    def test_a_published_promise_that_is_broken_is_called_late(self, app: Flask, playground: Spot) -> None:
        Resident(app.test_client()).report(playground.sign_page)
        published(app, playground, 1)
        with database_of(app).write() as session:
            session.scalars(select(Case)).one().due_at = clock.now() - timedelta(days=1)
        page = app.test_client().get(playground.sign_page.replace("/sv/", "/en/")).text
        assert "we are late" in page
        assert "we mend it by" not in page

    def test_a_photo_is_public_as_long_as_its_case(self, app: Flask, playground: Spot) -> None:
        Resident(app.test_client()).report(playground.sign_page)
        published(app, playground, 1)
        with database_of(app).write() as session:
            photo = session.scalars(select(CasePhoto.id)).one()
            assert app.test_client().get(f"/foton/{photo}/thumb").status_code == 200
            session.scalars(select(Case)).one().published_at = None
        assert app.test_client().get(f"/foton/{photo}/thumb").status_code == 404

    def test_a_change_shows_at_once_though_pages_are_cached(self, app: Flask, playground: Spot) -> None:
        client = app.test_client()
        assert "known-row" not in client.get(playground.sign_page).text
        reporter = Resident(app.test_client())
        reporter.report(playground.sign_page)
        assert "known-row" in client.get(playground.sign_page).text
        reporter.follow()
        reporter.press("/ta-tillbaka")
        assert "known-row" not in client.get(playground.sign_page).text

    def test_the_number_of_a_case_of_another_place_is_not_shown(self, app: Flask, playground: Spot) -> None:
        other = spot(app)
        Resident(app.test_client()).report(other.sign_page)
        assert "known-row" not in app.test_client().get(playground.sign_page).text


class TestThePage:
    def test_it_weighs_at_most_thirty_kilobytes_with_all_its_photos(self, app: Flask, playground: Spot) -> None:
        for number in range(5):
            Resident(app.test_client()).report(playground.sign_page, words=f"{WORDS} {number}")
            published(app, playground, number)
        with database_of(app).write() as session:
            place = session.scalars(select(Place)).one()
            place.photo_id, place.page_version = picture(app, session), place.page_version + 1
        client = app.test_client()
        given = {"Accept-Encoding": "gzip, br"}
        answer = client.get(playground.sign_page, headers=given)
        page = client.get(playground.sign_page).text
        wanted = {*re.findall(r'(?:src|href)="(/(?:static|foton|platsfoton)/[^"]+)"', page)}
        sizes = {}
        for address in wanted:
            with client.get(address, headers=given) as part:
                sizes[address] = len(part.data)
        assert sum("foto" in address for address in wanted) == 3
        assert len(answer.data) + sum(sizes.values()) <= MOST_BYTES, sizes

    @pytest.mark.parametrize("language", ["sv", "en", "ar"])
    def test_it_is_whole_in_every_language(self, client: FlaskClient, playground: Spot, language: str) -> None:
        page = client.get(playground.sign_page.replace("/sv/", f"/{language}/")).text
        assert "<bdi>Ängö lekpark</bdi>" in page
        assert 'href="tel:112"' in page
        assert 4 <= page.count('type="radio"') <= 8
        assert "<script src=" in page
        assert not re.search(r"<script(?![^>]*src=)[^>]*>|style=|onclick=", page)

    def test_the_promise_is_the_usual_one(self, client: FlaskClient, playground: Spot) -> None:
        page = client.get(playground.sign_page.replace("/sv/", "/en/")).text
        assert "Usually we look at it within 2 working days." in page

    def test_a_place_may_have_topics_of_its_own(self, app: Flask, client: FlaskClient) -> None:
        odd = spot(app, topics=("water", "jetty"))
        page = client.get(odd.sign_page).text
        assert set(re.findall(r'name="topic" value="(\w+)"', page)) == {"water", "jetty"}

    def test_the_age_is_told_in_words(self, app: Flask, playground: Spot) -> None:
        Resident(app.test_client()).report(playground.sign_page)
        with clock.frozen(clock.now() + timedelta(days=3)):
            assert "3 days ago" in app.test_client().get(playground.sign_page.replace("/sv/", "/en/")).text

    def test_the_place_photo_is_public_for_a_place_in_use_alone(self, app: Flask, playground: Spot) -> None:
        with database_of(app).write() as session:
            place = session.scalars(select(Place)).one()
            place.photo_id = photo = picture(app, session)
            other = picture(app, session)
            session.flush()
        client = app.test_client()
        assert client.get(f"/platsfoton/{photo}/thumb").status_code == 200
        assert client.get(f"/platsfoton/{other}/thumb").status_code == 404
        with database_of(app).write() as session:
            session.scalars(select(Place)).one().is_active = False
        assert client.get(f"/platsfoton/{photo}/thumb").status_code == 404
