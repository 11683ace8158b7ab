"""Films to sixteen readers at once: `python -m benchmarks.courses_serving [SECONDS]`.

Beside nginx's own static serving of the same files, in turns: the portal as `portal serve` runs it, the courses in a
process of their own, and nginx with the files of `deploy/nginx` in front (which serves by alias). Three ways of
reading: ranges of 1 MiB of a film, ranges of 64 kB of it, and whole segments of 250 kB. Only ratios within one run
mean anything. At last forty viewers from one address play a film from the portal itself.

The aims: from the app 0.5 of nginx at 1 MiB and 0.3 at 64 to 250 kB, behind nginx 0.95; every viewer plays. The last
line is JSON.
"""

import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from portal.courses.published import Shelf
from tests.factories import courses, watching
from tests.factories.watching import Visitor

READERS, ROUNDS, VIEWERS = 16, 5, 40
MEGABYTE, KILOBYTES_64, SEGMENT = 1024 * 1024, 64 * 1024, 250_000
FILM, SEGMENTS = 24 * MEGABYTE, 24
AIMS = {"1 MiB": 0.5, "64 kB": 0.3, "segments": 0.3}
BEHIND = 0.95
RANGES = """
local at, step, size = 0, {step}, {size}
request = function()
  local first = at
  at = (at + step) % size
  return wrk.format("GET", "{path}", {{["Range"] = "bytes=" .. first .. "-" .. (first + step - 1)}})
end
"""
WHOLE = """
local at = 0
request = function()
  at = at % {number} + 1
  return wrk.format("GET", string.format("{folder}/240/%03d.m4s", at))
end
"""
PLAIN = """daemon off; worker_processes 2; {user} pid {folder}/pid; error_log /dev/null crit;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on;
  {temp}
  server {{ listen 127.0.0.1:{port}; location /media/ {{ alias {media}/; }} }}
}}
"""


def shelf_with_a_film(data_dir: Path, made: Path) -> str:
    """A course whose film has as many bytes as a real one; the address of its folder."""
    course = courses.published_course()
    key = course.parts[0].film.made.key if course.parts[0].film else ""
    folder = courses.media(made / key)
    (folder / "240.mp4").write_bytes(bytes(FILM))
    for number in range(1, SEGMENTS + 1):
        (folder / f"240/{number:03}.m4s").write_bytes(bytes(SEGMENT))
    Shelf(data_dir / "published").put(course, {key: folder})
    return f"/media/{course.slug}/{key}"


@contextmanager
def plain_nginx(folder: Path, media: Path) -> Iterator[int]:
    """An nginx that does nothing but serve `media`; its port."""
    port, kinds = watching.free_port(), ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folder.mkdir()
    temp = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    text = PLAIN.format(user=watching.nginx_user(), folder=folder, temp=temp, port=port, media=media)
    (folder / "nginx.conf").write_text(text)
    process = subprocess.Popen([watching.nginx_program(), "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        watching.wait(port, process, "/")
        yield port
    finally:
        watching.stop(process)


def bytes_per_second(port: int, script: Path, seconds: float) -> float:
    """What sixteen readers take together; raises when an answer was no success."""
    command = ["wrk", "-t", "1", "-c", str(READERS), "-d", f"{seconds:.0f}s", "-s", str(script)]
    out = subprocess.run(
        [*command, f"http://127.0.0.1:{port}/"], check=True, capture_output=True, text=True, timeout=120
    ).stdout
    found = re.search(r"Transfer/sec:\s+([\d.]+)(KB|MB|GB)", out)
    if found is None or "Non-2xx" in out or "Socket errors" in out:
        raise RuntimeError(out)
    return float(found[1]) * {"KB": 1e3, "MB": 1e6, "GB": 1e9}[found[2]]


def scripts(folder: Path, film: str) -> dict[str, Path]:
    """What each way of reading asks for."""
    texts = {
        "1 MiB": RANGES.format(step=MEGABYTE, size=FILM, path=f"{film}/240.mp4"),
        "64 kB": RANGES.format(step=KILOBYTES_64, size=FILM, path=f"{film}/240.mp4"),
        "segments": WHOLE.format(number=SEGMENTS, folder=film),
    }
    for name, text in texts.items():
        (folder / f"{name}.lua").write_text(text)
    return {name: folder / f"{name}.lua" for name in texts}


def measure(folder: Path, seconds: float) -> tuple[dict[str, dict[str, float]], int]:
    """Ratios to the plain nginx by server and way of reading, medians of rounds in turns; how many viewers played."""
    data_dir = folder / "data"
    data_dir.mkdir(mode=0o755)
    film = shelf_with_a_film(data_dir, folder / "made")
    asked = scripts(folder, film)
    subprocess.run([sys.executable, "-m", "portal.cli", "upgrade"], check=True, env=watching.environment(data_dir))
    with ExitStack() as stack:
        plain = stack.enter_context(plain_nginx(folder / "plain", data_dir / "published/media"))
        whole = stack.enter_context(watching.running(SERVE, data_dir)).port
        ports = {
            "portal": whole,
            "courses alone": stack.enter_context(watching.running(ALONE, data_dir)).port,
            "behind nginx": stack.enter_context(watching.nginx(folder / "front", data_dir, whole, workers=2)).port,
        }
        rounds = [
            {name: _turn(plain, ports, script, seconds) for name, script in asked.items()} for _ in range(ROUNDS)
        ]
        return {
            server: {name: round(median(one[name][server] for one in rounds), 3) for name in asked}
            for server in ports
        }, viewers(whole, film)


SERVE, ALONE = ("-m", "portal.cli", "serve"), ("-m", "portal.courses.watching")


def _turn(plain: int, ports: dict[str, int], script: Path, seconds: float) -> dict[str, float]:
    before = bytes_per_second(plain, script, seconds)
    found = {name: bytes_per_second(port, script, seconds) for name, port in ports.items()}
    beside = (before + bytes_per_second(plain, script, seconds)) / 2
    return {name: rate / beside for name, rate in found.items()}


def viewers(port: int, film: str) -> int:
    """How many of forty viewers behind one address got every byte of the first eight segments."""
    played: list[int] = []

    def play() -> None:
        answers = [Visitor(port).ask(f"{film}/240/{number:03}.m4s") for number in range(1, 9)]
        if all((answer.status, len(answer.body)) == (200, SEGMENT) for answer in answers):
            played.append(1)

    threads = [threading.Thread(target=play) for _ in range(VIEWERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(played)


def verdicts(ratios: dict[str, dict[str, float]], played: int) -> Iterator[tuple[str, bool]]:
    """Each aim as a sentence, and whether it was met."""
    for server, found in ratios.items():
        for name, ratio in found.items():
            aim = BEHIND if server == "behind nginx" else AIMS[name]
            yield f"{server}: {name} {ratio:.2f} of nginx alone (aim {aim})", ratio >= aim
    yield f"{played} of {VIEWERS} viewers behind one address play", played == VIEWERS


def main() -> int:
    """Measure all and print the ratios; 1 when an aim is missed."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        Path(name).chmod(0o755)
        ratios, played = measure(Path(name), seconds)
    met = True
    for sentence, is_met in verdicts(ratios, played):
        print(sentence if is_met else f"{sentence}  MISSED")
        met = met and is_met
    print(json.dumps({"benchmark": "courses_serving", "ratios": ratios, "viewers": played}))
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
