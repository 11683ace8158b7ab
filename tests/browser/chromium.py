"""Debian's Chromium under Playwright, and pages that keep count of what must never happen in them."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
PHONE = {"width": 360, "height": 740}
NARROWEST = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
PATIENCE_MS = 15_000
LANGUAGES = {"sv": "sv-SE", "en": "en-GB", "ar": "ar"}


@dataclass
class Watch:
    """What went wrong in the pages of one context, in words; empty when nothing did."""

    host: str
    faults: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Listen to one page."""
        page.on("console", lambda message: self._said(message.type, message.text))
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._asked)

    def forget(self, *parts: str) -> None:
        """Leave out what a test brought about on purpose: faults that hold any of `parts`."""
        self.faults = [fault for fault in self.faults if not any(part in fault for part in parts)]

    def _said(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.faults.append(f"{kind}: {text}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != self.host:
            self.faults.append(f"asked another host: {request.url}")


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """One browser for many contexts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


def visitor(browser: Browser, base: str, **options: Any) -> tuple[BrowserContext, Watch]:
    """A new person with a phone: no cookie, nothing kept; every page they open is watched."""
    language = LANGUAGES[options.pop("language", "sv")]
    settings = {"viewport": PHONE, "locale": language, "timezone_id": "Europe/Stockholm"} | options
    context = browser.new_context(base_url=base, **settings)
    context.set_default_timeout(PATIENCE_MS)
    watch = Watch(urlsplit(base).netloc)
    context.on("page", watch.over)
    return context, watch
