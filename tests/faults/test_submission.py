"""One form is one case: twice, twenty times at once over several processes, and with a process killed on the way."""

import shutil
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException

import pytest
from sqlalchemy import func, select

from portal.cases.models import Case
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.reports.places.models import Place
from tests.conftest import create_postgresql, drop_postgresql
from tests.factories import places
from tests.factories.reports import Form, Spot, report_form
from tests.factories.server import Reply, Server, serving

AT_ONCE = 20


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one database for all tests of this file, once on each engine."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("data") / "portal.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    server, name = request.getfixturevalue("postgresql_server"), f"t_{uuid.uuid4().hex}"
    yield create_postgresql(server, name, request.getfixturevalue("postgresql_template"))
    drop_postgresql(server, name)


@pytest.fixture(scope="module")
def server(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    environment = {"PORTAL_DATABASE_URL": address, "PORTAL_DATA_DIR": str(tmp_path_factory.mktemp("portal"))}
    with serving(environment, application="tests.faults.dying_app:application") as server:
        yield server


@pytest.fixture(scope="module")
def database(address: str) -> Iterator[Database]:
    database = Database(address, Keyring([b"t" * 32], b"i" * 32, b"s" * 32))
    yield database
    database.dispose()


@pytest.fixture
def playground(database: Database) -> Spot:
    with database.write() as session:
        place: Place = places.place(session)
        return Spot(place.ref, places.sign(session, place).code)


def opened(server: Server, playground: Spot, **typed: str) -> Form:
    """The form of the sign's page, filled in."""
    form = report_form(server.get(playground.sign_page).page)
    form.fields |= {"topic": "broken"} | typed
    return form


def pressed(server: Server, form: Form) -> Reply:
    """The answer to the form, sent again as the page asks when a busy machine has too much to do at once."""
    reply = server.post(form.action, form.fields)
    for _ in range(5):
        if reply.status != 503:
            break
        reply = server.post(form.action, form.fields)
    return reply


def count(database: Database, playground: Spot) -> int:
    """How many cases there are about the playground."""
    with database.read() as session:
        return session.scalar(select(func.count()).where(Case.subject_ref == playground.ref)) or 0


def test_twenty_at_once_over_several_processes_are_one_case(
    server: Server, database: Database, playground: Spot
) -> None:
    form, start = opened(server, playground, words="Kedjan är av"), threading.Barrier(AT_ONCE)

    def send(_number: int) -> Reply:
        start.wait()
        return pressed(server, form)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        replies = list(pool.map(send, range(AT_ONCE)))
    assert {reply.status for reply in replies} == {303}
    assert len({reply.location for reply in replies}) == 1
    assert count(database, playground) == 1
    assert server.get(replies[0].location).status == 200


def test_forty_reporters_at_once_get_forty_cases(server: Server, database: Database, playground: Spot) -> None:
    forms = [opened(server, playground, words=f"Fel {number}") for number in range(40)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        replies = list(pool.map(lambda form: pressed(server, form), forms))
    assert {reply.status for reply in replies} == {303}
    assert len({reply.location for reply in replies}) == count(database, playground) == 40


@pytest.mark.parametrize("point", ["before insert", "before commit", "after commit"])
def test_a_process_killed_on_the_way_loses_and_doubles_nothing(
    server: Server, database: Database, playground: Spot, point: str
) -> None:
    form = opened(server, playground, words="Kedjan är av", contact="kalle@example.se")
    order = server.data_dir / "die"
    order.write_text(point)
    with pytest.raises((ConnectionError, HTTPException)):
        server.post(form.action, form.fields)
    assert not order.exists()
    assert count(database, playground) == (1 if point == "after commit" else 0)
    first, second = (server.post(form.action, form.fields) for _ in range(2))
    assert first.status == second.status == 303
    assert first.location == second.location
    assert count(database, playground) == 1
    assert "Kedjan är av" in server.get(first.location.replace("/kvitto/", "/folj/")).page


def test_other_words_under_the_same_token_are_another_case(
    server: Server, database: Database, playground: Spot
) -> None:
    form = opened(server, playground)
    replies = [server.post(form.action, form.fields | {"words": words}) for words in ("Gungan", "Bänken")]
    assert len({reply.location for reply in replies}) == count(database, playground) == 2


def test_a_report_that_is_too_large_is_refused_before_it_is_read(server: Server, playground: Spot) -> None:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.putrequest("POST", playground.sign_page)
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(101 * 1024 * 1024))
    connection.endheaders()
    connection.send(b"--x\r\n")
    answer = connection.getresponse()
    assert answer.status == 413
    assert "12 MB" in answer.read().decode()
    connection.close()
