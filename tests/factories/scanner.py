"""A real clamd of the tests' own, with one signature (EICAR), run as an unprivileged user."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from portal.platform.files import clamd

EICAR = bytes.fromhex(
    "58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d5354414e444152442d414e544956495255532d54455354"
    "2d46494c452124482b482a"
)
"""The harmless file that every scanner calls a virus; kept in hex so that none finds it here."""

_START_SECONDS = 30.0
_CONFIG = """
Foreground yes
LocalSocket {folder}/clamd.ctl
LocalSocketMode 666
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}
StreamMaxLength {most}
AlertExceedsMax yes
MaxThreads 4
"""


@contextmanager
def running(most: int = 16_000_000) -> Iterator[str]:
    """The socket of a scanner that takes files of at most `most` bytes, until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="clamd-"))
    (folder / "signatures").mkdir()
    (folder / "signatures" / "own.ndb").write_text(f"Own.Eicar:0:*:{EICAR.hex()}\n")
    (folder / "clamd.conf").write_text(_CONFIG.format(folder=folder, most=most))
    process = subprocess.Popen(
        [*_as_user(folder), shutil.which("clamd") or "/usr/sbin/clamd", f"--config-file={folder / 'clamd.conf'}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(str(folder / "clamd.ctl"), process)
        yield str(folder / "clamd.ctl")
    finally:
        _stop(process)
        shutil.rmtree(folder, ignore_errors=True)


def _as_user(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    for path in (folder, *folder.rglob("*")):  # whatever the process's umask has come to be
        path.chmod(0o755 if path.is_dir() else 0o644)
        shutil.chown(path, "clamav")
    return ["setpriv", "--reuid=clamav", "--regid=clamav", "--clear-groups"]


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError):
            if clamd.version(address, 1):
                return
        time.sleep(0.05)
    raise RuntimeError(f"clamd did not start (exit code {process.poll()})")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)
