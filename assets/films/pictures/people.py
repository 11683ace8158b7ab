"""Pictures with people in them; the middle is (0, 0), what lies more than 195 units away is cut off."""

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
    SEA_MID,
    SEA_SOFT,
    STONE_2,
    Sheet,
)
from assets.films.pictures.parts import bubble, cup, dots, ground, heart, house, person, phone, star, table, tick


def refusal(sheet: Sheet) -> None:
    person(sheet, -40, 160, 210, AMBER, 1)
    sheet.line([(-78, 70), (-112, 130)], 20, AMBER)
    sheet.line([(-2, 70), (30, 128)], 20, AMBER)
    bubble(sheet, 80, -88, 140, 84)
    sheet.text(80, -90, "Nej!", 42, SEA_DEEP, True, "mm")
    ground(sheet)


def near(sheet: Sheet) -> None:
    person(sheet, -66, 190, 270, SEA, 0, "long")
    person(sheet, 78, 160, 190, AMBER, 0)
    sheet.line([(-20, 70), (20, 84), (44, 88)], 20, SEA)
    bubble(sheet, 52, -108, 96, 62, PAPER)
    dots(sheet, 52, -108, SEA, 7)
    ground(sheet)


def praise(sheet: Sheet) -> None:
    person(sheet, -76, 170, 250, GREEN, 2, "bun")
    person(sheet, 70, 160, 180, CLAY, 2)
    sheet.line([(34, 60), (2, 4)], 18, CLAY)
    sheet.line([(106, 60), (138, 4)], 18, CLAY)
    bubble(sheet, 44, -116, 110, 80)
    heart(sheet, 44, -114, 46)
    ground(sheet)


def storm(sheet: Sheet) -> None:
    person(sheet, -86, 170, 250, SEA, 3, "long")
    person(sheet, 92, 160, 190, AMBER, 3)
    for x, y, size in ((-84, -122, 1.0), (94, -76, 0.86)):
        _cloud(sheet.moved(x, y, size), INK_2)
        sheet.shape(
            [
                (x - 4, y + 22),
                (x + 16, y + 22),
                (x + 4, y + 44),
                (x + 18, y + 44),
                (x - 14, y + 84),
                (x - 4, y + 54),
                (x - 16, y + 54),
            ],
            AMBER,
        )
    ground(sheet)


def _cloud(sheet: Sheet, colour: str) -> None:
    sheet.disc(-34, 4, 26, colour)
    sheet.disc(0, -14, 34, colour)
    sheet.disc(34, 4, 26, colour)
    sheet.box(-56, 0, 112, 30, 15, colour)


def anger(sheet: Sheet) -> None:
    person(sheet, 0, 200, 300, CLAY, 1)
    for turn, reach in ((0, 20), (1, 27), (2, 34)):
        sheet.arc(-6 + turn * 6, -136, reach, 200 + turn * 30, 500 + turn * 30, 7, INK_2)
    for side in (-1, 1):
        sheet.curve([(side * 92, -60), (side * 112, -84), (side * 92, -104), (side * 112, -130)], 8, AMBER)
    ground(sheet, 165)


def signs(sheet: Sheet) -> None:
    person(sheet, 0, 210, 330, SEA_MID, 0)
    for x, y in ((0, -34), (0, 40), (-46, 96)):
        sheet.ring(x, y, 30, 6, AMBER)
        sheet.disc(x, y, 13, AMBER)
    for y, wide in ((-34, 60), (40, 84), (96, 48)):
        sheet.line([(100, y), (100 + wide * 0.7, y)], 8, LINE)
        sheet.line([(42 if y < 90 else -4, y), (84, y)], 3, INK_2)
    ground(sheet, 165)


def breathe(sheet: Sheet) -> None:
    for radius, colour in ((170, "#d3e6ea"), (128, "#bedbe1"), (88, "#a5cbd4")):
        sheet.disc(0, 0, radius, colour)
    person(sheet, 0, 190, 230, SEA, 2, "bun")
    for side in (-1, 1):
        sheet.curve([(side * 62, 22), (side * 84, 8), (side * 100, 36), (side * 124, 20)], 8, PAPER)
    ground(sheet, 165)


def repair(sheet: Sheet) -> None:
    person(sheet, -86, 170, 240, SEA, 1, "long")
    person(sheet, 92, 160, 180, AMBER, 1)
    sheet.line([(-40, 60), (4, 76), (50, 70)], 20, SEA)
    heart(sheet, 18, -92, 104)
    sheet.line([(-14, -78), (48, -112)], 22, "#f0cba8")
    for step in (-1, 0, 1):
        sheet.disc(17 + step * 11, -95 - step * 6, 3, CLAY)
    ground(sheet)


def talk_at_table(sheet: Sheet) -> None:
    person(sheet, -96, 150, 220, GREEN, 3)
    person(sheet, 96, 140, 180, AMBER, 3, "long")
    bubble(sheet, -28, -118, 84, 56, PAPER)
    bubble(sheet, 46, -74, 76, 50, "#cfe3e9", 1)
    sheet.box(-200, 70, 400, 140, 0, STONE_2)
    table(sheet, 66, 160)
    cup(sheet, -40, 66)
    cup(sheet, 34, 66, CLAY)


