"""A file is sent, looked at, confirmed."""

import io
import re

from portal.core.db import Database
from portal.reports.places import queries
from tests.factories.accounts import Browser
from tests.factories.markup import Page
from tests.factories.places import line, place, table

IMPORT = "/handlaggning/platser/importera"
PREVIEW = f"{IMPORT}/granska"


def send(browser: Browser, content: bytes, name: str = "platser.csv") -> tuple[int, str]:
    answer = browser.send(IMPORT, {"file": (io.BytesIO(content), name)})
    if answer.status_code == 303:
        answer = browser.get(answer.location)
    return answer.status_code, answer.get_data(as_text=True)


def digest(shown: str) -> str:
    found = re.search(r'name="digest" value="(\w+)"', shown)
    assert found
    return found[1]


def test_a_file_is_looked_at_before_anything_is_stored(browser: Browser, database: Database) -> None:
    with database.write() as session:
        place(session, ref="LP-1", name="Gamla <namnet>")
        place(session, ref="LP-3", name="Ängö lekpark")
    status, shown = send(browser, table(line(), line("LP-2"), line("LP-3")))
    Page(shown)
    assert status == 200
    assert re.findall(r'figures__number">(\d+)<', shown) == ["1", "1", "1"]
    assert "Gamla &lt;namnet&gt;" in shown
    assert "platser.csv" in shown
    with database.read() as session:
        assert queries.place_by_ref(session, "LP-2") is None
    answer = browser.send(PREVIEW, {"digest": digest(shown)})
    assert "klart=importerat" in answer.location
    with database.read() as session:
        assert queries.place_by_ref(session, "LP-2") is not None
    assert browser.get(PREVIEW).status_code == 404


def test_faults_are_shown_by_row_and_nothing_waits(browser: Browser, database: Database) -> None:
    status, shown = send(browser, table(line(), line("LP-2", kind="<castle>"), line("LP-3", "")))
    Page(shown)
    assert status == 422
    assert "“&lt;castle&gt;”" in shown
    assert re.findall(r'<td class="num">(\d+)</td>', shown) == ["3", "4"]
    assert browser.get(PREVIEW).status_code == 404


def test_what_is_no_file_of_places_is_refused(browser: Browser) -> None:
    for content, name, told in (
        (b"", "", "Choose a file first."),
        (b"", "a.csv", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.png", "not text"),
        (b'{"type": "FeatureCollection"', "a.json", "not JSON"),
    ):
        status, shown = send(browser, content, name)
        assert (status, told in shown) == (422, True), shown


def test_a_file_can_be_let_go(browser: Browser, database: Database) -> None:
    send(browser, table(line()))
    assert "klart=avbrutet" in browser.send(PREVIEW, {"cancel": "y"}).location
    with database.read() as session:
        assert queries.active_places(session) == []


def test_when_the_register_has_changed_meanwhile_one_looks_again(browser: Browser, database: Database) -> None:
    _, shown = send(browser, table(line()))
    with database.write() as session:
        place(session, ref="LP-1", name="Somebody was first")
    answer = browser.send(PREVIEW, {"digest": digest(shown)})
    again = answer.get_data(as_text=True)
    assert (answer.status_code, "has changed since you looked" in again) == (422, True)
    assert "Somebody was first" in again
    assert browser.send(PREVIEW, {"digest": digest(again)}).status_code == 303


def test_windows_letters_are_remarked_upon(browser: Browser) -> None:
    _, shown = send(browser, table(line()).decode().encode("cp1252"))
    assert "Windows-1252" in shown
    assert "Ängö lekpark" in shown
