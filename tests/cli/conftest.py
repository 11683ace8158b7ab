"""What the tests of commands share: an environment of their own and a database that is up to date."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.cli import main

ROOT = Path(__file__).resolve().parents[2]
Portal = Callable[..., int]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def portal(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """The console script, as an operator types it, over a data folder of its own."""
    for name in ("PORTAL_MODE", "PORTAL_DATABASE_URL", "PORTAL_ENCRYPTION_KEYS", "PORTAL_SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(data_dir))
    monkeypatch.setenv("PORTAL_MUNICIPALITY", str(ROOT / "municipality.toml"))
    return lambda *words: main(words)
