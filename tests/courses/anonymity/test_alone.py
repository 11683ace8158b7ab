"""AN-7, AN-8, R-10, R-42: a process that writes nothing, calls nobody and needs none of the rest."""

import subprocess
import sys
from pathlib import Path

import pytest

from portal.core.settings import Settings, SettingsError
from portal.core.settings.alone import courses_settings
from portal.courses.published import PublishedCourse
from portal.courses.watching.app import courses_keyring
from tests.factories import watching
from tests.factories.watching import ALONE, ROOT

TELLING = (
    "sentry_sdk",
    "raven",
    "newrelic",
    "ddtrace",
    "opentelemetry",
    "posthog",
    "elasticapm",
    "rollbar",
    "bugsnag",
)
REST = ("portal.app", "portal.accounts", "portal.cases", "portal.backoffice", "portal.forms", "portal.reports")
REST += ("portal.platform", "portal.cli", "portal.courses.models", "portal.courses.service", "portal.courses.staff")
PRODUCTION = {
    "PORTAL_MODE": "production",
    "PORTAL_BASE_URL": "https://portal.kommun.example",
    "PORTAL_COURSES_KEY": "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=",
    "PORTAL_COURSES_DATABASE_URL": "postgresql://courses@/portal",
    "PORTAL_MUNICIPALITY": str(ROOT / "municipality.toml"),
}


def own(data_dir: Path, program: str) -> str:
    """What a program says that runs where the courses run."""
    command = [sys.executable, "-c", program]
    ran = subprocess.run(
        command, cwd=ROOT, env=watching.environment(data_dir), capture_output=True, text=True, check=True
    )
    return ran.stdout


def test_it_imports_nothing_that_knows_a_person_a_case_or_staff(tmp_path: Path) -> None:
    loaded = own(tmp_path, "import sys, portal.courses.watching.alone; print('\\n'.join(sys.modules))").split()
    assert "portal.courses.watching.app" in loaded
    assert [name for name in loaded if name.startswith(REST)] == []


