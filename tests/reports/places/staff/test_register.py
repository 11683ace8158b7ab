"""The list, a new place, a place, its photo."""

import io
import uuid
from datetime import timedelta

from flask import Flask

from portal.accounts.permissions import Role
from portal.core.db import Database
from portal.reports.places import queries, service
from portal.reports.places.rules import SignState
from tests.factories import accounts
from tests.factories.accounts import Browser
from tests.factories.cases import make_case
from tests.factories.markup import Page
from tests.factories.pictures import jpeg
from tests.factories.places import AT, NOON, areas, place, scanned, sign

LIST = "/handlaggning/platser"
SENT = {
    "ref": "LP-9",
    "name": "Nya lekparken",
    "type": "playground",
    "lat": str(AT[0]),
    "lon": str(AT[1]),
    "area": "",
    "note": "",
}


def test_the_list_shows_places_signs_cases_and_counts(browser: Browser, database: Database) -> None:
    with database.write() as session:
        at = place(session, ref="LP-1", area="Ängö")
        made = sign(session, at, SignState.DAMAGED)
        make_case(session, NOON, subject_ref="LP-1")
        place(session, ref="P-1", name="Stadsparken", type="park")
    answer = browser.get(LIST)
    assert answer.status_code == 200
    shown = answer.get_data(as_text=True)
    Page(shown)
    for part in ("Ängö lekpark", "Stadsparken", f"{made.code[:3]}-{made.code[3:]}", "Damaged", "No sign", "2 places"):
        assert part in shown
    parks = browser.get(f"{LIST}?type=park").get_data(as_text=True)
    assert "Stadsparken" in parks
    assert "Ängö lekpark" not in parks
    assert "No place fits" in browser.get(f"{LIST}?q=zzz&type=castle&area=-&sign=none&shows=retired").get_data(
        as_text=True
    )


def test_no_address_breaks_the_list(browser: Browser) -> None:
    for query in ("after=x", "q=%27%22%3Cb%3E", "sign=burnt&shows=1", "area=" + "a" * 5000, "q=%F0%9F%90%8C%ff"):
        assert browser.get(f"{LIST}?{query}").status_code == 200, query


def test_a_place_is_added_with_metres_and_commas(browser: Browser, database: Database) -> None:
    answer = browser.send(f"{LIST}/ny", SENT | {"lat": "6280744,5", "lon": "584 000"})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert "klart=tillagd" in answer.location
    with database.read() as session:
        found = queries.place_by_ref(session, "LP-9")
        assert found is not None
        assert 56 < found.lat < 57
    assert "The place is in the register." in browser.get(answer.location).get_data(as_text=True)


FAULTY: list[tuple[dict[str, object], str]] = [
    ({"ref": ""}, "Please fill in the reference."),
    ({"name": ""}, "Please fill in the name."),
    ({"name": "a\nb"}, "Please write this on one line."),
    ({"lat": "north"}, "A coordinate is not a number."),
    ({"lat": "nan"}, "A coordinate is not a number."),
    ({"lat": "16.3", "lon": "56.6"}, "changed places"),
    ({"lat": "59.33", "lon": "18.07"}, "outside the municipality"),
    ({"type": "castle"}, "Not a valid choice"),
    ({"ref": "LP-1"}, "Another place has this reference already."),
    ({"area": "Atlantis"}, "There is no area “Atlantis”."),
    ({"topics": ["dragons"]}, "dragons"),
]


def test_a_faulty_description_is_told_and_kept(browser: Browser, database: Database) -> None:
    with database.write() as session:
        areas(session, "Ängö")
        place(session, ref="LP-1")
    for different, told in FAULTY:
        answer = browser.send(f"{LIST}/ny", SENT | different)
        shown = answer.get_data(as_text=True)
        assert (answer.status_code, told in shown) == (422, True), (different, shown)
        assert "Nya lekparken" in shown or "name" in different
    with database.read() as session:
        assert len(queries.active_places(session)) == 1


