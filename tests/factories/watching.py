"""The courses as they really run: `portal serve`, their own process, nginx in front; and somebody who watches."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
PORTAL = ("-m", "portal.cli", "serve", "--processes=1")
ALONE = ("-m", "portal.courses.watching", "--processes=1")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    all_headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Visitor:
    """Somebody who asks the server at `port`, from the address `source`, with `headers` on every request."""

    port: int
    source: str = "127.0.0.1"
    headers: Mapping[str, str] = field(default_factory=dict)

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """One request on a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=(self.source, 0))
        try:
            connection.request(method, path, body, {**self.headers, **headers})
            found = connection.getresponse()
            return Answer(found.status, dict(found.getheaders()), found.read(), tuple(found.getheaders()))
        finally:
            connection.close()

    def ask_often(self, times: int, path: str, body: bytes, **headers: str) -> set[int]:
        """Send the same form so often on one connection; the statuses that came back."""
        connection, found = HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=(self.source, 0)), set()
        for _ in range(times):
            connection.request("POST", path, body, {**self.headers, **headers})
            answer = connection.getresponse()
            answer.read()
            found.add(answer.status)
        connection.close()
        return found

    def send_raw(self, text: bytes, *, read: bool = True) -> bytes:
        """Send bytes that need not be a request; gives up at once when `read` is false."""
        with socket.create_connection(("127.0.0.1", self.port), 2, source_address=(self.source, 0)) as connection:
            connection.sendall(text)
            with suppress(TimeoutError, ConnectionError):
                return connection.recv(65536) if read else b""
        return b""


@dataclass(frozen=True)
class Running:
    """A process that listens: its port, what it said so far, and the port where nginx only sends on to TLS."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    plain_port: int = 0

    def visitor(self, source: str = "127.0.0.1", **headers: str) -> Visitor:
        """Somebody who asks here."""
        return Visitor(self.port, source, {name.replace("_", "-"): value for name, value in headers.items()})


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def running(arguments: tuple[str, ...], data_dir: Path, **settings: str) -> Iterator[Running]:
    """`python` with `arguments` on `data_dir` until the block ends; waits until it is ready."""
    port = int(settings.get("PORT", free_port()))
    log = data_dir / f"said-{port}.log"
    with log.open("ab") as said:
        command = [sys.executable, *arguments]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(data_dir) | {"PORT": str(port)} | settings, stdout=said, stderr=said
        )
    try:
        wait(port, process, "/readyz")
        yield Running(port, process, log)
    finally:
        stop(process)


def environment(data_dir: Path) -> dict[str, str]:
    """The variables of a demo portal on `data_dir`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return kept | {"PORTAL_DATA_DIR": str(data_dir), "PORTAL_MUNICIPALITY": str(ROOT / "municipality.toml")}


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the process; safe to call twice."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
    if process.poll() is None:
        process.kill()
        process.wait(10)


def wait(port: int, process: subprocess.Popen[bytes], path: str) -> None:
    """Return once the process answers at `path`; raises AssertionError when it does not."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            if Visitor(port).ask(path).status < 500:
                return
        time.sleep(0.1)
    raise AssertionError("the server did not start")


@contextmanager
def nginx(
    folder: Path, data_dir: Path, app_port: int, *, change: tuple[str, str] = ("", ""), workers: int = 1
) -> Iterator[Running]:
    """A real nginx with the files of `deploy/nginx` but no TLS, for the data in `data_dir`, the app at `app_port`.

    Everything it may write lies in `folder`. `change` replaces one text of the configuration by another.
    """
    port, plain_port = free_port(), free_port()
    for name in ("log", "temp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name in ("portal.conf", "courses.locations", "courses-elsewhere.locations", "courses-host.conf"):
        text = (ROOT / "deploy/nginx" / name).read_text(encoding="utf-8")
        text = adapted(
            text.replace("listen 80 ", f"listen 127.0.0.1:{plain_port} "), folder, data_dir, port, app_port
        )
        (folder / name).write_text(text.replace(*change) if change[0] else text, encoding="utf-8")
    (folder / "nginx.conf").write_text(_frame(folder, workers), encoding="utf-8")
    command = [nginx_program(), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t", "-q"], check=True, timeout=30, stderr=subprocess.DEVNULL)
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait(port, process, "/static/none")
        yield Running(port, process, folder / "log", plain_port)
    finally:
        stop(process)


def nginx_program() -> str:
    """Where nginx is; Debian keeps it off the path of those who are not root."""
    return "/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else "nginx"


def nginx_user() -> str:
    """The line that makes nginx somebody who owns nothing, where the tests may say so."""
    return "user nobody nogroup;" if os.geteuid() == 0 else ""


def adapted(text: str, folder: Path, data_dir: Path, port: int, app_port: int) -> str:
    """A file of `deploy/nginx` for a test: its own ports and folders, no TLS."""
    text = re.sub(r"(?m)^ *(listen \[::\].*|ssl_.*)\n", "", text)
    for old, new in {
        "listen 443 ssl http2": f"listen 127.0.0.1:{port}",
        "/etc/nginx/snippets": str(folder),
        "/var/log/nginx": str(folder / "log"),
        "/var/lib/portal": str(data_dir),
        "/opt/portal": str(ROOT),
        "127.0.0.1:8001": f"127.0.0.1:{app_port}",
        "127.0.0.1:8000": f"127.0.0.1:{app_port}",
    }.items():
        text = text.replace(old, new)
    return text


def _frame(folder: Path, workers: int) -> str:
    temp = "\n".join(
        f"  {kind}_temp_path {folder}/temp/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return f"""daemon off; worker_processes {workers}; {nginx_user()} pid {folder}/pid;
error_log {folder}/log/error.log info;
events {{ worker_connections 512; }}
http {{
{temp}
  access_log {folder}/log/access.log;
  include {folder}/portal.conf;
  include {folder}/courses-host.conf;
}}
"""