def test_nothing_that_reports_to_others_can_even_be_imported() -> None:
    found = subprocess.run(
        [sys.executable, "-c", f"import importlib.util as u; print([n for n in {TELLING} if u.find_spec(n)])"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.strip() == "[]"


WATCHED = """
import sys
called = []
calls = ("socket.connect", "socket.getaddrinfo", "socket.sendto")
sys.addaudithook(lambda event, args: called.append(args) if event in calls else None)
from portal.courses.watching.alone import application
from werkzeug.test import Client
visitor = Client(application, use_cookies=False)
paths = ["/", "/sv/kurser", "/sv/kurser/{slug}", "/sv/kurser/{slug}/asikt", "/sv/kurser/nej", "/sv/kurser/om/stada"]
assert [visitor.get(path).status_code for path in paths] == [302, 200, 200, 200, 404, 200]
assert visitor.post("/sv/kurser/{slug}/rakna", data=dict(milestone="visit")).status_code in (204, 303, 503)
{twin}
print(len(called))
"""


def test_it_calls_nobody(settings: Settings, course: PublishedCourse) -> None:
    assert own(settings.data_dir, WATCHED.format(slug=course.slug, twin="")).split()[-1] == "0"


def test_a_call_would_be_noticed(settings: Settings, course: PublishedCourse) -> None:
    calling = "import socket\ntry: socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError: pass"
    assert own(settings.data_dir, WATCHED.format(slug=course.slug, twin=calling)).split()[-1] != "0"


@pytest.mark.slow
def test_the_only_file_it_leaves_is_the_database_it_was_told_of(settings: Settings, course: PublishedCourse) -> None:
    before = set(settings.data_dir.rglob("*"))
    with watching.running(ALONE, settings.data_dir, TMPDIR=str(settings.data_dir)) as server:
        for path in (
            "/sv/kurser",
            f"/sv/kurser/{course.slug}",
            "/sv/kurser/nej",
            "/sv/kurser/om/siffror",
            "/media/x",
        ):
            server.visitor().ask(path)
        during = {path.name for path in set(settings.data_dir.rglob("*")) - before}
        said = server.log.read_text()
    allowed = {server.log.name, "portal.db", "portal.db-wal", "portal.db-shm"}
    assert during - allowed == set()
    assert [line for line in said.splitlines() if "database away" not in line] == []


@pytest.mark.slow
def test_it_plays_without_keys_database_and_the_rest(settings: Settings, course: PublishedCourse) -> None:
    keys = {name: value for name, value in PRODUCTION.items() if name != "PORTAL_MUNICIPALITY"}
    keys["PORTAL_COURSES_DATABASE_URL"] = "postgresql://courses@127.0.0.1:1/portal"
    film = course.parts[0].film
    with watching.running(ALONE, settings.data_dir, **keys) as server:
        visitor = server.visitor()
        for path in (
            "/sv/kurser",
            f"/sv/kurser/{course.slug}",
            f"/ar/kurser/{course.slug}/2",
            "/sv/kurser/om/sakerhet",
        ):
            assert visitor.ask(path).status == 200, path
        answer = visitor.ask(f"/media/{course.slug}/{film.made.key if film else ''}/240.mp4", Range="bytes=0-9")
        assert (answer.status, answer.headers["Strict-Transport-Security"][:7]) == (206, "max-age")
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        counted = visitor.ask(f"/sv/kurser/{course.slug}/rakna", "POST", b"milestone=visit", **form)
        assert counted.status == 503


def test_it_takes_no_key_but_its_own() -> None:
    settings = courses_settings(PRODUCTION)
    assert (settings.encryption_keys, settings.index_key, settings.secret_key) == ((), b"", b"")
    with pytest.raises(KeyError):
        courses_keyring(settings).seal(b"x", b"")


def test_whatever_it_needs_is_named_together() -> None:
    with pytest.raises(SettingsError) as caught:
        courses_settings({"PORTAL_MODE": "production", "PORTAL_MUNICIPALITY": PRODUCTION["PORTAL_MUNICIPALITY"]})
    named = " ".join(caught.value.faults)
    assert all(name in named for name in ("PORTAL_BASE_URL", "PORTAL_COURSES_DATABASE_URL"))
    with pytest.raises(SettingsError, match="PORTAL_COURSES_KEY"):
        courses_settings({name: value for name, value in PRODUCTION.items() if name != "PORTAL_COURSES_KEY"})


@pytest.mark.parametrize("given", [{}, {"PORTAL_COURSES_KEY": PRODUCTION["PORTAL_COURSES_KEY"]}])
def test_a_certificate_of_one_process_is_good_in_the_other(tmp_path: Path, given: dict[str, str]) -> None:
    environ = given | {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_MUNICIPALITY": PRODUCTION["PORTAL_MUNICIPALITY"]}
    whole, alone = Settings.from_environment(environ), courses_settings(environ)
    assert courses_keyring(whole).derive("certificate") == courses_keyring(alone).derive("certificate")
    assert whole.secret_key not in {whole.courses_key, alone.courses_key}


@pytest.mark.slow
def test_an_operator_starts_it_by_the_usual_command(settings: Settings, course: PublishedCourse) -> None:
    given = {name: value for name, value in PRODUCTION.items() if name != "PORTAL_MUNICIPALITY"}
    arguments = ("-m", "portal.cli", "serve", "--courses", "--processes=1")
    with watching.running(arguments, settings.data_dir, **given) as server:
        assert server.visitor().ask(f"/sv/kurser/{course.slug}").status == 200
        assert server.visitor().ask("/handlaggning/").status == 404
        command = Path(f"/proc/{server.process.pid}/cmdline").read_text()
    assert "portal.courses.watching" in command


@pytest.mark.slow
def test_without_its_settings_it_says_what_is_missing(tmp_path: Path) -> None:
    given = watching.environment(tmp_path) | {"PORTAL_MODE": "production"}
    command = [sys.executable, *ALONE]
    ran = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 2
    assert "PORTAL_BASE_URL" in ran.stderr
    assert "Traceback" not in ran.stderr
