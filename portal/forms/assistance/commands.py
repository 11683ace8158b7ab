"""`portal riksnorm compute`: one month of one household from a file, as JSON or as text."""

import gettext
import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from portal.core.db import Database
from portal.core.feature import Command
from portal.core.settings import Settings
from portal.forms.assistance import riksnorm
from portal.forms.assistance.riksnorm import DayDivisor, Month, Practice, Result, Rounding
from portal.forms.assistance.riksnorm.reading import LARGEST_FILE
from portal.forms.assistance.riksnorm.wording import Say

DONE, ASKED_WRONGLY = 0, 2
MOST_BYTES = 4 * LARGEST_FILE + 4
TRANSLATIONS = Path(__file__).resolve().parents[3] / "translations"


def compute(arguments: Namespace, settings: Settings, _database: Database) -> int:
    """Calculate and print; a month without a table or a file that is not right: 2, and one line on standard error."""
    try:
        result = _calculated(arguments)
    except (riksnorm.BadHouseholdError, riksnorm.NoTableError) as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"cannot read {arguments.file}: {error.strerror}")
    except UnicodeDecodeError:
        return _complain(f"{arguments.file} is not text in UTF-8")
    say = _catalogue(arguments.language or settings.municipality.languages[0])
    if arguments.format == "json":
        print(json.dumps(riksnorm.answer(result, say), ensure_ascii=False, indent=1))
    else:
        print(riksnorm.explained(result, say))
    return DONE


def _calculated(arguments: Namespace) -> Result:
    household, named = riksnorm.read_file(_text(arguments.file))
    month = _month(arguments.month) if arguments.month else named
    if month is None:
        raise riksnorm.BadHouseholdError("month: neither the file nor --month names one")
    return riksnorm.calculate(
        household, month, Practice(Rounding(arguments.rounding), DayDivisor(arguments.day_divisor))
    )


def _text(name: str) -> str:
    """The file's text, at most as much of it as shows that it is too long."""
    if name == "-":
        return sys.stdin.buffer.read(MOST_BYTES).decode("utf-8-sig")
    with Path(name).open("rb") as file:
        return file.read(MOST_BYTES).decode("utf-8-sig")


def _catalogue(language: str) -> Say:
    """The compiled translation of `language`; English where there is none."""
    return gettext.translation("messages", TRANSLATIONS, [language], fallback=True).gettext


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return ASKED_WRONGLY


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a household in JSON (docs/riksnorm.md); - reads standard input")
    parser.add_argument("--month", metavar="YYYY-MM", help="instead of the file's own")
    parser.add_argument("--format", choices=("json", "text"), default="json")
    parser.add_argument("--language", metavar="CODE", help="of the words; the municipality's first one if not named")
    parser.add_argument(
        "--rounding",
        choices=[*map(str, Rounding)],
        default="none",
        help="of shares and days, to kronor",
    )
    parser.add_argument(
        "--day-divisor",
        choices=[*map(str, DayDivisor)],
        default="month",
        help="a day's part of a month: one of its days, one of 30, or twelve of 365",
    )


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as error:
        raise riksnorm.BadHouseholdError(f"--month: {error}") from None


COMMANDS = (
    Command(("riksnorm", "compute"), "calculate a household's assistance for a month", compute, _add_arguments),
)
