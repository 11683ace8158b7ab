"""Somebody who tells the ombudsman: goes through the four pages as a browser without JavaScript does."""

import html
import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PAGE = "/krangel/beratta"
ANSWERS: dict[str, Any] = {
    "who": "resident",
    "node": "-",
    "hard": ["twice", "waiting"],
    "happened": "Jag fick skicka samma papper tre gånger.",
    "simpler": "Fråga en gång.",
    "hours": "1,5",
    "kronor": "1 200",
    "contact": "",
}
ON_PAGE = {
    1: ("who", "node"),
    2: ("hard", "happened", "photos"),
    3: ("simpler", "hours", "kronor"),
    4: ("contact", "may_publish"),
}
_INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Teller:
    """A browser on the form; `page` is what it shows."""

    def __init__(self, client: FlaskClient, language: str = "sv") -> None:
        self.client = client
        self.address = f"/{language}{PAGE}"
        self.page = client.get(self.address).text

    def hidden(self) -> list[tuple[str, str]]:
        """The hidden fields of the form, in order."""
        form = self.page[self.page.index('<form id="tell"') :]
        return [(name, html.unescape(value)) for name, value in _INPUT.findall(form)]

    @property
    def step(self) -> int:
        """Which page is shown."""
        return int(dict(self.hidden())["step"])

    def press(self, go: str = "next", **answers: Any) -> TestResponse:
        """Fill in the page that is shown and press a button."""
        data: dict[str, list[Any]] = {}
        for name, value in self.hidden():
            data.setdefault(name, []).append(value)
        for name, value in answers.items():
            data[name] = value if isinstance(value, list) else [value]
        answer = self.client.post(self.address, data={**data, "go": [go]}, content_type="multipart/form-data")
        if answer.status_code in {200, 422}:
            self.page = answer.text
        return answer

    def fill(self, **different: Any) -> "Teller":
        """Go through all pages to the last, with `ANSWERS` or others."""
        answers = ANSWERS | different
        for step in range(1, 5):
            assert self.step == step, re.findall(r'class="error"[^>]*>(.*?)</p>', self.page)
            self.press(**{name: answers[name] for name in ON_PAGE[step] if name in answers})
        assert self.step == 5, re.findall(r'class="error"[^>]*>(.*?)</p>', self.page)
        return self

    def send(self) -> TestResponse:
        """Press Send on the last page."""
        return self.press("send")
