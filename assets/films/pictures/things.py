"""Pictures of things; the middle is (0, 0), what lies more than 195 units away is cut off."""

import math

from assets.films.canvas import (
    AMBER,
    AMBER_SOFT,
    CLAY,
    GREEN,
    GREEN_SOFT,
    INK,
    INK_2,
    PAPER,
    SEA,
    SEA_DEEP,
    SEA_MID,
    SEA_SOFT,
    Sheet,
)
from assets.films.pictures.parts import (
    bubble,
    dots,
    ground,
    heart,
    leaf,
    lines,
    moon,
    paper,
    person,
    phone,
    star,
    tick,
)

WOOD = "#a9784f"


def needs(sheet: Sheet) -> None:
    sheet.disc(-84, -54, 66, SEA_DEEP)
    moon(sheet, -88, -52, 34, SEA_DEEP)
    sheet.disc(84, -54, 66, GREEN_SOFT)
    sheet.disc(84, -44, 32, CLAY)
    leaf(sheet, 84, -74, 26, 1)
    for x, y, colour in ((-58, 126, SEA), (6, 126, AMBER), (-26, 66, CLAY)):
        sheet.box(x - 29, y - 34, 58, 58, 8, colour)
    ground(sheet)


def clock(sheet: Sheet) -> None:
    sheet.disc(0, 0, 150, SEA)
    sheet.disc(0, 0, 132, PAPER)
    sheet.slice(0, 0, 118, -90, -60, AMBER)
    for hour in range(12):
        turn = math.radians(hour * 30)
        x, y = math.sin(turn), -math.cos(turn)
        sheet.line([(x * 108, y * 108), (x * 118, y * 118)], 7, INK_2)
    sheet.line([(0, 0), (0, -100)], 9, INK)
    sheet.line([(0, 0), (-54, 38)], 11, INK)
    sheet.disc(0, 0, 12, INK)


def choices(sheet: Sheet) -> None:
    for x, colour in ((-86, AMBER), (86, SEA)):
        sheet.shape(
            [
                (x - 36, -74),
                (x - 78, -34),
                (x - 54, -6),
                (x - 40, -20),
                (x - 40, 76),
                (x + 40, 76),
                (x + 40, -20),
                (x + 54, -6),
                (x + 78, -34),
                (x + 36, -74),
            ],
            colour,
        )
        sheet.slice(x, -76, 24, 0, 180, PAPER)
    for side in (-1, 1):
        sheet.disc(side * 86, 124, 17, PAPER)
        tick(sheet, side * 86, 124, 20)


def steps(sheet: Sheet) -> None:
    for number, colour in enumerate(("#bedbe1", "#8fbcc9", SEA_MID, SEA)):
        high = 50 + number * 46
        sheet.box(-150 + number * 72, 140 - high, 72, high + 80, 0, colour)
    sheet.line([(112, -46), (112, -150)], 7, INK)
    sheet.shape([(115, -150), (168, -130), (115, -108)], AMBER)
    person(sheet, -114, 96, 110, CLAY, 1)
    sheet.box(-150, 90, 72, 130, 0, "#bedbe1")


def pause(sheet: Sheet) -> None:
    sheet.box(-96, -140, 150, 290, 6, WOOD)
    sheet.box(-84, -128, 126, 278, 4, AMBER_SOFT)
    sheet.shape([(-84, -128), (0, -100), (0, 172), (-84, 150)], "#b98a60")
    sheet.disc(-16, 34, 7, INK)
    sheet.disc(110, -40, 54, SEA)
    for side in (-1, 1):
        sheet.line([(110 + side * 13, -60), (110 + side * 13, -20)], 13, PAPER)
    ground(sheet)


