"""The report as a resident sends it: at a sign, in the list, at a point, in words; and all that can go wrong."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from portal.cases.models import Case, CaseEvent, CasePhoto
from portal.core import clock
from portal.reports.damage.kind import KIND
from portal.reports.places.rules import SignState
from tests.factories import pictures, places
from tests.factories.reports import (
    Resident,
    Spot,
    cases_in,
    database_of,
    only_case,
    receipt_in,
    report_form,
    spot,
)


@pytest.fixture
def playground(app: Flask) -> Spot:
    return spot(app)


@pytest.fixture
def resident(client: FlaskClient) -> Resident:
    return Resident(client)


def test_two_presses_are_a_report(app: Flask, resident: Resident, playground: Spot) -> None:
    resident.report(playground.sign_page)
    case = only_case(app)
    assert (case.kind, case.topic, case.subject_ref, case.team) == (KIND.slug, "broken", playground.ref, "parks")
    assert case.number in resident.open(f"/sv/kvitto/{resident.receipt}")


def test_the_same_form_twice_is_one_case_with_the_same_receipt(
    app: Flask, resident: Resident, playground: Spot
) -> None:
    resident.open(playground.sign_page)
    form = report_form(resident.page)
    first, second = (resident.send(form=form, topic="broken", words="Kedjan är av") for _ in range(2))
    assert receipt_in(first) == receipt_in(second)
    assert cases_in(app) == 1


def test_other_words_under_the_same_token_are_another_case(app: Flask, resident: Resident, playground: Spot) -> None:
    resident.open(playground.sign_page)
    form = report_form(resident.page)
    first, second = (resident.send(form=form, topic="broken", words=words) for words in ("Gungan", "Bänken"))
    assert receipt_in(first) != receipt_in(second)
    assert cases_in(app) == 2


def test_line_ends_of_another_browser_are_the_same_words(app: Flask, resident: Resident, playground: Spot) -> None:
    resident.open(playground.sign_page)
    form = report_form(resident.page)
    first, second = (resident.send(form=form, topic="broken", words=words) for words in ("a\r\nb", "a\nb "))
    assert receipt_in(first) == receipt_in(second)


@pytest.mark.parametrize("token", ["", "nonsense", "å" * 40, "A" * 96, "\x00"])
def test_a_wrong_token_is_given_anew_with_everything_typed(
    app: Flask, resident: Resident, playground: Spot, token: str
) -> None:
    resident.open(playground.sign_page)
    answer = resident.send([pictures.jpeg()], topic="glass", words="Glas i sanden", token=token)
    assert answer.status_code == 422
    again = report_form(resident.page)
    assert (again.fields["topic"], again.fields["words"]) == ("glass", "Glas i sanden")
    assert cases_in(app) == 0
    resident.send(form=again)
    assert only_case(app).has_photo


def test_an_old_page_is_sent_with_one_more_press_and_keeps_its_photo(
    app: Flask, resident: Resident, playground: Spot
) -> None:
    now = clock.now()
    resident.open(playground.sign_page)
    form = report_form(resident.page)
    with clock.frozen(now + timedelta(hours=30)):
        answer = resident.send([pictures.jpeg()], form=form, topic="broken", words="Kvar")
        assert answer.status_code == 422
        assert resident.send().status_code == 303
    assert only_case(app).has_photo


def test_an_old_page_that_was_sent_leads_to_its_receipt(app: Flask, resident: Resident, playground: Spot) -> None:
    resident.open(playground.sign_page)
    form = report_form(resident.page)
    first = resident.send(form=form, topic="broken")
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert receipt_in(resident.send(form=form, topic="broken")) == receipt_in(first)
    assert cases_in(app) == 1


def test_a_token_of_another_place_is_no_token_here(app: Flask, resident: Resident, playground: Spot) -> None:
    other = spot(app)
    resident.open(other.sign_page)
    token = report_form(resident.page).token
    resident.open(playground.sign_page)
    assert resident.send(topic="broken", token=token).status_code == 422
    assert cases_in(app) == 0


def test_without_a_topic_the_page_says_so_and_keeps_the_photo(
    app: Flask, resident: Resident, playground: Spot
) -> None:
    resident.open(playground.sign_page)
    assert resident.send([pictures.jpeg()], words="Trasigt").status_code == 422
    assert 'name="remove_photo"' in resident.page
    assert "Trasigt" in resident.page
    assert resident.send(topic="broken").status_code == 303
    with database_of(app).read() as session:
        assert len(session.scalars(select(CasePhoto)).all()) == 1


def test_a_kept_photo_can_be_taken_away(app: Flask, resident: Resident, playground: Spot) -> None:
    resident.open(playground.sign_page)
    resident.send([pictures.jpeg()])
    sha = resident.page.split('name="remove_photo" value="')[1].split('"')[0]
    assert resident.send(topic="broken", remove_photo=sha).status_code == 303
    assert not only_case(app).has_photo


@pytest.mark.parametrize(
    "photo", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n", pictures.png_header(30_000, 30_000)], ids=repr
)
def test_what_is_no_picture_is_refused_with_everything_typed(
    app: Flask, resident: Resident, playground: Spot, photo: bytes
) -> None:
    resident.open(playground.sign_page)
    assert resident.send([photo], topic="broken", words="Kvar står det").status_code == 422
    assert "Kvar står det" in resident.page
    assert cases_in(app) == 0


def test_a_fifth_photo_is_refused_and_four_are_kept(app: Flask, resident: Resident, playground: Spot) -> None:
    resident.open(playground.sign_page)
    photos = [pictures.jpeg(80 + 8 * number) for number in range(5)]
    assert resident.send(photos, topic="broken").status_code == 422
    assert resident.page.count('name="remove_photo"') == 4
    assert resident.send().status_code == 303


@pytest.mark.parametrize("place", ["../../etc/passwd", "C:\\con", "å" * 300, "\u202egnp.exe", 'a"b\n.jpg', "🙂"])
def test_a_file_may_be_called_anything(app: Flask, client: FlaskClient, playground: Spot, place: str) -> None:
    resident = Resident(client)
    resident.open(playground.sign_page)
    form = report_form(resident.page)
    import io  # noqa: PLC0415

    photo = (io.BytesIO(pictures.jpeg()), place)
    answer = client.post(form.action, data=form.fields | {"topic": "broken", "photos": photo})
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("words", "a\x00b"),
        ("words", "x" * 4001),
        ("words", "\x07"),
        ("contact", "a@b.se\r\nBcc: c@d.se"),
        ("contact", "name\x00@example.se"),
        ("contact", "not an address"),
        ("contact", "x" * 5000 + "@example.se"),
        ("contact", "0480-450000"),
        ("topic", "nothing of ours"),
    ],
    ids=repr,
)
def test_what_cannot_be_stored_is_said_at_its_field(
    app: Flask, resident: Resident, playground: Spot, field: str, text: str
) -> None:
    resident.open(playground.sign_page)
    assert resident.send(**({"topic": "broken", "words": "Kvar"} | {field: text})).status_code == 422
    assert "error-summary" in resident.page
    assert cases_in(app) == 0


@pytest.mark.parametrize("words", ["🙂" * 4000, "ع" * 4000, "e\u0301" * 2000])
def test_the_longest_words_come_back_as_they_were(
    app: Flask, resident: Resident, playground: Spot, words: str
) -> None:
    resident.report(playground.sign_page, words=words)
    assert words in resident.follow()


class TestPersonalData:
    WORDS = "Ring mig på 070-123 45 67 eller skriv till kalle@example.se, 19900101-0017"

    def test_it_is_pointed_out_once(self, app: Flask, resident: Resident, playground: Spot) -> None:
        resident.open(playground.sign_page)
        assert resident.send(topic="broken", words=self.WORDS).status_code == 422
        assert cases_in(app) == 0
        for found in ("070-123 45 67", "kalle@example.se", "19900101-0017"):
            assert f"<bdi>{found}</bdi>" in resident.page
        assert resident.send().status_code == 303
        assert cases_in(app) == 1

    def test_words_that_were_changed_are_sent_as_they_are_now(
        self, app: Flask, resident: Resident, playground: Spot
    ) -> None:
        resident.open(playground.sign_page)
        resident.send(topic="broken", words=self.WORDS)
        assert resident.send(words="Gungan är trasig").status_code == 303

    def test_a_contact_address_is_no_surprise(self, app: Flask, resident: Resident, playground: Spot) -> None:
        resident.report(playground.sign_page, contact="kalle@example.se")
        assert cases_in(app) == 1


class TestAbuse:
    def test_the_field_that_nobody_sees_costs_a_wait(self, app: Flask, resident: Resident, playground: Spot) -> None:
        now = clock.now()
        resident.open(playground.sign_page)
        answer = resident.send([pictures.jpeg()], topic="broken", words="Köp nu", website="http://spam.example")
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0
        assert cases_in(app) == 0
        with clock.frozen(now + timedelta(minutes=2)):
            assert resident.send().status_code == 303
        assert only_case(app).has_photo

    def test_thirty_reports_from_one_room_all_pass(self, app: Flask, playground: Spot) -> None:
        for number in range(30):
            Resident(app.test_client()).report(playground.sign_page, words=f"Rapport {number}")
        assert cases_in(app) == 30

    def test_a_flood_costs_work_or_a_wait_and_loses_nothing(self, app: Flask, playground: Spot) -> None:
        now, budget = clock.now(), app.extensions["portal"].settings.municipality.reports_per_minute
        with database_of(app).write() as session:
            from tests.factories import cases  # noqa: PLC0415

            cases.add_many(session, budget + 1, now, open_cases=budget + 1, opened_at=now)
        patient, quick = Resident(app.test_client()), Resident(app.test_client())
        for resident in (patient, quick):
            resident.open(playground.sign_page)
            assert resident.send(topic="broken", words="Står kvar").status_code == 429
            assert report_form(resident.page).fields["words"] == "Står kvar"
            assert 'data-work-bits="' in resident.page
        bits = int(quick.page.split('data-work-bits="')[1].split('"')[0])
        form = report_form(quick.page)
        assert quick.send(form=form, work=solved(form.token, bits)).status_code == 303
        with clock.frozen(now + timedelta(seconds=40)):
            assert patient.send().status_code == 303


def solved(token: str, bits: int) -> str:
    """The proof of work, as the phone reckons it."""
    from portal.cases.flood import has_worked  # noqa: PLC0415

    return next(str(number) for number in range(1 << 24) if has_worked(token, str(number), bits))


class TestElsewhere:
    def test_at_a_place_of_the_list(self, app: Flask, resident: Resident, playground: Spot) -> None:
        resident.report(playground.place_page)
        assert only_case(app).facet_two == "place"

    def test_a_reference_may_hold_a_slash(self, app: Flask, resident: Resident) -> None:
        odd = spot(app, ref="K 1/2 å?")
        resident.open(f"/sv/felanmalan?q={odd.code}")
        resident.report("/sv/felanmalan/plats/K%201%2F2%20%C3%A5%3F")
        assert only_case(app).subject_ref == odd.ref

    def test_at_a_point(self, app: Flask, resident: Resident) -> None:
        with database_of(app).write() as session:
            places.areas(session, "Ängö", "Malmen")
        resident.report("/sv/felanmalan/punkt?lat=56.6634&lon=16.3568")
        case = only_case(app)
        assert (case.area, case.facet_two) == ("Ängö", "point")
        assert (case.lat, case.lon) == (56.6634, 16.3568)

    def test_a_point_outside_is_told_once_and_may_be_sent(self, app: Flask, resident: Resident) -> None:
        resident.open("/sv/felanmalan/punkt?lat=59.33&lon=18.06")
        assert resident.send(topic="litter").status_code == 422
        assert cases_in(app) == 0
        assert resident.send().status_code == 303
        assert only_case(app).facet_two == "outside"

    @pytest.mark.parametrize("point", ["lat=nan&lon=16", "lat=91&lon=16", "lat=x&lon=", "lat=1e400&lon=1", "lat=56"])
    def test_a_point_that_is_none_sends_back_to_the_list(self, resident: Resident, point: str) -> None:
        resident.open(f"/sv/felanmalan/punkt?{point}")
        assert resident.status == 200
        assert "beskriv" in resident.page

    def test_a_report_at_a_point_that_is_none_is_kept_and_asks_for_words(
        self, app: Flask, resident: Resident
    ) -> None:
        resident.post("/sv/felanmalan/punkt?lat=x&lon=y", {"topic": "broken", "words": "Kvar"})
        assert resident.status == 422
        assert resident.send(where="Vid bron").status_code == 303
        assert only_case(app).subject_name == "Vid bron"

    def test_in_words_the_place_must_be_described(self, app: Flask, resident: Resident) -> None:
        resident.open("/sv/felanmalan/beskriv")
        assert resident.send(topic="broken").status_code == 422
        assert resident.send(where="Vid bron i Tvärskog").status_code == 303
        assert only_case(app).subject_name == "Vid bron i Tvärskog"

    @pytest.mark.parametrize("address", ["/sv/felanmalan/plats/ingen", "/sv/felanmalan/ZZZZZZ", "/sv/felanmalan/!"])
    def test_a_report_at_an_unknown_place_is_kept_and_asks_for_words(
        self, app: Flask, resident: Resident, address: str
    ) -> None:
        resident.post(address, {"topic": "broken", "words": "Kvar"}, [pictures.jpeg()])
        assert resident.status == 422
        assert "Kvar" in resident.page
        assert resident.send(where="Vid sjön").status_code == 303
        assert only_case(app).has_photo

    def test_a_sign_retired_meanwhile_still_stands_for_its_place(self, app: Flask, resident: Resident) -> None:
        playground = spot(app)
        resident.open(playground.sign_page)
        with database_of(app).write() as session:
            places.service.change_sign_state(
                session, _sign(session, playground.code), SignState.RETIRED, now=clock.now()
            )
        assert resident.send(topic="broken").status_code == 303
        assert only_case(app).subject_ref == playground.ref


def _sign(session: object, code: str) -> object:
    from portal.reports.places.queries import sign_by_code  # noqa: PLC0415

    return sign_by_code(session, code)[0].id  # type: ignore[arg-type, index]


class TestLanguages:
    @pytest.mark.parametrize("language", ["sv", "en", "ar"])
    def test_every_language_has_the_whole_way(self, app: Flask, resident: Resident, language: str) -> None:
        playground = spot(app)
        resident.report(playground.sign_page.replace("/sv/", f"/{language}/"))
        assert only_case(app).language == language
        assert f'<html lang="{language}"' in resident.open(f"/{language}/folj/{resident.receipt}")

    def test_the_language_changes_without_losing_what_was_typed(
        self, app: Flask, resident: Resident, playground: Spot
    ) -> None:
        resident.open(playground.sign_page)
        answer = resident.send([pictures.jpeg()], topic="glass", words="زجاج", language="ar")
        assert answer.status_code == 200
        assert '<html lang="ar" dir="rtl"' in resident.page
        form = report_form(resident.page)
        assert form.action.startswith("/ar/")
        assert form.fields["words"] == "زجاج"
        assert resident.send().status_code == 303
        case = only_case(app)
        assert (case.language, case.topic, case.has_photo) == ("ar", "glass", True)

    def test_whoever_presses_the_present_language_has_not_pressed_send(
        self, app: Flask, resident: Resident, playground: Spot
    ) -> None:
        resident.open(playground.sign_page)
        answer = resident.send(topic="glass", words="Glas", language="sv")
        assert answer.status_code == 200
        assert report_form(resident.page).fields["words"] == "Glas"
        assert cases_in(app) == 0

    def test_an_unknown_language_is_not_found(self, resident: Resident, playground: Spot) -> None:
        resident.open(playground.sign_page.replace("/sv/", "/xx/"))
        assert resident.status == 404


def test_what_one_visitor_adds_to_the_address_is_in_nobody_elses_page(
    app: Flask, client: FlaskClient, playground: Spot
) -> None:
    assert "spion" not in client.get(f"{playground.sign_page}?fbclid=spion").text.split("<main")[1]
    assert "spion" not in client.get(playground.sign_page).text


def test_every_answer_has_a_token_of_its_own(client: FlaskClient, playground: Spot) -> None:
    tokens = {report_form(client.get(playground.sign_page).text).token for _ in range(5)}
    assert len(tokens) == 5


def test_the_history_begins_with_the_words(app: Flask, resident: Resident, playground: Spot) -> None:
    resident.report(playground.sign_page, words="Kedjan är av")
    with database_of(app).read() as session:
        bodies = [event.body for event in session.scalars(select(CaseEvent).order_by(CaseEvent.id))]
        assert bodies == [None, "Kedjan är av"]
        assert b"Kedjan" not in session.scalars(select(CaseEvent.body_sealed)).all()[1]
        assert session.scalars(select(Case.excerpt)).one() == "Kedjan är av"


def test_a_kept_page_begins_its_links_where_each_request_does(client: FlaskClient, playground: Spot) -> None:
    other = client.get(playground.sign_page, environ_overrides={"SCRIPT_NAME": "//evil.example"})
    assert "//evil.example" in other.text
    assert "//evil.example" not in client.get(playground.sign_page).text
