"""A PostgreSQL of the tests' own, on a socket in a temporary folder, run as an unprivileged user."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

QUICK = "-c fsync=off -c full_page_writes=off -c max_connections=200"
DURABLE = "-c fsync=on -c synchronous_commit=on -c max_connections=200"


class Postgres:
    """A server that can be stopped and started again; `url` has a place for the database's name."""

    def __init__(self, folder: Path, options: str = QUICK) -> None:
        self._folder = folder
        self._options = options
        self._as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self._binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        if self._as_user:
            shutil.chown(folder, "postgres")

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://portal@/{{name}}?host={self._folder}"

    def create(self) -> None:
        """Make the empty cluster."""
        self._run("initdb", "-D", "data", "-U", "portal", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    def start(self) -> None:
        """Start and wait until it answers."""
        options = f"-k {self._folder} -c listen_addresses='' {self._options}"
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")

    def stop(self) -> None:
        """Stop at once, whoever is connected."""
        self._run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")

    def kill(self) -> None:
        """Kill every process of the server at once, as when the machine loses its power (the disk stays)."""
        first = int((self._folder / "data" / "postmaster.pid").read_text().split()[0])
        family = [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]
        for process in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(Path(f"/proc/{process}").exists() for process in family):
            time.sleep(0.01)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as_user, str(self._binaries / program), *arguments]
        subprocess.run(command, check=True, cwd=self._folder, stdout=subprocess.DEVNULL, timeout=60)


@contextmanager
def running(options: str = QUICK) -> Iterator[Postgres]:
    """A server of its own until the block ends; quick unless the `options` are others."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = Postgres(folder, options)
    server.create()
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
