"""What several pictures are put together of: people, bubbles, hearts, houses, papers, phones, plants."""

from assets.films.canvas import (
    AMBER,
    CLAY,
    GREEN,
    INK,
    INK_2,
    LINE,
    PAPER,
    SEA,
    SEA_DEEP,
    SEA_SOFT,
    STONE_2,
    Sheet,
    bezier,
)

SKINS = ("#f0cba8", "#c58d63", "#86573a", "#e2b08a")
HAIRS = ("#3a2a20", "#1d1a1a", "#a5652c", "#7b4b2a")


def person(
    sheet: Sheet, x: float, ground: float, tall: float, colour: str, look: int = 0, hair: str = "short"
) -> None:
    """Somebody without a face, `tall` units, standing at `ground`; `look` chooses skin and hair."""
    head, wide = tall * 0.17, tall * 0.46
    top = ground - tall
    skin, dark = SKINS[look % 4], HAIRS[look % 4]
    if hair == "long":
        sheet.box(x - head * 1.12, top - head * 0.1, head * 2.24, head * 2.7, head, dark)
    if hair == "bun":
        sheet.disc(x, top - head * 0.15, head * 0.5, dark)
    shoulders = ground - tall * 0.6
    sheet.box(x - wide / 2, shoulders, wide, tall * 0.6 + wide / 2, wide / 2, colour)
    sheet.box(x - head * 0.36, top + head * 1.5, head * 0.72, head * 1.2, head * 0.3, skin)
    if hair == "scarf":
        sheet.disc(x, top + head * 1.02, head * 1.22, SEA_DEEP if colour != SEA_DEEP else CLAY)
        sheet.box(x - head * 0.95, top + head, head * 1.9, head * 1.9, head * 0.8, SEA_DEEP)
        sheet.oval(x, top + head * 1.1, head * 0.78, head * 0.88, skin)
        return
    sheet.disc(x, top + head, head, skin)
    sheet.slice(x, top + head * 0.92, head * 1.06, 180, 360, dark)


def ground(sheet: Sheet, y: float = 150, half: float = 200) -> None:
    """What stands on the ground is cut off by it."""
    sheet.box(-half, y, half * 2, 120, 0, STONE_2)


def floor(sheet: Sheet, y: float = 150, half: float = 150) -> None:
    """A thin line to stand on."""
    sheet.line([(-half, y), (half, y)], 5, INK_2)


def bubble(sheet: Sheet, x: float, y: float, wide: float, high: float, fill: str = PAPER, tail: int = -1) -> None:
    """A speech bubble with its middle at (x, y); its tail points down to the left (-1) or to the right (1)."""
    sheet.box(x - wide / 2, y - high / 2, wide, high, min(wide, high) * 0.36, fill)
    low = y + high / 2
    inner, outer, tip = (x + tail * wide * share for share in (0.1, 0.34, 0.4))
    sheet.shape([(inner, low - 6), (outer, low - 6), (tip, low + 22)], fill)


def heart(sheet: Sheet, x: float, y: float, size: float, fill: str = CLAY) -> None:
    """A heart `size` units wide."""
    s = size / 2
    left = bezier([(x, y + s), (x - s * 1.5, y), (x - s * 0.9, y - s * 1.25), (x, y - s * 0.4)])
    right = bezier([(x, y - s * 0.4), (x + s * 0.9, y - s * 1.25), (x + s * 1.5, y), (x, y + s)])
    sheet.shape([*left, *right], fill)


def tick(sheet: Sheet, x: float, y: float, size: float, colour: str = GREEN) -> None:
    """A tick: done, or agreed."""
    strokes = [(x - size * 0.5, y), (x - size * 0.1, y + size * 0.4), (x + size * 0.55, y - size * 0.42)]
    sheet.line(strokes, size * 0.2, colour)


def dots(sheet: Sheet, x: float, y: float, colour: str = INK_2, size: float = 7) -> None:
    """Three dots: somebody is thinking or about to speak."""
    for step in (-1, 0, 1):
        sheet.disc(x + step * size * 3, y, size, colour)


