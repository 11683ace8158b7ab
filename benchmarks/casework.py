"""Opening an application for the caseworker: how much the database is asked (`python -m benchmarks.casework`).

On SQLite the whole portal shows, to a signed-in caseworker, an application with 30 rows and 10 attachments, and
beside it one with few rows and none; the audit row that is committed first is counted with the rest. The page is
asked for in turns with a bare Flask view in the same process (test client, no server between), so only the ratio
means anything.

The aim: at most 25 statements, and as many for few rows as for many. The last line is JSON.
"""

import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import event, select

from portal.app import create_app, metadata
from portal.core import clock
from portal.core.db import Database
from portal.core.keys import Keyring
from portal.core.settings import Settings
from portal.forms.assistance.models import Application
from portal.forms.assistance.rules.answers import Answers, Cost, CostType, Income, IncomeType, Role
from tests.factories.casework import ROOT, Caseworker, answers, bulk_attachments, waiting
from tests.factories.robot import AMINA

AIM = 25
ROWS, ATTACHMENTS = 30, 10
ROUNDS, TIMES = 7, 10


def many_rows() -> Answers:
    """An application of thirty rows: fifteen incomes and fifteen costs."""
    now = clock.now()
    incomes = tuple(Income(IncomeType.SALARY, 100_00, now.date(), Role.APPLICANT) for _ in range(ROWS // 2))
    costs = tuple(Cost(list(CostType)[place % 10], 100_00) for place in range(ROWS // 2))
    return answers(now, incomes=incomes, costs=costs)


def stored(database: Database, of: Answers, attachments: int) -> str:
    """The number of the case of an application that the robot has been through."""
    number = waiting(database, of)
    with database.write() as session:
        application = session.scalars(select(Application).order_by(Application.made_at.desc())).first()
        assert application is not None
        bulk_attachments(session, application, attachments, clock.now())
    return number


def statements(app: Flask, open_page: Callable[[], object]) -> int:
    """How many statements one page sends, the words of transactions left out."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    engine = app.extensions["portal"].database.engine
    event.listen(engine, "before_cursor_execute", note)
    open_page()
    event.remove(engine, "before_cursor_execute", note)
    return len(sent)


def milliseconds(work: Callable[[], object]) -> float:
    """What one of `TIMES` calls takes."""
    started = time.perf_counter()
    for _ in range(TIMES):
        work()
    return (time.perf_counter() - started) / TIMES * 1000


def measured(page: Callable[[], object], bare: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of the page and of the bare view, the medians of rounds in turns."""
    rounds = [(milliseconds(page), milliseconds(bare)) for _ in range(ROUNDS)]
    return median(mine for mine, _ in rounds), median(its for _, its in rounds)


def main() -> int:
    """Measure and print; 1 when the aim is missed."""
    bare = Flask("bare")
    bare.add_url_rule("/", "hello", lambda: "hello")
    with tempfile.TemporaryDirectory() as folder:
        town = Path(__file__).resolve().parents[1] / "municipality.toml"
        given = {"PORTAL_DATA_DIR": folder, "PORTAL_MUNICIPALITY": str(town)}
        settings = Settings.from_environment(given | {"PORTAL_DATABASE_URL": f"sqlite:///{folder}/portal.db"})
        keyring = Keyring(settings.encryption_keys, settings.index_key, settings.secret_key)
        database = Database(settings.database_url, keyring)
        with database.write() as session:
            metadata().create_all(session.connection())
        app = create_app(settings)
        maria, client = Caseworker(app, database), bare.test_client()
        other = answers(clock.now(), costs=(), people=(replace(AMINA, personnummer="198807212397"),))
        large, small = stored(database, many_rows(), ATTACHMENTS), stored(database, other, 0)
        for number in (large, small):
            assert maria.get(f"{ROOT}/{number}").status_code == 200
        found = {number: statements(app, lambda number=number: maria.page(number)) for number in (large, small)}
        page, plain = measured(lambda: maria.page(large), lambda: client.get("/"))
        app.extensions["portal"].services["scans"].stop()
        app.extensions["portal"].database.dispose()
        database.dispose()
    is_met = max(found.values()) <= AIM
    print(f"{ROWS} rows and {ATTACHMENTS} attachments: {found[large]} statements (at most {AIM})")
    print(f"few rows and no attachment: {found[small]} statements{'' if is_met else '  MISSED'}")
    print(f"the page takes {page:.1f} ms, the bare view {plain:.2f} ms: ratio {plain / page:.3f}")
    figures = {"statements": found[large], "statements_small": found[small], "ms": round(page, 2)}
    print(json.dumps({"benchmark": "casework", "aim_statements": AIM, **figures, "ratio": round(plain / page, 4)}))
    return 0 if is_met else 1


if __name__ == "__main__":
    raise SystemExit(main())