def lighthouse(sheet: Sheet) -> None:
    sheet.shape([(0, -92), (210, -150), (210, -40)], AMBER_SOFT)
    sheet.shape([(0, -92), (-210, -150), (-210, -40)], AMBER_SOFT)
    sheet.shape([(-34, -60), (34, -60), (56, 130), (-56, 130)], PAPER)
    sheet.shape([(-39, -18), (39, -18), (45, 30), (-45, 30)], CLAY)
    sheet.shape([(-50, 76), (50, 76), (56, 130), (-56, 130)], CLAY)
    sheet.box(-26, -112, 52, 52, 4, AMBER)
    sheet.box(-44, -64, 88, 12, 6, INK)
    sheet.shape([(-38, -110), (0, -150), (38, -110)], INK)
    for y, colour in ((128, SEA_MID), (152, SEA)):
        for number in range(-4, 5):
            sheet.disc(number * 52 + (26 if y > 130 else 0), y + 14, 32, colour)
        sheet.box(-200, y + 14, 400, 80, 0, colour)


def few(sheet: Sheet) -> None:
    paper(sheet, -104, -136, 208, 272)
    for number, colour in enumerate((SEA, AMBER, CLAY)):
        y = -78 + number * 78
        sheet.disc(-58, y, 22, colour)
        tick(sheet, -58, y, 22, PAPER)
        lines(sheet, -20, y - 10, (92, 60))


def ideas(sheet: Sheet) -> None:
    sheet.disc(0, -40, 84, AMBER)
    sheet.box(-34, 30, 68, 44, 8, AMBER)
    sheet.curve([(-22, 26), (-34, -40), (34, -40), (22, 26)], 7, PAPER)
    for number in range(3):
        sheet.line([(-28, 84 + number * 18), (28, 84 + number * 18)], 11, INK_2)
    for turn in (-150, -120, -90, -60, -30):
        x, y = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        sheet.line([(x * 108, y * 108 - 40), (x * 134, y * 134 - 40)], 9, CLAY)


def week(sheet: Sheet) -> None:
    paper(sheet, -140, -110, 280, 230)
    sheet.box(-140, -110, 280, 56, 12, SEA)
    for side in (-1, 1):
        sheet.line([(side * 76, -128), (side * 76, -92)], 12, INK)
    for number in range(14):
        x, y = -108 + number % 7 * 36, -14 + number // 7 * 62
        sheet.box(x - 13, y - 13, 26, 26, 6, AMBER if number == 3 else SEA_SOFT)
    tick(sheet, 36, 48, 26)


def growth(sheet: Sheet) -> None:
    for x, high, leaves in ((-112, 50, 1), (0, 110, 2), (112, 180, 3)):
        sheet.line([(x, 120), (x, 120 - high)], 8, GREEN)
        for number in range(leaves):
            y = 120 - high + number * 46
            leaf(sheet, x, y + 8, 44, 1)
            leaf(sheet, x, y + 22, 44, -1, "#3f8d6c")
    sheet.disc(112, -72, 20, AMBER)
    sheet.box(-200, 116, 400, 100, 0, "#b98a60")


def phone_world(sheet: Sheet) -> None:
    phone(sheet, 0, 0, 300)
    sheet.disc(0, -70, 34, AMBER)
    sheet.slice(0, -70, 20, 20, 160, INK)
    heart(sheet, 0, 14, 58)
    sheet.box(-46, 62, 92, 40, 14, SEA)
    dots(sheet, 0, 82, PAPER, 5)
    bubble(sheet, -122, -66, 84, 60, PAPER, 1)
    star(sheet, 126, -76, 30)
    sheet.line([(108, 76), (108, 14), (146, 4), (146, 66)], 8, SEA_DEEP)
    sheet.disc(98, 78, 15, SEA_DEEP)
    sheet.disc(136, 68, 15, SEA_DEEP)


def balance(sheet: Sheet) -> None:
    _scales(sheet, SEA, CLAY)
    phone(sheet, -118, -16, 68)
    moon(sheet, 112, -8, 27, SEA_SOFT)


def fair(sheet: Sheet) -> None:
    _scales(sheet, SEA, SEA)
    for side in (-1, 1):
        sheet.box(side * 118 - 26, -32, 52, 52, 8, AMBER)
        tick(sheet, side * 118, -6, 26, PAPER)


