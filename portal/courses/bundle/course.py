"""`course.toml` and the folders of the parts."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.courses.bundle.part import read_part
from portal.courses.bundle.shapes import BadFolder, Bundle, PartFiles
from portal.courses.bundle.tables import LANGUAGE, Faults, Table, read_table
from portal.courses.published import CourseWords, SurveyQuestion
from portal.courses.rules import gate
from portal.courses.rules.catalogue import (
    PARTS_MOST,
    QUESTION_MOST,
    SLUG_MOST,
    SUMMARY_MOST,
    TEXT_MOST,
    TITLE_MOST,
    Age,
    Audience,
    Topic,
)
from portal.courses.rules.facts import DEFAULT_POSITION, CourseFacts
from portal.courses.rules.survey import is_choice_code, is_question_code

NAME = "course.toml"
_PART = re.compile(r"([1-9][0-9]?)(?:-[a-z0-9-]+)?")


def read_bundle(folder: Path) -> Bundle:
    """The course in `folder`; raises `BadFolder` with every fault there is."""
    faults = Faults(folder)
    table = read_table(folder / NAME, faults)
    if table is None:
        raise BadFolder(faults.found)
    facts, spoken = _facts(table, folder), _language(table, "spoken")
    survey = _survey(table)
    words = _all_words(table, survey)
    table.finish()
    parts = _parts(folder, faults)
    if faults.found:
        raise BadFolder(faults.found)
    return Bundle(facts, words, survey, spoken, parts)


def is_passed_over(path: Path) -> bool:
    """Files that are nobody's business: hidden ones, those that begin with an underscore, a README."""
    return path.name.startswith((".", "_")) or path.name == "README.md"


def _facts(table: Table, folder: Path) -> CourseFacts:
    slug = table.words("slug", SLUG_MOST) or folder.resolve().name
    if fault := gate.slug_fault(slug):
        table.complain("slug", f"{slug!r}: {fault}")
    audience = table.take("audience", str, "")
    if audience not in set(Audience):
        table.complain("audience", f"audience must be one of: {', '.join(Audience)}")
    return CourseFacts(
        slug,
        Audience(audience) if audience in set(Audience) else Audience.PARENTS,
        table.codes("topics", [*Topic]),
        table.codes("ages", [*Age]),
        table.truth("easy"),
        table.take("position", int, DEFAULT_POSITION),
    )


def _language(table: Table, key: str) -> str:
    code = table.take(key, str, gate.MAIN)
    if not LANGUAGE.fullmatch(code):
        table.complain(key, f"{key}: {code!r} is no language")
    return code


def _survey(table: Table) -> tuple[SurveyQuestion, ...]:
    found: list[SurveyQuestion] = []
    for raw in table.take("survey", list, []):
        one = Table(table.path, table.faults, dict(raw) if isinstance(raw, dict) else {}, table.text, "survey.")
        code = one.take("code", str, "")
        choices = one.take("choices", list, [])
        one.finish()
        are_codes = all(isinstance(each, str) and is_choice_code(each) for each in choices)
        if not choices or not are_codes or not is_question_code(code):
            table.complain(
                "survey", "a question has a code and a list of choices, of a-z and 0-9; a choice may have hyphens"
            )
        elif len(set(choices)) != len(choices) or code in {earlier.code for earlier in found}:
            table.complain("survey", f"{code}: the same code comes twice")
        else:
            found.append(SurveyQuestion(code, tuple(choices)))
    return tuple(found)


def _all_words(table: Table, survey: tuple[SurveyQuestion, ...]) -> Mapping[str, CourseWords]:
    texts = table.sub("texts")
    asked = {one.code for one in survey} | {f"{one.code}.{choice}" for one in survey for choice in one.choices}
    words = {}
    for language in list(texts.values):
        one = texts.sub(language)
        if not LANGUAGE.fullmatch(language):
            texts.complain(language, f"{language!r} is no language")
        words[language] = _words(one, asked)
        one.finish()
    if gate.MAIN not in words:
        table.faults.add(table.path, "[texts.sv] is missing: Swedish is always there")
    return words


def _words(table: Table, asked: set[str]) -> CourseWords:
    title = table.words("title", TITLE_MOST, is_neutral=True)
    if not title:
        table.complain("title", f"{table.section}title is missing")
    survey = table.sub("survey")
    told = {code: survey.words(code, QUESTION_MOST) for code in sorted(asked) if code in survey.values}
    survey.finish()
    summary, about = table.words("summary", SUMMARY_MOST), table.words("about", TEXT_MOST)
    return CourseWords(title, summary, about, told, table.truth("read_by_native"))


def _parts(folder: Path, faults: Faults) -> tuple[PartFiles, ...]:
    numbered = dict(_numbered(folder, faults))
    if sorted(numbered) != list(range(1, len(numbered) + 1)):
        faults.add(folder, f"the parts are numbered {sorted(numbered)}, not from 1 without gaps")
    if len(numbered) > PARTS_MOST:
        faults.add(folder, f"has {len(numbered)} parts, at most {PARTS_MOST} fit")
    return tuple(read_part(numbered[number], faults) for number in sorted(numbered))


def _numbered(folder: Path, faults: Faults) -> Iterator[tuple[int, Path]]:
    seen: set[int] = set()
    for path in sorted(folder.iterdir()):
        named = _PART.fullmatch(path.name) if path.is_dir() else None
        if named and int(named[1]) in seen:
            faults.add(path, "another part has this number")
        elif named:
            seen.add(int(named[1]))
            yield int(named[1]), path
        elif path.name != NAME and not is_passed_over(path):
            faults.add(path, "does not belong to a course")
