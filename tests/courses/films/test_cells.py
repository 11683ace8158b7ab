"""A program in a cell meets no net, no environment of ours, no endless time, and ends with the worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from portal.courses.films import cells
from portal.courses.films.cells import Fault, Limits, ProgramFault, run

PYTHON = "python3"


def python(code: str, folder: Path, limits: Limits | None = None, heard: cells.Heard | None = None) -> str:
    """What a program of that code says from inside a cell."""
    return run(PYTHON, ["-c", code], folder, limits or Limits(seconds=20), heard)


def fault_of(code: str, folder: Path, limits: Limits | None = None) -> Fault:
    with pytest.raises(ProgramFault) as caught:
        python(code, folder, limits)
    return caught.value.fault


def test_nothing_of_our_environment_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "secret")
    assert "PORTAL" not in python("import os; print(dict(os.environ))", tmp_path)


def test_the_net_is_out_of_reach(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}), timeout=2)"
        assert fault_of(code, tmp_path) is Fault.FAILED
        server.settimeout(0.2)
        with pytest.raises(TimeoutError):
            server.accept()


def test_the_same_program_reaches_the_net_outside(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        code = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), timeout=2)"
        subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path)


def test_it_works_in_its_own_folder_and_session(tmp_path: Path) -> None:
    said = python("import os; print(os.getcwd(), os.getsid(0) == os.getpid())", tmp_path)
    assert said.split() == [str(tmp_path), "True"]


def test_it_is_stopped_in_time(tmp_path: Path) -> None:
    begun = time.monotonic()
    assert fault_of("import time; time.sleep(60)", tmp_path, Limits(seconds=1)) is Fault.OVERTIME
    assert time.monotonic() - begun < 10


def test_it_gets_so_much_memory_and_no_more(tmp_path: Path) -> None:
    code = "import sys\ntry: b'x' * (1 << 30)\nexcept MemoryError: sys.exit('Cannot allocate memory')"
    assert fault_of(code, tmp_path, Limits(seconds=20, memory=512 << 20)) is Fault.STARVED


def test_a_file_cannot_grow_beyond_its_bound(tmp_path: Path) -> None:
    code = "open('big', 'wb', buffering=0).write(b'x' * 5000) == 5000 or exit(1)"
    assert fault_of(code, tmp_path, Limits(seconds=20, file_bytes=1000)) is Fault.FAILED
    assert (tmp_path / "big").stat().st_size <= 1000


def test_a_full_disk_is_told_from_other_faults(tmp_path: Path) -> None:
    assert fault_of("open('/dev/full', 'wb', buffering=0).write(b'x')", tmp_path) is Fault.FULL


def test_a_killed_program_is_no_fault_of_the_file(tmp_path: Path) -> None:
    assert fault_of("import os; os.kill(os.getpid(), 9)", tmp_path) is Fault.KILLED


def test_a_missing_program_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProgramFault) as caught:
        run("no-such-program", [], tmp_path, Limits())
    assert caught.value.fault is Fault.MISSING


def test_endless_complaints_do_not_stop_it_nor_fill_our_memory(tmp_path: Path) -> None:
    code = "import sys\nfor n in range(50000): print('x' * 100, n, file=sys.stderr)\nsys.exit(3)"
    with pytest.raises(ProgramFault) as caught:
        python(code, tmp_path)
    assert len(caught.value.last_words) < 50_000
    assert "49999" in caught.value.last_words


def test_what_the_listener_raises_ends_the_program(tmp_path: Path) -> None:
    def heard(line: str) -> None:
        raise LookupError(line)

    with pytest.raises(LookupError, match="begun"):
        python("import time; print('begun', flush=True); time.sleep(60)", tmp_path, None, heard)


def test_it_dies_with_the_worker_however_that_dies(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from portal.courses.films.cells import Limits, run\n"
        f"run('python3', ['-c', 'import os, time; open(\"pid\", \"w\").write(str(os.getpid())); time.sleep(60)'],"
        f" Path({str(tmp_path)!r}), Limits(seconds=60))"
    )
    root = Path(__file__).resolve().parents[3]
    worker = subprocess.Popen([sys.executable, "-c", code], cwd=root)
    pid = _written_number(tmp_path / "pid")
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    _wait_until_gone(pid)


def _written_number(path: Path) -> int:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if path.exists() and (text := path.read_text()):
            return int(text)
        time.sleep(0.05)
    raise AssertionError("the program did not start")


def _wait_until_gone(pid: int) -> None:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if _is_dead(pid):
            return
        time.sleep(0.05)
    raise AssertionError("the program lives on")


def _is_dead(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
