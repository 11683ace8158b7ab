"""A page compressed once, with a token of its own in every answer."""

import gzip

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.core.web.spliced import SplicedPage

MARK = "{{mark}}"


@given(st.lists(st.text(max_size=300), min_size=1, max_size=6), st.text(max_size=120))
def test_unpacked_it_is_the_page_with_the_token(parts: list[str], token: str) -> None:
    parts = [part.replace(MARK, "").encode(errors="replace").decode() for part in parts]
    token = token.encode(errors="replace").decode()
    page = SplicedPage.of(MARK.join(parts), MARK)
    assert gzip.decompress(page.gzipped(token)) == token.join(parts).encode() == page.plain(token)


def test_two_tokens_of_the_same_length_give_answers_of_the_same_length() -> None:
    page = SplicedPage.of(f"<p>secret</p>{MARK}<p>secret</p>", MARK)
    assert len(page.gzipped("secret")) == len(page.gzipped("zq8x1k"))


def test_a_browser_that_takes_no_gzip_gets_the_plain_page() -> None:
    app, page = Flask(__name__), SplicedPage.of(f"<p>{MARK}</p>", MARK)
    with app.test_request_context(headers={"Accept-Encoding": "identity"}):
        assert page.answer("t").get_data() == b"<p>t</p>"
    with app.test_request_context(headers={"Accept-Encoding": "gzip, br"}):
        answer = page.answer("t")
        assert (gzip.decompress(answer.get_data()), answer.headers["Vary"]) == (b"<p>t</p>", "Accept-Encoding")
