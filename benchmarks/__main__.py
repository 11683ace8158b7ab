"""`make bench`: runs every benchmark, prints their ratios and keeps the figures in `var/bench.json`."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
BENCHMARKS = (
    "photo",
    "serving",
    "queue",
    "memory",
    "lighthouse",
    "riksnorm",
    "robot",
    "casework",
    "assistance_step",
    "courses_serving",
    "courses_films",
)
LONGEST_SECONDS = 900


def run(name: str) -> tuple[int, dict[str, object]]:
    """The exit code of one benchmark and what its last line, which is JSON, says."""
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    done = subprocess.run(
        command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True, timeout=LONGEST_SECONDS, check=False
    )
    lines = done.stdout.strip().splitlines() or [""]
    print(f"\n{name}\n  " + "\n  ".join(lines[:-1]), flush=True)
    try:
        found: dict[str, object] = json.loads(lines[-1])
    except ValueError:
        return done.returncode or 1, {"benchmark": name, "failed": True}
    return done.returncode, found


def main() -> int:
    """Run those named, or all; 1 when one missed its aim."""
    results = {name: run(name) for name in sys.argv[1:] or BENCHMARKS}
    target = HERE.parent / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    figures = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "found": [found for _, found in results.values()],
    }
    target.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    missed = [name for name, (code, _) in results.items() if code]
    print("\nall aims are met" if not missed else f"\naims were missed in: {', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
