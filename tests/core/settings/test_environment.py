"""Settings: the demo needs none, production refuses every shortcut, and all faults are named at once."""

import base64
import re
from pathlib import Path

import pytest

from portal.core.settings import Mode, Settings, SettingsError

ROOT = Path(__file__).resolve().parents[3]
TOWN = {"PORTAL_MUNICIPALITY": str(ROOT / "municipality.toml")}


def key(letter: str) -> str:
    return base64.b64encode(letter.encode() * 32).decode()


def production(**changes: str) -> dict[str, str]:
    return {
        **TOWN,
        "PORTAL_MODE": "production",
        "PORTAL_BASE_URL": "https://portal.example/",
        "PORTAL_SMTP_URL": "smtp://mail.example",
        "PORTAL_SECRET_KEY": key("s"),
        "PORTAL_ENCRYPTION_KEYS": f"{key('n')},{key('o')}",
        "PORTAL_INDEX_KEY": key("i"),
        **changes,
    }


def faults(environ: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environ)
    return caught.value.faults


def test_the_demo_runs_on_an_empty_environment(tmp_path: Path) -> None:
    settings = Settings.from_environment({**TOWN, "PORTAL_DATA_DIR": str(tmp_path)})
    assert settings.is_demo
    assert settings.database_url == f"sqlite:///{tmp_path / 'portal.db'}"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert not settings.is_https


def test_the_demo_keeps_its_keys_between_starts_and_from_others(tmp_path: Path) -> None:
    environ = {**TOWN, "PORTAL_DATA_DIR": str(tmp_path)}
    first, second = Settings.from_environment(environ), Settings.from_environment(environ)
    assert first.secret_key == second.secret_key
    assert len({first.secret_key, first.index_key, *first.encryption_keys}) == 3
    assert (tmp_path / "demo-keys.json").stat().st_mode & 0o077 == 0


def test_production_takes_all_from_the_environment(tmp_path: Path) -> None:
    settings = Settings.from_environment(production(PORTAL_DATA_DIR=str(tmp_path), PORT="9000"))
    assert settings.mode is Mode.PRODUCTION
    assert settings.base_url == "https://portal.example"
    assert settings.encryption_keys == (b"n" * 32, b"o" * 32)
    assert settings.port == 9000
    assert list(tmp_path.iterdir()) == []


def test_production_names_everything_that_is_missing_together() -> None:
    named = faults({**TOWN, "PORTAL_MODE": "production"})
    for name in ("BASE_URL", "SMTP_URL", "SECRET_KEY", "ENCRYPTION_KEYS", "INDEX_KEY"):
        assert any(fault.startswith(f"PORTAL_{name}: missing") for fault in named), name


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORTAL_MODE", "prod", "neither demo nor production"),
        ("PORTAL_BASE_URL", "http://portal.example", "must begin with https"),
        ("PORTAL_SECRET_KEY", "short", "32 bytes in base 64"),
        ("PORTAL_ENCRYPTION_KEYS", "AAAA,", "32 bytes in base 64"),
        ("PORT", "70000", "not a port number"),
        ("PORT", "٨٠٠٠", "not a port number"),
        ("PORTAL_MUNICIPALITY", "nowhere.toml", "nowhere.toml"),
        ("PORTAL_CLAMD", "/run/clamav/clamd.ctl", "neither unix:/path nor tcp://host:port"),
        ("PORTAL_CLAMD", "tcp://scanner", "neither unix:/path nor tcp://host:port"),
        ("PORTAL_CLAMD", "tcp://scanner:0", "neither unix:/path nor tcp://host:port"),
        ("PORTAL_CLAMD", "tcp://scanner:99999", "neither unix:/path nor tcp://host:port"),
        ("PORTAL_CLAMD", "unix:relative", "neither unix:/path nor tcp://host:port"),
    ],
)
def test_a_bad_value_is_named_with_its_reason(name: str, value: str, said: str) -> None:
    named = faults(production(**{name: value}))
    assert any(fault.startswith(name) and said in fault for fault in named), named


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("", None),
        ("unix:/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("tcp://scanner.kommun.example:3310", ("scanner.kommun.example", 3310)),
        ("tcp://[::1]:3310", ("::1", 3310)),
    ],
)
def test_the_scanner_is_reached_by_a_unix_socket_or_by_tcp(value: str, found: object) -> None:
    assert Settings.from_environment(production(PORTAL_CLAMD=value)).clamd == found


def test_two_uses_never_share_a_key() -> None:
    assert any("three different keys" in fault for fault in faults(production(PORTAL_INDEX_KEY=key("s"))))


def test_secrets_do_not_show() -> None:
    shown = repr(Settings.from_environment(production(PORTAL_SMTP_URL="smtp://me:hunter2@mail.example")))
    for secret in ("hunter2", "ssss", "nnnn", "iiii", "portal.db"):
        assert secret not in shown


def test_every_setting_stands_in_the_example() -> None:
    source = (ROOT / "portal/core/settings/environment.py").read_text(encoding="utf-8")
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    names = set(re.findall(r'"(PORT(?:AL_[A-Z0-9_]+)?)"', source))
    assert "PORTAL_SECRET_KEY" in names
    assert {name for name in names if f"{name}=" not in example} == set()


POSTGRESQL = "postgresql://portal:secret@db/portal"


def test_with_postgresql_the_courses_need_a_role_of_their_own() -> None:
    (missing,) = faults(production(PORTAL_DATABASE_URL=POSTGRESQL))
    assert missing.startswith("PORTAL_COURSES_DATABASE_URL: missing")
    same = production(PORTAL_DATABASE_URL=POSTGRESQL, PORTAL_COURSES_DATABASE_URL="postgresql://portal@db/other")
    assert faults(same) == ["PORTAL_COURSES_DATABASE_URL: must name another role than PORTAL_DATABASE_URL"]


def test_a_role_of_their_own_is_taken_and_sqlite_or_the_demo_needs_none(tmp_path: Path) -> None:
    own = "postgresql://portal_courses:other@db/portal"
    given = production(PORTAL_DATABASE_URL=POSTGRESQL, PORTAL_COURSES_DATABASE_URL=own, PORTAL_DATA_DIR=str(tmp_path))
    assert Settings.from_environment(given).courses_database_url == own
    assert Settings.from_environment(production(PORTAL_DATA_DIR=str(tmp_path))).courses_database_url is None
    demo = {**TOWN, "PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DATABASE_URL": POSTGRESQL}
    assert Settings.from_environment(demo).courses_database_url is None
