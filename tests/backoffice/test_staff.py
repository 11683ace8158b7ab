"""The queue and the case in a browser: who sees what, every action, two people on one case."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import event
from werkzeug.test import TestResponse

from portal.accounts.permissions import Role
from portal.backoffice.filters import FILTERS
from portal.cases import following
from portal.cases.models import Case, CaseEvent, CasePhoto, EventType
from portal.cases.queries import case_by_number
from portal.core import clock
from portal.core.db import Database
from portal.core.settings import Settings
from portal.platform.audit.models import AuditEntry
from portal.platform.files.models import State, StoredFile
from portal.platform.files.store import Variant
from portal.platform.jobs.models import Job, JobState
from tests.factories import accounts, backoffice, cases, pictures
from tests.factories.accounts import Browser

NUMBER = "D-26-AAAA2"
PAGE = f"/handlaggning/prov-arende/{NUMBER}"
AT = f"/handlaggning/arenden/{NUMBER}"


@pytest.fixture
def app(settings: Settings, database_url: str, database: Database) -> Iterator[Flask]:
    made = backoffice.make_app(settings, database_url)
    with database.write() as session:
        words = {
            "excerpt": "Kedjan har släppt",
            "search_text": f"{NUMBER.lower()} kedjan har släppt",
            "language": "ar",
        }
        cases.make_case(session, clock.now(), number=NUMBER, email="anna@example.org", **words)
    yield made
    accounts.close(made)


def browser(app: Flask, database: Database, *roles: Role, name: str = "Maria Thorsell", **values: Any) -> Browser:
    email = f"{name.split(maxsplit=1)[0].lower()}@kommun.example.org"
    accounts.make_account(database, *roles, email=email, name=name, now=clock.now(), **values)
    made = Browser(app)
    assert made.sign_in(email).status_code == 303
    return made


@pytest.fixture
def triage(app: Flask, database: Database) -> Browser:
    return browser(app, database, Role.TRIAGE, teams=("parks",))


def send(who: Browser, action: str, **data: Any) -> TestResponse:
    token = accounts.form_token(who.get("/handlaggning/"))
    return who.post(f"{AT}/{action}", {"csrf_token": token} | data)


def kept(database: Database, number: str = NUMBER) -> Case:
    with database.read() as session:
        case = case_by_number(session, number)
        assert case is not None
        return case


def events(database: Database) -> list[EventType]:
    with database.read() as session:
        return [event.type for event in session.query(CaseEvent).order_by(CaseEvent.id)]


def text(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


def unmasked(answer: TestResponse) -> str:
    """The page without what differs in every answer: its form token, and the seconds that the session has left."""
    page = re.sub(r'(name="csrf_token" value|X-CSRF-Token)("?[=:] ?)"[^"]+"', r"\1", text(answer))
    return re.sub(r'data-seconds="\d+"', "", page)


def test_the_queue_shows_the_first_words_and_leads_to_the_case(triage: Browser) -> None:
    page = text(triage.get("/handlaggning/"))
    assert "Kedjan har släppt" in page
    assert f'href="{AT}"' in page
    assert triage.get(AT).headers["Location"] == PAGE
    assert "The reporter reads Arabic" in text(triage.get(PAGE))


def test_a_signed_in_queue_takes_at_most_twenty_statements(triage: Browser, app: Flask, database: Database) -> None:
    with database.write() as session:
        cases.add_many(session, 120, clock.now(), open_cases=100)
    sent: list[str] = []
    engine = app.extensions["portal"].database.engine
    event.listen(engine, "before_cursor_execute", lambda *args: sent.append(args[2]))
    everything = "&".join(f"{name}=x" for name in FILTERS)
    answer = triage.get(f"/handlaggning/?{everything}&priority=high&age=week&promise=ok&photo=yes&map=1&status=all")
    assert answer.status_code == 200
    assert len(sent) <= 20
    sent.clear()
    triage.get("/handlaggning/")
    assert len(sent) <= 12


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([*FILTERS, "view", "status", "sort", "after", "before", "map"]), st.text()))
def test_no_query_string_breaks_the_queue(triage: Browser, args: dict[str, str]) -> None:
    clean = {name: value.encode("utf-8", "ignore").decode() for name, value in args.items()}
    assert triage.get("/handlaggning/", query_string=clean).status_code in {200, 400}


@pytest.mark.parametrize(
    "cursor", ["9999999999999999_1", "n_1", "1_9999999999999999", "-9999999999999999_5", "1_2_3"]
)
@pytest.mark.parametrize("sort", ["due", "newest", "priority", "voices"])
def test_no_cursor_breaks_the_queue(triage: Browser, cursor: str, sort: str) -> None:
    assert triage.get(f"/handlaggning/?view=all&sort={sort}&after={cursor}").status_code == 200


def test_a_case_that_is_not_there_and_one_not_to_be_seen_get_the_same_answer(
    triage: Browser, database: Database
) -> None:
    with database.write() as session:
        cases.make_case(session, clock.now(), number="S-26-AAAA2", kind="secret")
    for path in ("", "/forhandsvisning", "/svara", "/lage"):
        absent = triage.get(f"/handlaggning/arenden/S-26-ZZZZ9{path}")
        hidden = triage.get(f"/handlaggning/arenden/S-26-AAAA2{path}")
        assert (hidden.status_code, unmasked(hidden)) == (404, unmasked(absent))
    assert triage.get("/handlaggning/prov-arende/S-26-AAAA2").status_code == 404


def test_every_view_of_a_secret_case_is_on_record(app: Flask, database: Database) -> None:
    with database.write() as session:
        cases.make_case(session, clock.now(), number="S-26-AAAA2", kind="secret")
    social = browser(app, database, Role.ASSISTANCE)
    assert social.get("/handlaggning/prov-arende/S-26-AAAA2").status_code == 200
    with database.read() as session:
        entry = session.query(AuditEntry).filter_by(action="case.view").one()
    assert (entry.action, entry.subject_ref) == ("case.view", "S-26-AAAA2")


def test_a_case_is_taken_moved_and_closed(triage: Browser, database: Database) -> None:
    assert send(triage, "ta", version="1").headers["Location"] == f"{PAGE}?klart=tagen"
    assert send(triage, "lage", version="2", to="looking").status_code == 303
    assert send(triage, "prioritet", version="3", to="high").status_code == 303
    assert send(triage, "avsluta", version="4", outcome="fixed").status_code == 303
    case = kept(database)
    assert (case.state, case.outcome, case.is_open, case.version, case.priority) == (
        "done",
        "fixed",
        False,
        5,
        "high",
    )
    assert events(database)[1:] == [EventType.ASSIGNED, EventType.STATE, EventType.PRIORITY, EventType.CLOSED]


def test_after_taking_from_the_queue_one_is_back_in_it(triage: Browser) -> None:
    back = "/handlaggning/?view=all&area=Berga"
    assert send(triage, "ta", version="1", next=back).headers["Location"] == f"{back}&klart=tagen"


def test_one_is_never_sent_to_another_site(triage: Browser) -> None:
    assert send(triage, "ta", version="1", next="https://evil.example/").headers["Location"].startswith(PAGE)


def test_an_outcome_that_asks_for_more_gets_it_or_is_refused_with_the_choice_kept(
    triage: Browser, database: Database
) -> None:
    answer = send(triage, "avsluta", version="1", outcome="wont", detail="")
    assert answer.status_code == 422
    assert re.search(r'value="wont" checked', text(answer))
    assert kept(database).is_open


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(
    app: Flask, database: Database, triage: Browser
) -> None:
    other = browser(app, database, Role.TRIAGE, name="Olle Berg")
    assert send(other, "lage", version="1", to="ordered").status_code == 303
    assert send(other, "anteckna", words="Beställt av Olle").status_code == 303
    answer = send(triage, "svara", version="1", words="Vi kommer i morgon", step="send")
    page = text(answer)
    assert answer.status_code == 409
    assert "The work is ordered." in page
    assert "Beställt av Olle" in page
    assert "Vi kommer i morgon" in page
    assert 'name="version" value="2"' in page
    assert kept(database).version == 2
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.split("diff")[-1]))
    assert send(triage, "svara", **fields).status_code == 303
    assert EventType.MESSAGE in events(database)


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_an_action_without_a_version_changes_nothing(triage: Browser, database: Database, version: str) -> None:
    assert send(triage, "lage", version=version, to="looking").status_code == 422
    assert kept(database).state == "new"


def test_an_answer_is_looked_at_before_it_is_sent(triage: Browser, database: Database) -> None:
    look = send(triage, "svara", version="1", words="شكرا لك\nVi kommer")
    assert look.status_code == 200
    assert 'lang="ar" dir="auto">شكرا لك' in text(look)
    assert EventType.MESSAGE not in events(database)
    assert send(triage, "svara", version="1", words="شكرا لك", step="send").status_code == 303
    case = kept(database)
    assert case.first_reply_at is not None


def test_what_arrives_while_an_answer_is_written_stays_news(triage: Browser, database: Database) -> None:
    seen = re.search(r'name="seen" value="(\d+)"', text(triage.get(f"{AT}/svara")))
    assert seen
    with database.write() as session:
        case = case_by_number(session, NUMBER)
        assert case is not None
        following.say(session, case, cases.kind(), words="Nu brinner det", once=b"o" * 32, now=clock.now())
    look = send(triage, "svara", version="1", seen=seen[1], words="Vi kommer i morgon")
    assert f'name="seen" value="{seen[1]}"' in text(look)
    assert send(triage, "svara", version="1", seen=seen[1], words="Vi kommer", step="send").status_code == 303
    assert kept(database).has_news
    read = re.search(r'name="seen" value="(\d+)"', text(triage.get(f"{AT}/svara")))
    assert read
    assert send(triage, "svara", version="2", seen=read[1], words="Genast", step="send").status_code == 303
    assert not kept(database).has_news


@pytest.mark.parametrize("seen", ["x", "-1", "99999999999999999999"])
def test_an_unreadable_mark_of_what_was_seen_sends_nothing(triage: Browser, database: Database, seen: str) -> None:
    assert send(triage, "svara", version="1", seen=seen, words="Hej", step="send").status_code == 422
    assert EventType.MESSAGE not in events(database)


def test_a_ready_reply_is_added_to_what_is_written(triage: Browser) -> None:
    page = text(send(triage, "svara", version="1", words="Hej!", ready="thanks", step="insert"))
    written = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)
    assert written
    assert written[1].startswith("Hej!\n\n")
    assert len(written[1]) > 20


def test_a_photo_of_the_result_is_kept_until_the_answer_is_sent(triage: Browser, database: Database) -> None:
    photo = (BytesIO(pictures.jpeg()), "resultat.jpg")
    look = send(triage, "svara", version="1", words="Lagat!", photos=photo)
    assert "With 1 photo." in text(look)
    upload = re.search(r'name="upload" value="([^"]+)"', text(look))
    assert upload
    assert send(triage, "svara", version="1", words="Lagat!", step="send", upload=upload[1]).status_code == 303
    with database.read() as session:
        kept_photo = session.query(CasePhoto).one()
        assert kept_photo.is_ours
        assert session.get(StoredFile, kept_photo.file_id) is not None


def test_what_is_not_a_picture_is_refused_and_the_words_are_kept(triage: Browser, database: Database) -> None:
    answer = send(triage, "svara", version="1", words="Lagat!", photos=(BytesIO(b"no picture"), "x.jpg"))
    assert answer.status_code == 422
    assert "Lagat!" in text(answer)
    assert EventType.MESSAGE not in events(database)


def test_publishing_shows_the_heading_staff_wrote_and_can_be_taken_back(triage: Browser, database: Database) -> None:
    assert send(triage, "publicera", version="1", heading="Gungan är trasig").status_code == 303
    assert (kept(database).heading, kept(database).published_at is not None) == ("Gungan är trasig", True)
    assert send(triage, "avpublicera", version="2").status_code == 303
    assert kept(database).published_at is None


def test_publishing_asks_about_photos_only_where_there_are_some(triage: Browser, database: Database) -> None:
    assert 'name="photos"' not in text(triage.get(f"{AT}/publicera"))
    with database.write() as session:
        file = StoredFile(state=State.READY, received_at=clock.now(), width=1, height=1, size=3)
        session.add(file)
        session.flush()
        case = case_by_number(session, NUMBER)
        assert case is not None
        session.add(CasePhoto(case_id=case.id, file_id=file.id))
    assert 'name="photos"' in text(triage.get(f"{AT}/publicera"))


def test_a_case_given_to_nobody_says_so(triage: Browser) -> None:
    assert send(triage, "tilldela", version="1", to="").status_code == 303
    assert "Nobody works on it any more" in text(triage.get(PAGE))


def test_a_photo_is_served_to_those_who_may_see_its_case_alone(
    app: Flask, database: Database, triage: Browser
) -> None:
    with database.write() as session:
        file = StoredFile(state=State.READY, received_at=clock.now(), width=1, height=1, size=3)
        session.add(file)
        session.flush()
        case = case_by_number(session, NUMBER)
        assert case is not None
        photo = CasePhoto(case_id=case.id, file_id=file.id)
        session.add(photo)
        session.flush()
        path = f"/handlaggning/foton/{photo.id}"
    app.extensions["portal"].services["store"].write(file.id, Variant.DISPLAY, b"jpg")
    answer = triage.get(f"{path}/display")
    assert (answer.data, answer.headers["Cache-Control"]) == (b"jpg", "no-store")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    stranger = browser(app, database, Role.HANDLER, name="Sara Strand", teams=("streets",))
    assert stranger.get(f"{path}/display").status_code == 404
    assert triage.get(f"{path}/raw").status_code == 404


def test_many_cases_are_changed_each_on_its_own_and_undone(triage: Browser, database: Database) -> None:
    with database.write() as session:
        cases.make_case(session, clock.now(), number="D-26-BBBB2", team="streets")
        cases.make_case(session, clock.now(), number="D-26-CCCC2", version=4)
    chosen = [f"{NUMBER}:1", "D-26-BBBB2:1", "D-26-CCCC2:1", "D-26-ZZZZ9:1"]
    token = accounts.form_token(triage.get("/handlaggning/"))
    look = triage.post("/handlaggning/flera", {"csrf_token": token, "action": "team", "case": chosen})
    assert "2 cases" not in text(look)
    assert "Somebody changed this case since you looked" in text(look)
    assert kept(database).team == "parks"
    done = triage.post(
        "/handlaggning/flera/gor", {"csrf_token": token, "action": "team", "target": "cleaning", "case": chosen}
    )
    assert "2 cases are changed." in text(done)
    assert [kept(database, number[:10]).team for number in chosen[:3]] == ["cleaning", "cleaning", "parks"]
    with database.write() as session:
        moved = case_by_number(session, "D-26-BBBB2")
        assert moved is not None
        moved.version += 1
    batch = re.search(r"/handlaggning/flera/[0-9a-f-]+/angra", text(done))
    assert batch
    undone = triage.post(batch[0], {"csrf_token": token})
    assert "1 case is changed." in text(undone)
    assert [kept(database, number[:10]).team for number in chosen[:2]] == ["parks", "cleaning"]
    assert triage.post(batch[0], {"csrf_token": token}).status_code == 422


def test_cases_of_a_kind_that_is_changed_one_at_a_time_are_left_out(app: Flask, database: Database) -> None:
    with database.write() as session:
        cases.make_case(session, clock.now(), number="K-26-AAAA2", kind="shared")
    ombudsman = browser(app, database, Role.OMBUDSMAN)
    token = accounts.form_token(ombudsman.get("/handlaggning/"))
    data = {"csrf_token": token, "action": "priority", "target": "high", "case": "K-26-AAAA2:1"}
    assert "one at a time" in text(ombudsman.post("/handlaggning/flera/gor", data))
    assert kept(database, "K-26-AAAA2").priority == "normal"


def test_a_view_is_saved_shared_and_removed_by_its_owner_alone(
    app: Flask, database: Database, triage: Browser
) -> None:
    token = accounts.form_token(triage.get("/handlaggning/"))
    data = {"csrf_token": token, "name": "Lekplatser i Berga", "query": "view=all&area=Berga", "is_shared": "y"}
    assert triage.post("/handlaggning/vyer", data).headers["Location"] == "/handlaggning/?view=all&area=Berga"
    other = browser(app, database, Role.TRIAGE, name="Olle Berg")
    assert "Lekplatser i Berga" in text(other.get("/handlaggning/"))
    removal = re.search(r"/handlaggning/vyer/[0-9a-f-]+/ta-bort", text(triage.get("/handlaggning/")))
    assert removal
    theirs = {"csrf_token": accounts.form_token(other.get("/handlaggning/"))}
    assert other.post(removal[0], theirs).status_code == 404
    assert triage.post(removal[0], {"csrf_token": token}).status_code == 303
    assert "Lekplatser i Berga" not in text(triage.get("/handlaggning/"))
    assert triage.post("/handlaggning/vyer", data | {"name": " "}).status_code == 422


def test_the_file_for_a_spreadsheet_holds_no_formula(triage: Browser, database: Database) -> None:
    with database.write() as session:
        for at, words in enumerate(["=1+1", "+46", "-2", "@SUM(A1)", "\tx", "＝1", ' "quoted", =1']):
            cases.make_case(session, clock.now(), number=cases.number(at), excerpt=words, subject_name=words)
    answer = triage.get("/handlaggning/arenden.csv?view=all")
    lines = text(answer).split("\r\n")
    assert answer.mimetype == "text/csv"
    assert len(lines) == 1 + 8 + 1
    for word in ("'=1+1", "'+46", "'-2", "'@SUM(A1)", "'\tx", "'＝1"):
        assert any(f",{word}," in line for line in lines), word
    assert '" ""quoted"", =1"' in text(answer)


def test_operations_lists_what_was_given_up_and_tries_it_again(triage: Browser, database: Database) -> None:
    now = clock.now()
    with database.write() as session:
        values = {"payload": {}, "attempts": 8, "max_attempts": 8, "run_at": now, "created_at": now}
        job = Job(
            name="notices.send", lane="mail", state=JobState.DEAD, last_error="Refused", finished_at=now, **values
        )
        session.add(job)
        session.flush()
    assert "notices.send" in text(triage.get("/handlaggning/drift"))
    token = accounts.form_token(triage.get("/handlaggning/"))
    assert triage.post(f"/handlaggning/drift/jobb/{job.id}/igen", {"csrf_token": token}).status_code == 303
    with database.read() as session:
        revived = session.get(Job, job.id)
        assert revived is not None
        assert revived.state is JobState.WAITING
    assert triage.post("/handlaggning/drift/jobb/99999999999999999999/igen", {"csrf_token": token}).status_code == 404
