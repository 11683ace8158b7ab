"""What a process says of an error: its kind and its place, in the demo and in production, never what was in it."""

import logging
import sys

import pytest

from portal.cli.logs import JsonLines, Lines

CANARY = "canary-7f3"


def record() -> logging.LogRecord:
    try:
        raise ValueError(CANARY)
    except ValueError:
        return logging.LogRecord("portal", logging.ERROR, __file__, 1, "it %s", ("failed",), sys.exc_info())


@pytest.mark.parametrize("formatter", [Lines(), JsonLines()])
def test_an_error_is_told_without_its_words(formatter: logging.Formatter) -> None:
    said = formatter.format(record())
    assert CANARY not in said
    assert CANARY in logging.Formatter().format(record())  # so this test can fail
    assert "it failed" in said
    assert "ValueError" in said
    assert "test_logs.py:" in said
