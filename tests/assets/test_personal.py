"""The browser finds the same personal data in words as the server, in digits of any script."""

import json
import subprocess
from pathlib import Path

import pytest

from portal.core.personal_data import personal_data_in
from tests.core.test_personal_data import SCRIPTS

ROOT = Path(__file__).resolve().parents[2]
SECRETS = ("1985-07-09-9805", "900101–0017", "199001010017", "ring 070-123 45 67", "900101+0017", "85/07/09 – 9805")
HARMLESS = ("1985-07-09-9806", "2026-11-22 10:30", "lampa 4711, stolpe 12-34", "5 m")
PROGRAM = """
import { personalIn } from "./assets/js/courses-count/personal.js";
const texts = JSON.parse(await new Response(process.stdin).text());
console.log(JSON.stringify(texts.map(personalIn)));
"""


def in_the_browser(texts: list[str]) -> list[list[str]]:
    command = ["node", "--no-warnings", "--input-type=module", "--eval", PROGRAM]
    ran = subprocess.run(command, cwd=ROOT, input=json.dumps(texts), capture_output=True, text=True, check=True)
    found: list[list[str]] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("words", [SECRETS, HARMLESS])
def test_both_sides_find_the_same_in_every_script(words: tuple[str, ...]) -> None:
    texts = [text.translate(str.maketrans(script)) for text in words for script in SCRIPTS]
    here = [[found.what.value for found in personal_data_in(text)] for text in texts]
    assert in_the_browser(texts) == here
    assert {bool(kinds) for kinds in here} == {words is SECRETS}
