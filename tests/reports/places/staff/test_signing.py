"""Ordering, moving, replacing and printing signs from the staff pages."""

import uuid
from datetime import timedelta

from portal.core.db import Database
from portal.reports.places import queries
from portal.reports.places.rules import SignState
from tests.factories.accounts import Browser
from tests.factories.places import NOON, place, scanned, sign
from tests.platform.paper.reading import codes, pages

LIST = "/handlaggning/platser"


def test_signs_are_ordered_from_the_page_of_a_place(browser: Browser, database: Database) -> None:
    with database.write() as session:
        at = place(session)
    page = f"{LIST}/{at.id}"
    assert "klart=bestalld" in browser.send(page, {"count": "2"}, f"{page}/skyltar").location
    for count in ("0", "21", "x", ""):
        assert browser.send(page, {"count": count}, f"{page}/skyltar").status_code == 422
    with database.read() as session:
        found = queries.signs_of(session, at.id)
        assert len(found) == 2
        assert [event.actor.name if event.actor else "" for event in found[0].events] == ["Maria Thorsell"]


def test_a_sign_is_moved_with_a_note_and_not_where_it_cannot_go(browser: Browser, database: Database) -> None:
    with database.write() as session:
        at = place(session)
        made = sign(session, at, SignState.ORDERED)
    page, move = f"{LIST}/{at.id}", f"{LIST}/skyltar/{made.id}/lage"
    answer = browser.send(page, {"state": "mounted", "note": "På grinden"}, move)
    assert answer.location.endswith(f"#skylt-{made.code}")
    assert "På grinden" in browser.get(page).get_data(as_text=True)
    assert browser.send(page, {"state": "mounted"}, move).status_code == 409
    assert browser.send(page, {"state": "burnt"}, move).status_code == 422
    assert browser.send(page, {"state": "damaged", "note": "x" * 501}, move).status_code == 422
    assert browser.send(page, {"state": "damaged"}, f"{LIST}/skyltar/{uuid.uuid4()}/lage").status_code == 404


def test_a_sign_is_replaced(browser: Browser, database: Database) -> None:
    with database.write() as session:
        at = place(session)
        made = sign(session, at)
    page = f"{LIST}/{at.id}"
    answer = browser.send(page, {}, f"{LIST}/skyltar/{made.id}/ersatt")
    assert "klart=ersatt" in answer.location
    with database.read() as session:
        assert [found.state for found in queries.signs_of(session, at.id)] == [SignState.ORDERED, SignState.RETIRED]


def test_a_sign_is_downloaded_as_a_pdf(browser: Browser, database: Database) -> None:
    with database.write() as session:
        made = sign(session, place(session))
    answer = browser.get(f"{LIST}/skyltar/{made.code.lower()}.pdf?papper=a4")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].endswith('-a4.pdf"')
    assert [code[-6:] for code in codes(pages(answer.data)[0])] == [made.code]
    assert browser.get(f"{LIST}/skyltar/{made.code}.pdf?papper=../../x").mimetype == "application/pdf"
    assert browser.get(f"{LIST}/skyltar/AAAAAA.pdf").status_code == 404


def test_ticked_places_are_printed_together_or_get_signs(browser: Browser, database: Database) -> None:
    with database.write() as session:
        places = [place(session, name=f"Park {number}") for number in range(5)]
        made = [sign(session, at) for at in places[:3]]
    ticked = {"plats": [str(at.id) for at in places]}
    answer = browser.send(LIST, ticked | {"gor": "sheet"}, f"{LIST}/markerade")
    assert {code[-6:] for page in pages(answer.data) for code in codes(page)} == {one.code for one in made}
    ordered = browser.send(LIST, ticked | {"gor": "bestall", "q": "park", "area": ""}, f"{LIST}/markerade")
    assert "q=park" in ordered.location
    with database.read() as session:
        assert len(queries.printable_signs(session)) == 8


def test_nothing_ticked_and_nothing_to_print_is_said(browser: Browser, database: Database) -> None:
    with database.write() as session:
        bare = place(session)
    to = f"{LIST}/markerade"
    assert "Tick at least one place" in browser.send(LIST, {}, to).get_data(as_text=True)
    assert "no sign to print" in browser.send(LIST, {"plats": str(bare.id)}, to).get_data(as_text=True)
    assert browser.send(LIST, {"plats": "1; DROP"}, to).status_code == 404


def test_more_than_a_hundred_signs_at_a_time_are_refused(browser: Browser, database: Database) -> None:
    with database.write() as session:
        at = place(session)
        for _ in range(101):
            sign(session, at, SignState.ORDERED)
    answer = browser.send(LIST, {"plats": str(at.id)}, f"{LIST}/markerade")
    assert "at most 100 signs" in answer.get_data(as_text=True)


def test_silent_signs_are_listed(browser: Browser, database: Database) -> None:
    assert "Every sign is in use" in browser.get(f"{LIST}/tysta").get_data(as_text=True)
    with database.write() as session:
        made = sign(session, place(session), now=NOON - timedelta(days=400))
        scanned(session, made.id, (NOON - timedelta(days=100)).date(), 12)
    shown = browser.get(f"{LIST}/tysta").get_data(as_text=True)
    assert f"{made.code[:3]}-{made.code[3:]}" in shown
    assert ">12<" in shown


def test_nothing_is_done_without_the_forms_token(browser: Browser, database: Database) -> None:
    with database.write() as session:
        at = place(session)
    assert browser.post(f"{LIST}/{at.id}/avveckla").status_code == 400
    with database.read() as session:
        assert len(queries.active_places(session)) == 1
