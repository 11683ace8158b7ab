"""Logs on standard error: lines for people in the demo, JSON in production; never what a person wrote."""

import json
import logging
import sys
from datetime import UTC, datetime
from types import TracebackType
from typing import Any


class Lines(logging.Formatter):
    """A line for people; of an error its kind and where it was raised, never its own words."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(name)s: %(message)s", "%H:%M:%S")

    def formatException(self, ei: Any) -> str:  # noqa: N802 (logging's name)
        """The kind of error and the innermost frames."""
        return f"  {ei[0].__name__} at {_frames(ei[2])}" if ei[0] else ""


class JsonLines(logging.Formatter):
    """One JSON object per line: time, level, logger, text and, for an error, where it was raised."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "text": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record)
        return json.dumps(line, ensure_ascii=False)


def _where(record: logging.LogRecord) -> str:
    """The innermost frames; no message and no values, which may hold what a person wrote."""
    return _frames(record.exc_info[2] if record.exc_info else None)


def _frames(trace: TracebackType | None) -> str:
    frames = []
    while trace is not None:
        frames.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " > ".join(frames[-6:])


def install(*, as_json: bool) -> None:
    """Send every log of this process to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if as_json else Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
