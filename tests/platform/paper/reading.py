"""Read a finished PDF the way people do: look at its pages, select its words, scan its codes."""

import re
import subprocess
from dataclasses import dataclass

from PIL import Image
from pyzbar import pyzbar


@dataclass(frozen=True)
class Word:
    """A word and the place of its box on the page, in millimetres."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def _run(*command: str, pdf: bytes) -> bytes:
    return subprocess.run(command, input=pdf, capture_output=True, check=True, timeout=120).stdout


def pages(pdf: bytes, dpi: int = 150) -> list[Image.Image]:
    """Every page as a picture."""
    data = _run("pdftoppm", "-r", str(dpi), "-", pdf=pdf)
    found, start = [], 0
    while start < len(data):
        header = re.match(rb"P6\n(\d+) (\d+)\n255\n", data[start : start + 40])
        assert header
        width, height = int(header[1]), int(header[2])
        start += header.end()
        found.append(Image.frombytes("RGB", (width, height), data[start : start + width * height * 3]))
        start += width * height * 3
    return found


def codes(picture: Image.Image) -> list[str]:
    """What the QR codes in the picture say, from above to below."""
    found = pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])
    return [code.data.decode() for code in sorted(found, key=lambda code: (code.rect.top // 50, code.rect.left))]


def text(pdf: bytes) -> str:
    """All words, in reading order."""
    return _run("pdftotext", "-layout", "-", "-", pdf=pdf).decode()


def words(pdf: bytes) -> list[Word]:
    """Every word with its place; one in Arabic is spelt as it is seen, from left to right."""
    markup = _run("pdftotext", "-bbox", "-", "-", pdf=pdf).decode()
    found = re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', markup)
    return [Word(word, *(float(edge) * 25.4 / 72 for edge in edges)) for *edges, word in found]