def listen(sheet: Sheet) -> None:
    person(sheet, -84, 180, 260, SEA, 2, "long")
    person(sheet, 88, 175, 230, CLAY, 2)
    bubble(sheet, 66, -116, 150, 80, PAPER, 1)
    for number, wide in enumerate((96, 70)):
        sheet.line([(18, -128 + number * 24), (18 + wide, -128 + number * 24)], 8, LINE)
    for reach in (22, 36, 50):
        sheet.arc(-38, -28, reach, -40, 40, 5, SEA)
    ground(sheet)


def bench(sheet: Sheet) -> None:
    sheet.disc(110, -110, 34, AMBER)
    person(sheet, -60, 150, 230, SEA, 0)
    person(sheet, 56, 150, 210, GREEN, 0, "long")
    sheet.box(-150, 60, 300, 22, 8, "#a9784f")
    sheet.box(-150, 96, 300, 22, 8, "#b98a60")
    for side in (-1, 1):
        sheet.line([(side * 120, 116), (side * 120, 160)], 14, INK_2)
    ground(sheet, 158)


def mirror(sheet: Sheet) -> None:
    person(sheet, -74, 180, 270, SEA, 1)
    person(sheet, 84, 170, 210, AMBER, 1, "bun")
    for x, y in ((-26, 40), (46, 62)):
        sheet.line([(x - 40 if x < 0 else x + 40, y + 30), (x, y + 20)], 18, SEA if x < 0 else AMBER)
        phone(sheet, x, y, 60)
    ground(sheet)


def gut(sheet: Sheet) -> None:
    person(sheet, 0, 220, 340, SEA_MID, 2, "long")
    for radius, colour in ((56, "#84afbf"), (38, "#b5d0d9"), (20, PAPER)):
        sheet.disc(0, 92, radius, colour)
    sheet.curve([(-8, 84), (0, 74), (10, 84), (0, 94)], 5, SEA_DEEP)
    sheet.disc(0, 106, 3.4, SEA_DEEP)
    ground(sheet, 172)


def circles(sheet: Sheet) -> None:
    sheet.disc(-58, 20, 104, "#a5cbd4")
    sheet.disc(58, 20, 104, "#f7d794")
    sheet.oval(0, 20, 45, 86, PAPER)
    person(sheet, -92, 110, 150, SEA, 0)
    person(sheet, 92, 110, 150, CLAY, 3, "long")
    for number in range(3):
        tick(sheet, 0, -14 + number * 34, 24)


def circle(sheet: Sheet) -> None:
    for x, y, colour, look, hair in (
        (0, -52, SEA, 0, "bun"),
        (-112, 20, GREEN, 1, "short"),
        (112, 20, CLAY, 2, "scarf"),
        (-64, 118, AMBER, 3, "long"),
        (64, 118, SEA_MID, 1, "short"),
    ):
        person(sheet, x, y + 44, 116, colour, look, hair)
    heart(sheet, 0, 52, 50)


def hands(sheet: Sheet) -> None:
    person(sheet, -84, 180, 260, GREEN, 1)
    person(sheet, 86, 180, 250, AMBER, 3, "scarf")
    sheet.line([(-46, 60), (-4, 84)], 22, GREEN)
    sheet.line([(50, 60), (6, 84)], 22, AMBER)
    sheet.disc(1, 86, 18, "#c58d63")
    star(sheet, 0, -96, 34)
    ground(sheet)


def suitcase(sheet: Sheet) -> None:
    house(sheet, 66, 150, 156, PAPER, SEA)
    person(sheet, -84, 150, 180, CLAY, 0)
    sheet.box(-46, 92, 74, 56, 10, "#a9784f")
    sheet.line([(-22, 90), (-22, 76), (4, 76), (4, 90)], 8, "#86573a")
    sheet.box(-46, 112, 74, 9, 0, AMBER)
    ground(sheet, 148)


def homes(sheet: Sheet) -> None:
    house(sheet, -108, 60, 124, PAPER, CLAY)
    house(sheet, 108, 60, 124, PAPER, SEA)
    sheet.curve([(-104, 66), (-70, 130), (70, 130), (104, 66)], 20, STONE_2)
    person(sheet, 0, 180, 150, GREEN, 3)
    heart(sheet, -52, 98, 26)
    heart(sheet, 52, 98, 26)
    sheet.box(-200, 160, 400, 60, 0, LINE)


def mentor(sheet: Sheet) -> None:
    person(sheet, -78, 180, 260, SEA, 3, "bun")
    person(sheet, 82, 180, 240, AMBER, 1)
    sheet.line([(-34, 56), (6, 20), (40, 8)], 20, SEA)
    sheet.box(-6, 88, 130, 60, 8, INK)
    sheet.box(2, 96, 114, 46, 4, SEA_SOFT)
    sheet.box(-30, 146, 178, 12, 6, INK_2)
    ground(sheet, 156)
