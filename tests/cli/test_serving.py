"""The two processes as they really run: started, asked, stopped, by signals alone."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from portal.cli import serving

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def environ(tmp_path: Path, port: int) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return own | {"PORTAL_DATA_DIR": str(tmp_path), "PORT": str(port)}


@pytest.fixture
def running(environ: dict[str, str], port: int, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`portal serve` and its database, answering; the whole group is gone afterwards."""
    subprocess.run([sys.executable, "-m", "portal.cli", "upgrade"], env=environ, cwd=ROOT, check=True, timeout=60)
    with (tmp_path / "log").open("wb") as log:
        command = [sys.executable, "-m", "portal.cli", "serve", "--processes", "1", "--threads", "4"]
        process = subprocess.Popen(command, env=environ, cwd=ROOT, stderr=log, start_new_session=True)
    try:
        wait_until_ready(port)
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def wait_until_ready(port: int, seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not become ready")


def get(port: int, path: str, **headers: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode(errors="replace")
    connection.close()
    return answer.status, text


def test_a_server_serves_tells_its_health_and_stops_when_told(
    running: subprocess.Popen[bytes], port: int, tmp_path: Path
) -> None:
    assert get(port, "/healthz") == (200, "ok\n")
    assert get(port, "/readyz") == (200, "ok\n")
    assert get(port, "/sv/")[0] == 200
    assert "portal_jobs" in get(port, "/metrics")[1]
    assert get(port, "/metrics", **{"X-Forwarded-For": "unknown"})[0] == 404
    assert (tmp_path / "portal.db").stat().st_mode & 0o077 == 0
    running.terminate()
    assert running.wait(30) == 0
    assert b"GET" not in (tmp_path / "log").read_bytes()
    assert not (Path.home() / ".gunicorn" / f"{running.pid}").exists()


def test_a_client_that_falls_silent_is_given_up(
    running: subprocess.Popen[bytes], port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=serving.SILENCE_SECONDS + 15) as silent:
        silent.sendall(b"POST /sv/felanmalan HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n")
        started = time.monotonic()
        while silent.recv(4096):
            continue
        passed = time.monotonic() - started
    assert passed < serving.SILENCE_SECONDS + 12
    assert get(port, "/healthz")[0] == 200
    assert running.poll() is None


def test_run_makes_everything_ready_and_stops_both(environ: dict[str, str], port: int, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("wb") as file:
        command = [sys.executable, "-m", "portal.cli", "run", "--processes", "1"]
        process = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=file, stderr=file, start_new_session=True)
    try:
        wait_until_ready(port, 120)
        said = log.read_text()
        assert f"http://127.0.0.1:{port}/" in said
        assert "/s/" in said
        assert "triage@demo.example" in said
        code = said.split("/s/")[1].split()[0]
        assert get(port, f"/s/{code}")[0] in {302, 303, 307}
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
