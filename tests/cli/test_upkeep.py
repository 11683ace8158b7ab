"""Looking after a portal: migrate, fill the demo, forget, find faults."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from portal.cli import upkeep
from portal.core.feature import Feature
from tests.cli.conftest import Portal


def count(data_dir: object, table: str) -> int:
    engine = create_engine(f"sqlite:///{data_dir}/portal.db")
    with engine.connect() as connection:
        number = connection.scalar(text(f'SELECT count(*) FROM "{table}"'))
    engine.dispose()
    return int(number or 0)


def test_upgrade_twice_changes_nothing_the_second_time(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    assert portal("upgrade") == 0
    assert "already" not in capsys.readouterr().out
    assert portal("upgrade") == 0
    assert "already" in capsys.readouterr().out


@pytest.mark.slow
def test_the_demo_fills_an_empty_database_once(portal: Portal, data_dir: object) -> None:
    portal("upgrade")
    assert portal("demo") == 0
    first = {table: count(data_dir, table) for table in ("case", "place", "sign", "staff_account", "area")}
    assert first["case"] >= 300
    assert first["staff_account"] == 22
    assert portal("demo") == 0
    assert {table: count(data_dir, table) for table in first} == first


def test_the_demo_is_refused_in_production(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = {"SECRET_KEY": "s", "ENCRYPTION_KEYS": "e", "INDEX_KEY": "i"}
    encoded = {"s": "c" * 43 + "=", "e": "Z" * 42 + "U=", "i": "a" * 42 + "U="}
    for name, letter in keys.items():
        monkeypatch.setenv(f"PORTAL_{name}", encoded[letter])
    monkeypatch.setenv("PORTAL_MODE", "production")
    monkeypatch.setenv("PORTAL_BASE_URL", "https://portal.example")
    monkeypatch.setenv("PORTAL_SMTP_URL", "smtp://mail.example")
    assert portal("demo") == 2
    assert "belongs to the demo" in capsys.readouterr().err


def test_forgetting_goes_on_until_nothing_is_left(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [500, 500, 3, 0]
    monkeypatch.setattr(upkeep, "FEATURES", (Feature("toys", forget=(lambda *_given: left.pop(0),)),))
    portal("upgrade")
    assert portal("gallring", "--run") == 0
    assert left == []


def test_what_would_be_forgotten_is_listed_and_nothing_is_removed(
    portal: Portal, data_dir: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forget(session: Session, *_given: object) -> int:
        session.execute(text("DELETE FROM alembic_version"))
        return 3

    toys = Feature("toys", forget=(forget,), to_forget=(lambda *_given: ["an old toy"],))
    monkeypatch.setattr(upkeep, "FEATURES", (toys, Feature("counted", forget=(forget,))))
    portal("upgrade")
    assert portal("gallring") == 0
    said = capsys.readouterr().out
    assert "toys: an old toy" in said
    assert "counted: 3" in said
    assert "--run" in said
    assert count(data_dir, "alembic_version") == 1


def test_faults_are_sentences_and_end_with_1(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    portal("upgrade")
    assert portal("fsck") == 0
    monkeypatch.setattr(upkeep, "FEATURES", (Feature("toys", fsck=(lambda *_given: ["a toy is missing"],)),))
    assert portal("fsck") == 1
    assert "a toy is missing" in capsys.readouterr().err
