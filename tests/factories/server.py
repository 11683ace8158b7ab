"""A real server of the portal: gunicorn with several processes on a free port of loopback."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
WSGI = "portal.wsgi:application"


@dataclass(frozen=True)
class Reply:
    """What the server answered."""

    status: int
    location: str
    page: str
    seconds: float
    headers: Mapping[str, str]


@dataclass
class Server:
    """The server's address and process, and where its data lie."""

    port: int
    process: subprocess.Popen[bytes]
    data_dir: Path

    def get(self, address: str) -> Reply:
        """Look at a page."""
        return self._ask("GET", address, None)

    def post(self, address: str, fields: Mapping[str, str]) -> Reply:
        """Send a form; raises ConnectionError or an http.client error when the process dies meanwhile."""
        return self._ask("POST", address, urlencode(fields).encode())

    def _ask(self, method: str, address: str, body: bytes | None) -> Reply:
        began = time.monotonic()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, address, body, {"Content-Type": "application/x-www-form-urlencoded"})
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        took = time.monotonic() - began
        return Reply(answer.status, answer.headers.get("Location", ""), page, took, dict(answer.headers))


@contextmanager
def serving(
    environment: Mapping[str, str],
    *,
    workers: int = 4,
    threads: int = 8,
    application: str = "portal.wsgi:application",
) -> Iterator[Server]:
    """The portal under gunicorn until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(workers), "--threads", str(threads), "--worker-class", "gthread", application]
    given = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    with (Path(environment["PORTAL_DATA_DIR"]) / "gunicorn.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=given | dict(environment), stdout=log, stderr=log)
    try:
        _wait_for(port, process)
        yield Server(port, process, Path(environment["PORTAL_DATA_DIR"]))
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sv/", timeout=30):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")
