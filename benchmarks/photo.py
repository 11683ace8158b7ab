"""What photo work costs beside Pillow's own way: `python -m benchmarks.photo [FILE]`.

Both paint the same file (a 12-megapixel JPEG, made here unless one is named) in turns, in one run, with the same
filter and quality: Pillow's `draft`, upright, copy, 1600 pixels, JPEG quality 80, in this process as it is; and
everything the worker does: open the seal, paint apart (in a process that asks for large memory pages, which this one
does not), thumbnail, seal, write durably.

The aim: at most 1.3 times Pillow's time, under 120 MB. The last line is JSON.
"""

import gc
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps

from portal.core.keys import Keyring
from portal.platform.files import making
from portal.platform.files.incoming import Incoming
from portal.platform.files.sniff import look
from portal.platform.files.store import FolderStore
from portal.platform.files.workshop import Workshop, painting_environment

ROUNDS = 15
AIM, AIM_MEGABYTES = 1.3, 120
_PEAK = """
import sys
from portal.platform.files.reencode import repaint
repaint(sys.stdin.buffer.read())
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def photo() -> bytes:
    """A 12-megapixel JPEG of about 4 MB with an orientation, as a phone makes it."""
    noise = [Image.effect_noise((1000, 750), 60).resize((4000, 3000), Image.Resampling.BICUBIC) for _ in range(3)]
    slope = Image.linear_gradient("L").resize((4000, 3000))
    tags = Image.Exif()
    tags[0x0112] = 6
    saved = io.BytesIO()
    Image.blend(Image.merge("RGB", noise), Image.merge("RGB", [slope] * 3), 0.5).save(
        saved, "JPEG", quality=90, exif=tags
    )
    return saved.getvalue()


def pillow(raw: bytes) -> bytes:
    """The baseline."""
    with Image.open(io.BytesIO(raw)) as opened:
        opened.draft("RGB", (1600, 1200))
        upright = ImageOps.exif_transpose(opened).copy()
        upright.thumbnail((1600, 1600))
        saved = io.BytesIO()
        upright.save(saved, "JPEG", quality=80)
    return saved.getvalue()


def peak_megabytes(raw: bytes) -> int:
    """The most memory that a process which paints `raw` is resident in."""
    environment = painting_environment()
    done = subprocess.run([sys.executable, "-c", _PEAK], input=raw, capture_output=True, check=True, env=environment)
    return int(done.stdout) // 1024


def in_turns(*works: Callable[[], object]) -> list[float]:
    """The median milliseconds of each of `works`, done one after the other `ROUNDS` times, after one warm-up."""
    times: list[list[float]] = [[] for _ in works]
    for number in range(ROUNDS + 1):
        for work, taken in zip(works, times, strict=True):
            gc.collect()
            started = time.perf_counter()
            work()
            if number:
                taken.append((time.perf_counter() - started) * 1000)
    return [statistics.median(taken) for taken in times]


def measure(raw: bytes, folder: Path) -> dict[str, float]:
    """All figures for one photo."""
    keyring = Keyring([os.urandom(32)], os.urandom(32), os.urandom(32))
    incoming, store = Incoming(folder, keyring), FolderStore(folder / "files", keyring)
    nonce = os.urandom(16)
    kept = incoming.keep(nonce, io.BytesIO(raw))
    drawer = incoming.drawer(nonce)
    with Workshop() as workshop:
        baseline, ours, header, received = in_turns(
            lambda: pillow(raw),
            lambda: making.make(uuid.uuid4(), incoming.open(drawer, kept.sha), store, workshop),
            lambda: look(raw),
            lambda: incoming.keep(os.urandom(16), io.BytesIO(raw)),
        )
    return {
        "megabytes": round(len(raw) / 1e6, 2),
        "pillow_ms": round(baseline, 1),
        "ours_ms": round(ours, 1),
        "ratio": round(ours / baseline, 3),
        "header_ms": round(header, 4),
        "keep_ms": round(received, 1),
        "peak_megabytes": peak_megabytes(raw),
    }


def main() -> None:
    """Measure and print."""
    raw = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else photo()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(raw, Path(folder))
    print(f"photo of {found['megabytes']} MB: Pillow {found['pillow_ms']} ms, all of ours {found['ours_ms']} ms")
    print(f"ratio {found['ratio']} (at most {AIM}), peak {found['peak_megabytes']} MB (under {AIM_MEGABYTES})")
    print(f"in the request: header check {found['header_ms']} ms, kept sealed and durable {found['keep_ms']} ms")
    print(json.dumps({"benchmark": "photo", "aim_ratio": AIM, "aim_megabytes": AIM_MEGABYTES, **found}))


if __name__ == "__main__":
    main()
