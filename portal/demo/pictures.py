"""Draws the demo's photos: simple scenes in the portal's colours, each a little different; no real picture."""

import io
import math
from collections.abc import Callable, Mapping
from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1200, 900
GROUND = 640
EDGE = 45
"""What a slanted hand leaves empty at each side, in pixels."""
WOOD, IRON, DARK, GLASS = "#6b4a2f", "#3d4f5a", "#12232e", "#9fc4bd"
SKIES = ("#c9dbd2", "#b9d2dc", "#e6dfd2", "#8fa9b5", "#37505f")
FIELDS = ("#c9ad84", "#8fa77c", "#a9b294", "#b8a58a")
SPRAYS = ("#b3325b", "#1f1f1f", "#2a6f97", "#e07a1f")


@cache
def photo(topic: str, seed: int) -> bytes:
    """A JPEG of 1200 × 900 pixels that shows what is wrong; the same for the same topic and seed."""
    random = Random(f"{topic} {seed}")
    picture = Image.new("RGB", (WIDTH, HEIGHT), random.choice(SKIES))
    draw = ImageDraw.Draw(picture)
    _ground(draw, random)
    SCENES.get(topic, _bench)(draw, random)
    picture = picture.filter(ImageFilter.GaussianBlur(1.2)).rotate(random.uniform(-2, 2), Image.Resampling.BICUBIC)
    picture = picture.resize((WIDTH, HEIGHT), box=(EDGE, EDGE, WIDTH - EDGE, HEIGHT - EDGE))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _ground(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.rectangle((0, GROUND, WIDTH, HEIGHT), fill=random.choice(FIELDS))
    for _ in range(random.randint(2, 5)):
        x, size = random.randint(0, WIDTH), random.randint(90, 190)
        draw.rectangle((x - 9, GROUND - size // 2, x + 9, GROUND), fill=WOOD)
        draw.ellipse((x - size // 2, GROUND - size - 60, x + size // 2, GROUND - 30), fill="#6f8f6a")


def _swing(draw: ImageDraw.ImageDraw, random: Random) -> None:
    left = random.randint(240, 380)
    right = left + 480
    for foot, head in ((left, left + 70), (right, right - 70)):
        draw.line((foot - 70, 760, head, 260), fill=WOOD, width=30)
        draw.line((foot + 70, 760, head, 260), fill=WOOD, width=30)
    draw.line((left + 50, 262, right - 50, 262), fill=WOOD, width=34)
    whole = left + 170
    for x in (whole, whole + 90):
        draw.line((x, 270, x, 600), fill=IRON, width=8)
    draw.rectangle((whole - 14, 596, whole + 104, 622), fill=DARK)
    draw.line((right - 190, 270, right - 250, 640), fill=IRON, width=8)


def _bench(draw: ImageDraw.ImageDraw, random: Random) -> None:
    x = random.randint(260, 420)
    for row in range(4):
        bend = random.randint(20, 60) if row == 2 else 0
        draw.line((x, 470 + row * 44, x + 480, 470 + row * 44 + bend), fill=WOOD, width=30)
    for leg in (x + 50, x + 430):
        draw.line((leg, 450, leg, 740), fill=IRON, width=22)


def _wall(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.rectangle((150, 240, 1050, 720), fill="#cdbfa8")
    for row in range(240, 720, 60):
        draw.line((150, row, 1050, row), fill="#b7a78c", width=4)
    x, y = 260, 520
    points = [(x + step * 16, y + math.sin(step * random.uniform(0.3, 0.6)) * 110) for step in range(42)]
    draw.line(points, fill=random.choice(SPRAYS), width=26, joint="curve")


def _bin(draw: ImageDraw.ImageDraw, random: Random) -> None:
    x = random.randint(430, 560)
    draw.polygon(((x, 430), (x + 260, 430), (x + 230, 760), (x + 30, 760)), fill=IRON)
    for _ in range(22):
        left, top = x + random.randint(-140, 320), random.randint(340, 440)
        colour = random.choice(("#fffdf9", "#e6dfd2", "#b9d2dc", "#d9a441"))
        draw.rectangle((left, top, left + random.randint(30, 80), top + random.randint(20, 60)), fill=colour)
    for _ in range(12):
        left = random.randint(120, 1000)
        draw.ellipse((left, 770, left + 60, 800), fill="#fffdf9")


def _glass(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.rectangle((0, 420, WIDTH, HEIGHT), fill="#d6bd93")
    for _ in range(34):
        x, y = random.randint(200, 1000), random.randint(520, 840)
        points = [(x + random.randint(-42, 42), y + random.randint(-30, 30)) for _ in range(3)]
        draw.polygon(points, fill=random.choice((GLASS, "#7fae8f", "#d5e6e2")))


def _lamp(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.rectangle((0, 0, WIDTH, GROUND), fill="#26404f")
    x, lean = random.randint(480, 700), random.randint(-60, 60)
    draw.line((x, 780, x + lean, 180), fill="#0d1a22", width=24)
    draw.line((x + lean, 190, x + lean + 130, 170), fill="#0d1a22", width=20)
    draw.ellipse((x + lean + 90, 150, x + lean + 200, 210), fill="#4a5a62")


def _tree(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.polygon(((0, 900), (430, 560), (770, 560), (1200, 900)), fill="#d8cfbf")
    draw.line((120, 560, 1080, 700 + random.randint(-40, 40)), fill=WOOD, width=46)
    for _ in range(26):
        x, y = random.randint(420, 1080), random.randint(520, 740)
        draw.ellipse((x - 46, y - 34, x + 46, y + 34), fill=random.choice(("#6f8f6a", "#58794f")))


def _jetty(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.rectangle((0, 380, WIDTH, HEIGHT), fill="#4f8296")
    for row in range(9):
        y, slip = 420 + row * 52, random.randint(-14, 14) if row > 5 else 0
        draw.polygon(
            (
                (430 - row * 34 + slip, y),
                (770 + row * 34 + slip, y),
                (780 + row * 36, y + 40),
                (420 - row * 36, y + 40),
            ),
            fill="#a58a66" if row % 2 else "#98805f",
        )


def _hole(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.polygon(((180, 900), (480, 420), (720, 420), (1020, 900)), fill="#7c868c")
    x = random.randint(520, 640)
    draw.ellipse((x - 150, 640, x + 150, 780), fill="#4b5358")
    draw.ellipse((x - 110, 662, x + 110, 764), fill="#30373b")


def _sign(draw: ImageDraw.ImageDraw, random: Random) -> None:
    draw.line((600, 800, 600 + random.randint(-90, 90), 300), fill=IRON, width=26)
    draw.polygon(((420, 240), (800, 300), (780, 520), (400, 460)), fill="#fffdf9")
    draw.line((450, 320, 740, 370), fill=random.choice(SPRAYS), width=24)


SCENES: Mapping[str, Callable[[ImageDraw.ImageDraw, Random], None]] = {
    "broken": _swing,
    "graffiti": _wall,
    "litter": _bin,
    "glass": _glass,
    "lamp": _lamp,
    "tree": _tree,
    "jetty": _jetty,
    "water": _jetty,
    "surface": _hole,
    "sign": _sign,
    "toilet": _bench,
}
