"""Uploads lie on disk as ciphertext alone."""

import io

from hypothesis import given
from hypothesis import strategies as st

from portal.core.web.spool import SMALL, SealedSpool


@given(st.lists(st.binary(max_size=80), max_size=8), st.lists(st.integers(0, 300), max_size=6))
def test_it_reads_like_a_file(pieces: list[bytes], places: list[int]) -> None:
    spool, plain = SealedSpool(), io.BytesIO()
    for piece in pieces:
        assert spool.write(piece) == plain.write(piece)
    for place in places:
        assert spool.seek(place) == plain.seek(place)
        assert spool.read(7) == plain.read(7)
        assert spool.tell() == plain.tell()
    spool.seek(0)
    assert spool.read() == plain.getvalue()
    spool.close()


def test_what_lies_on_disk_is_not_the_upload() -> None:
    spool = SealedSpool()
    spool.write(b"A secret photo. " * (SMALL // 8))
    spool._file.seek(0)
    assert b"secret" not in spool._file.read()
    spool.close()


def test_seeking_from_the_end_and_from_here() -> None:
    spool = SealedSpool()
    spool.write(b"0123456789")
    spool.seek(-3, io.SEEK_END)
    assert spool.read() == b"789"
    spool.seek(2)
    spool.seek(3, io.SEEK_CUR)
    assert spool.read(1) == b"5"
    spool.close()
