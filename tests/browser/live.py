"""A running portal for the browser: server and worker as `portal run` starts them, demo content, a free port."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[2]
TOWN = ROOT / "municipality.toml"
START_SECONDS = 60
STOP_SECONDS = 30


@dataclass
class Portal:
    """One running portal: its address, its data, and how to stop it."""

    base: str
    data: Path
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, data: Path, town: Path = TOWN) -> Self:
        """Start `portal run` on `data` and wait until it is ready; what it says lies in `data/run.log`."""
        port = _free_port()
        environ = _environment(data, town) | {"PORT": str(port), "PORTAL_BASE_URL": f"http://127.0.0.1:{port}"}
        with (data / "run.log").open("ab") as log:
            process = subprocess.Popen(_portal("run"), cwd=ROOT, env=environ, stdout=log, stderr=log)
        portal = cls(environ["PORTAL_BASE_URL"], data, process)
        portal._wait()
        return portal

    def stop(self) -> None:
        """Stop server and worker; what is under way is finished first."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_SECONDS)

    def letters_to(self, address: str) -> list[str]:
        """The letters written to `address` so far, as plain text, oldest first."""
        files = sorted((self.data / "outbox").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        mails = [BytesParser(policy=policy.default).parsebytes(path.read_bytes()) for path in files]
        bodies = [(mail, mail.get_body(("plain",))) for mail in mails if address in mail["To"]]
        return [f"{mail['Subject']}\n{body.get_content()}" for mail, body in bodies if body]

    def log(self) -> str:
        """What server and worker said."""
        return (self.data / "run.log").read_text(encoding="utf-8")

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if _answers(f"{self.base}/readyz"):
                return
            time.sleep(0.1)
        raise RuntimeError(f"the portal did not start:\n{self.log()}")


def fill(data: Path) -> Path:
    """A data folder with the demo's content, keys included; copy it for each portal that a test starts."""
    for command in ("upgrade", "demo"):
        subprocess.run(_portal(command), cwd=ROOT, env=_environment(data), check=True, capture_output=True)
    return data


@contextlib.contextmanager
def running(filled: Path, data: Path, town: Path = TOWN) -> Iterator[Portal]:
    """A portal on a copy of `filled` as long as the block lasts."""
    shutil.copytree(filled, data, dirs_exist_ok=True)
    portal = Portal.start(data, town)
    try:
        yield portal
    finally:
        portal.stop()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 (our own address)
            return True
    except OSError:
        return False


def _portal(command: str) -> list[str]:
    return [sys.executable, "-m", "portal.cli", command]


def _environment(data: Path, town: Path = TOWN) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return kept | {"PORTAL_DATA_DIR": str(data), "PORTAL_MUNICIPALITY": str(town)}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
