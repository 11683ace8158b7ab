"""`make audit` in full, and each of its checks on something bad."""

import pytest
from flask import Response
from werkzeug.test import TestResponse

from tests.access.matrix import Opening
from tests.long import audit, supply

GOOD_HASH = "--hash=sha256:" + "0" * 64


@pytest.mark.slow
@pytest.mark.parametrize("check", audit.CHECKS)
def test_there_is_nothing_to_mend(check: str) -> None:
    assert list(audit.CHECKS[check]()) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("flask==3.1\n", "flask has no hash"),
        (f"flask>=3 \\\n    {GOOD_HASH}\n", "flask is not pinned"),
        (f"--index-url https://x.example\nflask==3.1 \\\n    {GOOD_HASH}\n", "it says where to fetch something"),
        (f"a==1 \\\n    {GOOD_HASH}\nb[c]==2 \\\n    --hash=md5:00\n", "b has no hash"),
    ],
)
def test_a_bad_lock_is_noticed(text: str, says: str) -> None:
    assert list(supply.lock_faults(text)) == [says]
    assert list(supply.lock_faults(f"flask==3.1 \\\n    {GOOD_HASH}\n")) == []


def test_a_bad_lock_of_node_is_noticed() -> None:
    text = '{"packages": {"": {}, "a": {"integrity": "sha512-x", "resolved": "x"}, "b": {"integrity": "sha1-x"}}}'
    assert list(supply.node_lock_faults(text)) == ["a says where to fetch it", "b has no hash"]


@pytest.mark.parametrize(
    ("said", "is_free"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-3-Clause", True),
        ("LGPL-3.0-only", True),
        ("GPL-3.0-or-later", False),
        ("License :: OSI Approved :: GNU Affero General Public License v3", False),
        ("Proprietary", False),
        ("", False),
        ("not installed", False),
    ],
)
def test_a_licence_that_would_bind_us_is_noticed(said: str, is_free: bool) -> None:
    assert (supply.licence_fault(said) is None) == is_free


def test_an_answer_without_protection_is_noticed() -> None:
    bare = Response(
        "x", headers={"Set-Cookie": "a=b", "Server": "x", "Content-Security-Policy": "script-src 'unsafe-inline'"}
    )
    answer = TestResponse(bare.response, bare.status, bare.headers, None)  # type: ignore[arg-type]
    found = " ".join(audit.answer_faults(Opening("GET", "/handlaggning/x", "x", ("everybody",)), answer))
    for said in ("X-Frame-Options", "unsafe-inline", "a visitor gets a cookie", "may be kept", "what it runs on"):
        assert said in found
