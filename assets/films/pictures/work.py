"""More pictures of things: agreements, tenders, homes; the middle is (0, 0)."""

from assets.films.canvas import (
    AMBER,
    AMBER_SOFT,
    CLAY,
    GREEN,
    INK,
    INK_2,
    LINE,
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
    heart,
    house,
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


def agreement(sheet: Sheet) -> None:
    paper(sheet, -110, -140, 200, 270)
    sheet.line([(-80, -104), (10, -104)], 13, SEA)
    lines(sheet, -80, -62, (140, 120, 136, 90))
    sheet.curve([(-78, 84), (-50, 50), (-40, 110), (6, 80)], 6, SEA_DEEP)
    sheet.line([(32, 70), (124, -58)], 24, AMBER)
    sheet.shape([(20, 64), (40, 78), (14, 98)], INK)


def room(sheet: Sheet) -> None:
    spots = ((0, -96, SEA_DEEP), (104, -24, GREEN), (64, 98, AMBER), (-64, 98, CLAY), (-104, -24, SEA))
    for x, y, colour in spots:
        sheet.line([(0, 4), (x * 0.5, y * 0.5)], 5, LINE)
        sheet.disc(x, y, 54, colour)
    sheet.disc(0, 4, 40, PAPER)
    heart(sheet, 0, 6, 38)
    moon(sheet, -4, -96, 26, SEA_DEEP)
    sheet.line([(84, -4), (100, -26), (92, -46), (118, -30), (128, -44)], 9, PAPER)
    sheet.disc(88, -58, 9, PAPER)
    sheet.disc(64, 98, 30, PAPER)
    sheet.disc(64, 98, 18, AMBER_SOFT)
    for side in (-1, 1):
        sheet.disc(-64 + side * 17, 86, 12, PAPER)
        sheet.box(-64 + side * 17 - 14, 100, 28, 24, 12, PAPER)
    sheet.box(-134, -44, 28, 40, 3, PAPER)
    sheet.box(-103, -44, 28, 40, 3, PAPER)


def warmth(sheet: Sheet) -> None:
    paper(sheet, -120, -120, 150, 200)
    sheet.line([(-94, -84), (-18, -84)], 11, SEA)
    lines(sheet, -94, -48, (90, 70, 84))
    sheet.line([(-96, 26), (-10, -64)], 8, CLAY)
    heart(sheet, 62, 40, 160)
    heart(sheet, 62, 36, 100, "#dd9078")


def shield(sheet: Sheet) -> None:
    outline = [(0, -140), (112, -100), (104, 30), (0, 140), (-104, 30), (-112, -100)]
    sheet.shape(outline, SEA)
    sheet.shape([(x * 0.86, y * 0.86) for x, y in outline], PAPER)
    person(sheet, 0, 84, 150, AMBER, 1, "long")
    sheet.shape([(-93, 24), (93, 24), (0, 122)], SEA_SOFT)
    heart(sheet, 0, 62, 40)


def save(sheet: Sheet) -> None:
    phone(sheet, -74, -10, 260, PAPER)
    for number, colour in enumerate((SEA_SOFT, AMBER_SOFT, SEA_SOFT)):
        sheet.box(-122 + number % 2 * 22, -94 + number * 56, 74, 40, 12, colour)
    sheet.line([(16, 0), (62, 0)], 11, INK_2)
    sheet.shape([(58, -20), (88, 0), (58, 20)], INK_2)
    sheet.box(96, -48, 90, 110, 10, SEA)
    sheet.box(96, -62, 46, 34, 8, SEA)
    tick(sheet, 140, 10, 44, PAPER)


def notice(sheet: Sheet) -> None:
    sheet.box(-150, -112, 300, 200, 14, INK)
    sheet.box(-138, -100, 276, 176, 6, PAPER)
    sheet.box(-180, 92, 360, 18, 9, INK_2)
    sheet.box(-116, -78, 110, 14, 7, SEA)
    lines(sheet, -112, -44, (92, 76, 92, 50))
    sheet.box(14, -70, 102, 112, 10, SEA_SOFT)
    house(sheet, 65, 28, 70, PAPER, CLAY)


def checklist(sheet: Sheet) -> None:
    paper(sheet, -116, -142, 232, 280)
    sheet.box(-46, -160, 92, 36, 12, INK_2)
    for number in range(4):
        y = -80 + number * 56
        sheet.box(-86, y - 17, 34, 34, 8, SEA_SOFT)
        if number < 3:
            tick(sheet, -69, y, 28)
        lines(sheet, -32, y, ((112, 90, 104, 70)[number],))


def calculator(sheet: Sheet) -> None:
    sheet.box(-104, -140, 208, 280, 22, SEA)
    sheet.box(-80, -116, 160, 62, 10, SEA_SOFT)
    sheet.text(68, -85, "1 250", 40, SEA_DEEP, True, "rm")
    for number in range(12):
        x, y = -56 + number % 3 * 56, -22 + number // 3 * 44
        sheet.box(x - 20, y - 15, 40, 30, 9, AMBER if number == 11 else PAPER)


def question(sheet: Sheet) -> None:
    bubble(sheet, -34, -60, 190, 130)
    sheet.text(-34, -62, "?", 96, SEA, True, "mm")
    for x, y in ((74, 34), (118, 84), (52, 118)):
        bubble(sheet, x, y, 84, 56, AMBER_SOFT if x > 60 else "#cfe3e9", 1)
        dots(sheet, x, y, INK_2, 5)


def envelope(sheet: Sheet) -> None:
    paper(sheet, -96, -150, 192, 180)
    lines(sheet, -66, -112, (130, 104, 120))
    sheet.box(-142, -40, 284, 176, 12, SEA_MID)
    sheet.shape([(-142, 130), (-10, 30), (10, 30), (142, 130)], SEA)
    sheet.shape([(-142, -36), (0, 62), (-142, 130)], "#6fa3b6")
    sheet.shape([(142, -36), (0, 62), (142, 130)], "#6fa3b6")
    sheet.disc(0, 62, 28, AMBER)
    star(sheet, 0, 62, 18, PAPER)


def benefit(sheet: Sheet) -> None:
    for x, count in ((-100, 2), (-22, 3)):
        for number in range(count):
            y = 116 - number * 24
            sheet.oval(x, y, 44, 17, "#c98f1d")
            sheet.oval(x, y - 9, 44, 17, AMBER)
    sheet.line([(92, 122), (92, -50)], 10, GREEN)
    for y, side in ((-40, 1), (-18, -1), (24, 1), (52, -1)):
        leaf(sheet, 92, y, 56, side, GREEN if side > 0 else "#3f8d6c")
    person(sheet, -22, 52, 110, SEA, 2)
    sheet.oval(-22, 58, 44, 17, AMBER)
    sheet.box(-200, 134, 400, 80, 0, LINE)


def measure(sheet: Sheet) -> None:
    paper(sheet, -150, -120, 300, 240)
    sheet.line([(-118, 84), (118, 84)], 6, INK_2)
    for number, (high, colour) in enumerate(((70, SEA_MID), (104, SEA), (136, GREEN))):
        sheet.box(-98 + number * 72, 80 - high, 46, high, 6, colour)
    sheet.line([(-76, -30), (0, -64), (76, -92)], 8, AMBER)
    for x, y in ((-76, -30), (0, -64), (76, -92)):
        sheet.disc(x, y, 9, AMBER)


def home(sheet: Sheet) -> None:
    sheet.box(52, -118, 28, 70, 3, CLAY)
    house(sheet, 0, 130, 240, PAPER, SEA)
    sheet.box(27, 32, 42, 98, 3, AMBER)
    sheet.disc(60, 84, 4, SEA_DEEP)
    heart(sheet, -54, 10, 30)
    sheet.box(-200, 128, 400, 90, 0, "#8cc2a6")
    sheet.shape([(27, 130), (69, 130), (130, 205), (10, 205)], AMBER_SOFT)


def rhythm(sheet: Sheet) -> None:
    sheet.slice(0, 0, 150, 180, 360, AMBER_SOFT)
    sheet.slice(0, 0, 150, 0, 180, SEA_DEEP)
    sheet.disc(0, 0, 74, PAPER)
    sheet.disc(0, -108, 24, AMBER)
    moon(sheet, -2, 110, 22, SEA_DEEP)
    for x, y, colour in ((-112, 0, CLAY), (112, 0, GREEN)):
        sheet.disc(x, y, 27, colour)
    sheet.arc(0, 0, 44, -60, 220, 10, SEA)
    sheet.shape([(4, -64), (38, -40), (-2, -20)], SEA)


def iceberg(sheet: Sheet) -> None:
    sheet.box(-200, -20, 400, 240, 0, SEA_MID)
    sheet.shape([(-46, -20), (-24, -96), (14, -124), (52, -60), (64, -20)], PAPER)
    sheet.shape([(-46, -20), (64, -20), (118, 44), (84, 120), (6, 164), (-78, 122), (-112, 40)], "#bcd6de")
    sheet.shape([(64, -20), (118, 44), (84, 120), (30, 40)], "#a5c7d2")
    sheet.line([(-200, -20), (200, -20)], 6, SEA)
    heart(sheet, -26, 70, 60)
    sheet.disc(-130, -120, 26, AMBER)