def lines(sheet: Sheet, x: float, y: float, widths: tuple[float, ...], step: float = 24, colour: str = LINE) -> None:
    """Lines of writing that cannot be read."""
    for number, wide in enumerate(widths):
        sheet.line([(x, y + number * step), (x + wide, y + number * step)], 8, colour)


def paper(sheet: Sheet, x: float, y: float, wide: float, high: float) -> None:
    """A sheet of paper with a shadow."""
    sheet.box(x + 8, y + 10, wide, high, 12, LINE)
    sheet.box(x, y, wide, high, 12, PAPER)


def phone(sheet: Sheet, x: float, y: float, high: float, screen: str = SEA_SOFT) -> None:
    """A phone with its middle at (x, y)."""
    wide = high * 0.52
    sheet.box(x - wide / 2, y - high / 2, wide, high, high * 0.09, INK)
    edge = high * 0.04
    sheet.box(x - wide / 2 + edge, y - high / 2 + edge * 2, wide - edge * 2, high - edge * 4, high * 0.05, screen)
    sheet.line([(x - wide * 0.1, y + high / 2 - edge), (x + wide * 0.1, y + high / 2 - edge)], high * 0.016, PAPER)


def house(sheet: Sheet, x: float, base: float, wide: float, wall: str, roof: str, lit: str = AMBER) -> None:
    """A house with a lit window and a door."""
    high = wide * 0.66
    sheet.box(x - wide / 2, base - high, wide, high, 4, wall)
    peak = base - high - wide * 0.46
    sheet.shape([(x - wide * 0.62, base - high + 4), (x, peak), (x + wide * 0.62, base - high + 4)], roof)
    sheet.box(x - wide * 0.34, base - high * 0.74, wide * 0.28, wide * 0.24, 4, lit)
    sheet.box(x + wide * 0.08, base - high * 0.66, wide * 0.24, high * 0.66, 4, roof)


def table(sheet: Sheet, y: float, half: float = 150, colour: str = "#a9784f") -> None:
    """A table seen from the side."""
    sheet.box(-half, y, half * 2, 18, 9, colour)
    for side in (-1, 1):
        sheet.line([(side * half * 0.78, y + 18), (side * half * 0.86, y + 110)], 12, colour)


def cup(sheet: Sheet, x: float, y: float, colour: str = SEA) -> None:
    """A cup standing at (x, y)."""
    sheet.ring(x + 20, y - 20, 13, 6, colour)
    sheet.box(x - 20, y - 38, 40, 38, 9, colour)


def leaf(sheet: Sheet, x: float, y: float, size: float, side: int, colour: str = GREEN) -> None:
    """A leaf that grows from (x, y) to one side."""
    tip = (x + side * size, y - size * 0.55)
    above = bezier([(x, y), (x + side * size * 0.1, y - size * 0.7), (x + side * size * 0.6, y - size * 0.9), tip])
    below = bezier([tip, (x + side * size * 0.9, y), (x + side * size * 0.4, y + size * 0.1), (x, y)])
    sheet.shape([*above, *below], colour)


def moon(sheet: Sheet, x: float, y: float, radius: float, behind: str, colour: str = AMBER) -> None:
    """A new moon; `behind` is the colour of the sky."""
    sheet.disc(x, y, radius, colour)
    sheet.disc(x + radius * 0.45, y - radius * 0.25, radius * 0.85, behind)


def star(sheet: Sheet, x: float, y: float, size: float, colour: str = AMBER) -> None:
    """A star with four points."""
    thin = size * 0.22
    sheet.shape(
        [
            (x, y - size),
            (x + thin, y - thin),
            (x + size, y),
            (x + thin, y + thin),
            (x, y + size),
            (x - thin, y + thin),
            (x - size, y),
            (x - thin, y - thin),
        ],
        colour,
    )
