"""AN-23, AN-24: forty people behind one address all watch and thirty report; nothing here counts by address."""

import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from portal.core.settings import Settings
from portal.courses.published import PublishedCourse, Shelf
from portal.courses.watching.app import with_courses
from tests.factories import watching
from tests.factories.reports import Resident, spot
from tests.factories.watching import ALONE, PORTAL

ROOT = Path(__file__).resolve().parents[3]
VIEWERS, REPORTERS = 40, 30
NAMES_AN_ADDRESS = re.compile(r"remote_addr|access_route|\"(x[-_]forwarded[-_]for|x[-_]real[-_]ip)", re.IGNORECASE)
MAY_NAME_ONE = {
    "portal/pages/operations.py",  # who asks for /metrics: this machine or not
    "portal/courses/watching/pages/knowing.py",  # shows the visitor that none has arrived
}


def all_at_once(number: int, act: Callable[[], bool]) -> int:
    """How many of `number` threads came through."""
    done: list[bool] = []
    threads = [threading.Thread(target=lambda: done.append(act())) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done)


def test_forty_viewers_and_thirty_reports_from_one_address_all_succeed(
    app: Flask, settings: Settings, course: PublishedCourse, shelf: Shelf
) -> None:
    whole, playground = with_courses(app, settings), spot(app)
    media = [f"/{path.relative_to(shelf.root)}" for path in sorted(shelf.media.rglob("*")) if path.is_file()]

    def watch() -> bool:
        visitor = Client(whole, use_cookies=False)
        pages = ["/sv/kurser", f"/sv/kurser/{course.slug}", f"/sv/kurser/{course.slug}/2", *media]
        return {visitor.get(path, buffered=True).status_code for path in pages} == {200}

    def report() -> bool:
        resident = Resident(app.test_client())
        resident.open(playground.sign_page)
        return resident.send(topic="broken").status_code == 303

    reported: list[int] = []
    reporters = threading.Thread(target=lambda: reported.append(all_at_once(REPORTERS, report)))
    reporters.start()
    assert all_at_once(VIEWERS, watch) == VIEWERS
    reporters.join()
    assert reported == [REPORTERS]


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("arguments", [PORTAL, ALONE])
def test_forty_viewers_at_one_address_are_served_as_operators_serve_them(
    settings: Settings, course: PublishedCourse, shelf: Shelf, database_url: str, arguments: tuple[str, ...]
) -> None:
    media = [f"/{path.relative_to(shelf.root)}" for path in sorted(shelf.media.rglob("*")) if path.is_file()]
    page = f"/sv/kurser/{course.slug}"
    with watching.running(arguments, settings.data_dir, PORTAL_DATABASE_URL=database_url) as server:

        def watch() -> bool:
            visitor = server.visitor("127.0.0.88")
            return {visitor.ask(path).status for path in ("/sv/kurser", page, f"{page}/2", *media)} == {200}

        assert all_at_once(VIEWERS, watch) == VIEWERS


def test_no_code_looks_at_the_address_of_a_visitor() -> None:
    naming = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "portal").rglob("*.py")
        if NAMES_AN_ADDRESS.search(path.read_text(encoding="utf-8"))
    }
    assert naming == MAY_NAME_ONE


def test_nginx_counts_no_connections_by_address_where_courses_are() -> None:
    places = (ROOT / "deploy/nginx/courses.locations").read_text(encoding="utf-8")
    host = (ROOT / "deploy/nginx/courses-host.conf").read_text(encoding="utf-8")
    portal = (ROOT / "deploy/nginx/portal.conf").read_text(encoding="utf-8")
    assert "limit_conn portal_connections" in portal  # elsewhere it does
    assert not re.search(r"limit_|remote_addr", places + host)
    server = portal[portal.index("listen 443") :]
    outside_of_places = re.sub(r"location [^{]*\{[^}]*\}", "", server)
    assert "limit_" not in outside_of_places
