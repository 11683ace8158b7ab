"""Lighthouse on the sign's page as a mid-range phone sees it: `python -m benchmarks.lighthouse [RUNS]`.

Needs Node and Chromium; Lighthouse itself comes from `benchmarks/package-lock.json` (`npm ci`, done here when it is
missing). The real application under gunicorn, filled with the demo's places. The aim: 99 or more of 100 in all four
categories, the median of five. The last line is JSON.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.serving import staged

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "node_modules" / ".bin" / "lighthouse"
CHROMIUM = "/usr/bin/chromium"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-sync --no-first-run"
RUNS, TRIES, LEAST = 5, 3, 99
TIMINGS = {"first-contentful-paint": "first words", "largest-contentful-paint": "largest part"}


def install() -> None:
    """Install Lighthouse from its lock, once."""
    if not PROGRAM.exists():
        environment = os.environ | {"PUPPETEER_SKIP_DOWNLOAD": "1"}
        subprocess.run(["npm", "ci", "--silent"], cwd=HERE, env=environment, check=True, timeout=300)


def run(url: str, report: Path) -> dict[str, float]:
    """The scores of one run, of 100, and two timings in milliseconds."""
    only = f"--only-categories={','.join(CATEGORIES)}"
    command = [str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={report}", only]
    environment = os.environ | {"CHROME_PATH": CHROMIUM}
    for left in reversed(range(TRIES)):  # on a busy machine the browser's trace now and then lacks its beginning
        done = subprocess.run([*command, f"--chrome-flags={FLAGS}"], env=environment, check=not left, timeout=180)
        if done.returncode == 0:
            break
    found = json.loads(report.read_text(encoding="utf-8"))
    scores = {name: found["categories"][name]["score"] * 100 for name in CATEGORIES}
    return scores | {words: found["audits"][name]["numericValue"] for name, words in TIMINGS.items()}


def measure(runs: int) -> dict[str, float]:
    """The median of each figure."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        with staged(f"sqlite:///{folder / 'portal.db'}", folder) as stage:
            found = [run(f"{stage.address}/sv/felanmalan/{stage.code}", folder / "report.json") for _ in range(runs)]
    return {name: round(median(each[name] for each in found), 1) for name in found[0]}


def main() -> int:
    """Measure and print; 1 when a category falls short, 2 when there is no Node to measure with."""
    if shutil.which("npm") is None:
        print("Lighthouse needs Node 20 or newer; nothing was measured.")
        print(json.dumps({"benchmark": "lighthouse", "failed": True}))
        return 2
    install()
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
    for name, value in found.items():
        unit, missed = ("", value < LEAST) if name in CATEGORIES else (" ms", False)
        print(f"{name}: {value:.0f}{unit}{'  MISSED' if missed else ''}")
    print(json.dumps({"benchmark": "lighthouse", "median": found}))
    return 1 if any(found[name] < LEAST for name in CATEGORIES) else 0


if __name__ == "__main__":
    raise SystemExit(main())