def _scales(sheet: Sheet, one: str, other: str) -> None:
    sheet.line([(0, -110), (0, 120)], 13, INK_2)
    sheet.box(-66, 116, 132, 20, 10, INK_2)
    sheet.line([(-122, -84), (122, -84)], 11, INK_2)
    sheet.disc(0, -110, 18, AMBER)
    for side, colour in ((-1, one), (1, other)):
        x = side * 118
        sheet.line([(x - 52, 24), (x, -80), (x + 52, 24)], 4, INK_2)
        sheet.slice(x, 20, 60, 0, 180, colour)


def magnifier(sheet: Sheet) -> None:
    bubble(sheet, 44, -84, 190, 104)
    lines(sheet, -24, -104, (130, 92))
    sheet.line([(-8, 44), (-96, 132)], 24, INK_2)
    sheet.disc(34, 6, 78, SEA)
    sheet.disc(34, 6, 60, "#d8eaef")
    sheet.text(34, 4, "?", 82, SEA_DEEP, True, "mm")


def open_door(sheet: Sheet) -> None:
    sheet.box(-86, -150, 172, 300, 6, SEA_DEEP)
    sheet.box(-70, -134, 140, 284, 2, AMBER)
    sheet.shape([(70, -134), (146, -166), (146, 186), (70, 150)], SEA)
    sheet.disc(132, 16, 7, AMBER)
    person(sheet, -8, 150, 200, CLAY, 3, "long")
    sheet.shape([(-70, 150), (70, 150), (150, 222), (-150, 222)], AMBER_SOFT)


def night(sheet: Sheet) -> None:
    sheet.box(-200, -200, 400, 400, 0, SEA_DEEP)
    moon(sheet, 86, -96, 44, SEA_DEEP)
    for x, y, size in ((-110, -110, 15), (-30, -140, 10), (10, -70, 12), (-70, -50, 8)):
        star(sheet, x, y, size, AMBER_SOFT)
    sheet.box(-160, 0, 20, 160, 8, WOOD)
    sheet.box(-150, 84, 300, 40, 10, "#b98a60")
    sheet.box(-136, 40, 90, 46, 20, PAPER)
    sheet.disc(-70, 40, 30, "#c58d63")
    sheet.slice(-72, 38, 32, 150, 310, "#3a2a20")
    sheet.box(-46, 30, 200, 66, 26, SEA_MID)
    sheet.box(136, 60, 18, 96, 8, WOOD)


def charger(sheet: Sheet) -> None:
    sheet.box(-160, 40, 320, 18, 9, WOOD)
    sheet.disc(-80, -26, 60, CLAY)
    sheet.disc(-80, -26, 46, PAPER)
    sheet.line([(-80, -26), (-80, -56)], 7, INK)
    sheet.line([(-80, -26), (-58, -14)], 7, INK)
    for side in (-1, 1):
        sheet.disc(-80 + side * 40, -84, 17, CLAY)
        sheet.line([(-80 + side * 34, 22), (-80 + side * 42, 38)], 10, INK_2)
    phone(sheet, 78, -44, 164, SEA_DEEP)
    moon(sheet, 76, -50, 20, SEA_DEEP)
    sheet.curve([(78, 40), (78, 120), (10, 80), (10, 150)], 6, INK_2)
    sheet.box(-14, 146, 48, 34, 8, INK_2)


def gauge(sheet: Sheet) -> None:
    sheet.slice(0, 60, 160, 180, 360, PAPER)
    sheet.slice(0, 60, 146, 180, 260, "#8cc2a6")
    sheet.slice(0, 60, 146, 260, 310, AMBER)
    sheet.slice(0, 60, 146, 310, 360, CLAY)
    sheet.slice(0, 60, 84, 180, 360, PAPER)
    sheet.line([(0, 60), (18, -62)], 11, INK)
    sheet.disc(0, 60, 17, INK)
    sheet.text(0, 120, "2–3 tim", 46, SEA_DEEP, True, "mm")
