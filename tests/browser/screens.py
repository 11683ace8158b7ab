"""Pictures of the pages: `python -m tests.browser.screens` fills docs/screens, `--all` all of var/screens."""

import argparse
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page

from portal.cli import compile_catalogues
from tests.browser import live, sights_of_assistance, town
from tests.browser.chromium import DESK, PHONE, chromium, visitor
from tests.browser.sights import (
    DOOR,
    RESIDENT,
    RESIDENT_LANGUAGES,
    STAFF,
    Sight,
    Who,
    go,
)
from tests.browser.steps import sign_in

RESIDENTS, STAFFS = (*RESIDENT, *sights_of_assistance.RESIDENT), (*STAFF, *sights_of_assistance.STAFF)
SIZES = {"phone": PHONE, "desk": DESK}
SCHEMES = ("light", "dark")
CHOSEN, EVERYTHING = live.ROOT / "docs" / "screens", live.ROOT / "var" / "screens"
MOST_BYTES = 3_000_000
COLOURS = 128
TALLEST = 2400
SHOWN = (
    *((name, "sv", "phone") for name in ("home", "sign", "sign-error", "find", "receipt", "follow")),
    *((name, "ar", "phone") for name in ("home", "sign", "receipt", "follow")),
    *((name, "en", "phone") for name in ("sign", "not-found", "privacy")),
    ("sign", "sv", "desk"),
    *((name, "sv", "desk") for name in ("sign-in", "queue", "queue-map", "case", "case-reply-preview")),
    *((name, "sv", "desk") for name in ("case-conflict", "places", "place")),
    *((name, "sv", "phone") for name in ("queue", "case")),
    *((f"assistance{page}", "sv", "phone") for page in ("", "-tasks", "-home", "-decision")),
    *((f"assistance{page}", "ar", "phone") for page in ("-tasks", "-decision")),
    *((f"assistance{page}", "sv", "desk") for page in ("-desk", "-case")),
)


@dataclass(frozen=True)
class Picture:
    """One picture: which page, in which language, at which size and in which colours."""

    sight: Sight
    language: str
    size: str
    scheme: str = "light"

    @property
    def file_name(self) -> str:
        """Its name: the page, and what is not usual: residents hold a phone, staff sit at a desk and read Swedish."""
        is_residents = self.sight in RESIDENTS
        language = [self.language] if is_residents else []
        size = [self.size] if (self.size == "desk") == is_residents else []
        scheme = [self.scheme] if self.scheme != "light" else []
        return f"{'-'.join([self.sight.name, *language, *size, *scheme])}.png"


def chosen() -> list[Picture]:
    """The few that stand in docs/screens."""
    sights = {sight.name: sight for sight in (*RESIDENTS, *DOOR, *STAFFS)}
    return [Picture(sights[name], language, size) for name, language, size in SHOWN]


def everything() -> Iterator[Picture]:
    """Every page in each of its languages, sizes and colours."""
    for sight in (*RESIDENTS, *DOOR, *STAFFS):
        for language in RESIDENT_LANGUAGES if sight in RESIDENTS else RESIDENT_LANGUAGES[:1]:
            for size in SIZES:
                yield from (Picture(sight, language, size, scheme) for scheme in SCHEMES)


def take(browser: Browser, base: str, seen: town.Town, picture: Picture, folder: Path) -> None:
    """Go there as whoever may, and save what is seen; a phone's picture is as long as the page."""
    options: dict[str, Any] = {"viewport": SIZES[picture.size], "color_scheme": picture.scheme}
    context, _ = visitor(browser, base, language=picture.language, **options)
    page = context.new_page()
    try:
        if picture.sight.who is not Who.RESIDENT:
            sign_in(page, picture.sight.who.value)
        go(page, picture.sight, seen, picture.language)
        if picture.sight.who is Who.RESIDENT or picture.size == "phone":
            unroll(page)
        raw = page.screenshot()
        few = (
            Image.open(io.BytesIO(raw)).convert("RGB").quantize(COLOURS)
        )  # a third of the bytes, the same to the eye
        few.save(folder / picture.file_name, optimize=True)
    finally:
        context.close()


def unroll(page: Page) -> None:
    """Make the window as tall as the page, within reason, so that what sticks to its foot stands at its foot."""
    wide = page.viewport_size["width"] if page.viewport_size else PHONE["width"]
    tall: int = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": wide, "height": min(tall, TALLEST)})


def sheet(browser: Browser, base: str, seen: town.Town, folder: Path) -> None:
    """A sign as it is printed: the first page of its PDF."""
    context, _ = visitor(browser, base)
    sign_in(context.new_page(), Who.TRIAGE)
    paper = context.request.get(f"/handlaggning/platser/skyltar/{seen.sign}.pdf?papper=a6").body()
    command = ["pdftoppm", "-png", "-r", "130", "-singlefile", "-", str(folder / "sign-sheet")]
    subprocess.run(command, input=paper, check=True)
    context.close()


def make(pictures: list[Picture], folder: Path) -> None:
    """Take all `pictures` into `folder`, in place of what was there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    compile_catalogues(live.ROOT / "translations")
    with tempfile.TemporaryDirectory(prefix="screens-") as name:
        filled = live.fill(Path(name) / "filled")
        with live.running(filled, Path(name) / "portal") as portal, chromium() as browser:
            seen = town.explore(portal, browser)
            for picture in pictures:
                take(browser, portal.base, seen, picture, folder)
                sys.stdout.write(f"{picture.file_name}\n")
            if folder == CHOSEN:
                sheet(browser, portal.base, seen, folder)


def main() -> int:
    """Make the pictures; 1 when those of docs/screens are too heavy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="every page, size and colour, into var/screens")
    parser.add_argument("--only", metavar="PAGE", help="the pictures of one page alone")
    arguments = parser.parse_args()
    pictures = list(everything()) if arguments.all else chosen()
    wanted = [picture for picture in pictures if arguments.only in {None, picture.sight.name}]
    folder = EVERYTHING if arguments.all or arguments.only else CHOSEN
    make(wanted, folder)
    weight = sum(path.stat().st_size for path in folder.glob("*.png"))
    sys.stdout.write(f"{len(wanted)} pictures, {weight / 1e6:.1f} MB in {folder.relative_to(live.ROOT)}\n")
    return 1 if folder == CHOSEN and weight > MOST_BYTES else 0


if __name__ == "__main__":
    raise SystemExit(main())