def test_a_place_shows_its_signs_scans_map_and_form(browser: Browser, database: Database) -> None:
    with database.write() as session:
        areas(session, "Ängö", "Malmen")
        at = place(session, ref="LP-1", note="Nyckel hos <Eva>", topics=("lamp",))
        old = sign(session, at, SignState.MISSING)
        new = service.replace_sign(session, old.id, now=NOON)
        scanned(session, old.id, NOON.date() - timedelta(days=8), 5)
        make_case(session, NOON, subject_ref="LP-1")
    shown = browser.get(f"{LIST}/{at.id}").get_data(as_text=True)
    Page(shown)
    for part in (
        f"#skylt-{new.code}",
        "Scanned 5 times",
        "Retired",
        "Ordered",
        "5 scans in twelve weeks",
        "<rect",
        "svg-map",
        "1 open case here",
        "?place=LP-1",
        "Nyckel hos &lt;Eva&gt;",
        "Broken lamp",
        f"{new.code}.pdf?papper=a6",
    ):
        assert part in shown, part


def test_a_change_is_saved_and_the_second_to_save_is_told(browser: Browser, database: Database) -> None:
    with database.write() as session:
        at = place(session, ref="LP-1")
    page = f"{LIST}/{at.id}"
    changed = SENT | {"name": "First", "version": "1", "topics": ["lamp", "litter"]}
    assert "klart=sparat" in browser.send(page, changed).location
    answer = browser.send(page, SENT | {"name": "Second", "version": "1"})
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Somebody else has changed this place" in shown
    assert 'value="Second"' in shown
    with database.read() as session:
        found = queries.place(session, at.id)
        assert found is not None
        assert (found.ref, found.name, found.topics) == ("LP-1", "First", ["lamp", "litter"])


def test_a_hostile_version_is_an_old_one(browser: Browser, database: Database) -> None:
    with database.write() as session:
        at = place(session)
    for version in ("", "x", "²", "9" * 30, "-1"):
        assert browser.send(f"{LIST}/{at.id}", SENT | {"version": version}).status_code == 409, version


def test_a_place_is_retired_and_taken_up_again(browser: Browser, database: Database) -> None:
    with database.write() as session:
        at = place(session)
    page = f"{LIST}/{at.id}"
    retired = browser.send(page, {}, f"{page}/avveckla")
    assert "Nobody can report about it any more" in browser.get(retired.location).get_data(as_text=True)
    assert "klart=aterstalld" in browser.send(page, {}, f"{page}/aterstall").location


def test_a_photo_is_received_shown_when_ready_and_removed(browser: Browser, database: Database) -> None:
    with database.write() as session:
        at = place(session)
    page = f"{LIST}/{at.id}"
    sent = {"photo": (io.BytesIO(jpeg()), "sign.jpg")}
    assert "klart=foto" in browser.send(page, sent, f"{page}/foto").location
    assert "The photo is being prepared." in browser.get(page).get_data(as_text=True)
    assert browser.get(f"{page}/foto").status_code == 404
    assert "klart=foto-bort" in browser.send(page, {"remove": "y"}, f"{page}/foto").location
    assert "No photo yet." in browser.get(page).get_data(as_text=True)


def test_what_is_no_photo_is_refused_in_words(browser: Browser, database: Database) -> None:
    with database.write() as session:
        at = place(session)
    page = f"{LIST}/{at.id}"
    answer = browser.send(page, {}, f"{page}/foto")
    assert (answer.status_code, "Choose a photo first." in answer.get_data(as_text=True)) == (422, True)


def test_an_unknown_place_is_not_found(browser: Browser) -> None:
    assert browser.get(f"{LIST}/{uuid.uuid4()}").status_code == 404
    assert browser.get(f"{LIST}/1").status_code == 404


def test_only_those_who_keep_places_enter(app: Flask, database: Database) -> None:
    accounts.make_account(database, Role.HANDLER)
    browser = Browser(app)
    assert browser.get(LIST).status_code == 303
    browser.sign_in()
    assert browser.get(LIST).status_code == 403
