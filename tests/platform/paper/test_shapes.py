import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.platform.paper.shapes import module_runs, qr_modules


@given(st.text(alphabet="abcXYZ0189/:.", min_size=1, max_size=60))
def test_the_flat_boxes_cover_exactly_the_dark_modules(content: str) -> None:
    modules = qr_modules(content)
    covered = {(int(run.x) + step, int(run.y)) for run in module_runs(modules) for step in range(int(run.width))}
    assert covered == {(x, y) for y, row in enumerate(modules) for x, dark in enumerate(row) if dark}


def test_a_code_is_at_level_q() -> None:
    modules = qr_modules("https://portal.kalmar.example/s/K7M4QX")
    bits = [modules[8][column] for column in (0, 1)]
    assert [bit ^ mask for bit, mask in zip(bits, (True, False), strict=True)] == [
        True,
        True,
    ]  # 11 is Q, masked by 10


def test_too_long_a_content_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        qr_modules("a" * 1664)
    assert qr_modules("a" * 1663)
