"""A first application alone on a phone of 360 px: every page looked at, saved in the background, signed."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import inspection

ROOT = "ekonomiskt-bistand"
PERSON = "adam"
LEAST_TARGET = 44
SAVED = re.compile(r"\d\d:\d\d")

Fill = Callable[[Page], None]


def choose(name: str, value: str) -> Fill:
    return lambda page: page.locator(f"[name={name}][value='{value}']").check()


def write(name: str, text: str) -> Fill:
    return lambda page: page.locator(f"[name={name}]").fill(text)


def pick(name: str, value: str) -> Fill:
    return lambda page: page.locator(f"[name={name}]").select_option(value) and None


def tick(name: str) -> Fill:
    return lambda page: page.locator(f"[name={name}]").check()


STEPS: tuple[tuple[str, tuple[Fill, ...]], ...] = (
    ("together", (choose("together", "no"),)),
    (
        "applicant",
        (
            write("phone", "070-123 45 67"),
            tick("by_sms"),
            choose("needs_interpreter", "yes"),
            write("interpreter_language", "Somaliska"),
        ),
    ),
    (
        "payment",
        (choose("payment", "account"), write("clearing", "8327-9"), write("account", "123 456 789-0")),
    ),
    ("children", (choose("has", "no"),)),
    (
        "housing",
        (choose("form", "rental"), write("address", "Nygatan 1"), write("persons", "1"), write("rooms", "1")),
    ),
    ("livelihood", (write("livelihood", "Vikariatet tog slut i oktober."), choose("worked", "no"))),
    ("planning", (choose("occupation", "jobseeking"), choose("stays", "yes"))),
    ("jobs", (choose("has", "yes"),)),
    ("jobs/rad", (write("title", "Kock"), write("employer", "Hamnkrogen"), write("on", "today"))),
    ("jobs", ()),
    ("incomes", (choose("has", "yes"),)),
    ("incomes/rad", (pick("type", "salary"), write("amount", "4.300:-"), write("on", "today"))),
    ("incomes", ()),
    ("pending", (choose("has", "no"),)),
    ("assets", (choose("has", "no"),)),
    ("costs", (choose("has", "yes"),)),
    ("costs/rad", (pick("type", "rent"), write("amount", "6 200,50 kr"))),
    ("costs", ()),
    ("message", (write("message", "Hyran är två månader efter."),)),
)


@pytest.fixture(params=["sv", "ar"])
def applicant(request: pytest.FixtureRequest, someone: Callable[..., Any]) -> tuple[Any, str]:
    return someone(language=request.param), request.param


def today(page: Page) -> str:
    """The day as a person would write it."""
    found: str = page.evaluate("new Date().toLocaleDateString('sv-SE')")
    return found


def save(page: Page) -> None:
    page.locator(".save button[type=submit]").click()


def faults_of(page: Page, watch: Any) -> list[str]:
    """What sticks out, is too small for a thumb, cannot be read by a screen reader, or is said in the console."""
    found = [
        *inspection.violations(page),
        *inspection.sideways(page, 320),
        *inspection.small_targets(page, LEAST_TARGET),
        *inspection.said(watch),
    ]
    return [f"{page.url}: {fault}" for fault in found]


def sign_in(page: Page, language: str) -> None:
    page.goto(f"/{language}/{ROOT}")
    page.locator(f"a[href$='/{ROOT}/ansok']").click()
    page.locator("a[href*='/logga-in/borja']").click()
    page.locator(f"button[value={PERSON}]").click()
    page.wait_for_url(re.compile(rf"/{ROOT}/ansok"))
    if page.url.endswith("/uppgifter"):
        page.goto(f"/{language}/{ROOT}/ansok/kasta")
        page.locator("button.button--danger").click()
        page.goto(f"/{language}/{ROOT}/ansok")


def test_a_phone_is_enough_to_apply(applicant: tuple[Any, str]) -> None:
    person, language = applicant
    page, watch = person.page, person.watch
    sign_in(page, language)
    faults = faults_of(page, watch)
    page.locator("[name=month]").first.check()
    page.locator(".page form button[type=submit]").click()
    for code, fills in STEPS:
        page.wait_for_url(re.compile(rf"/ansok/{code}(/\w+)?$"))
        for fill in fills:
            fill(page)
        for field in page.locator("input[name=on]").all():
            field.fill(today(page))
        faults += faults_of(page, watch)
        save(page)
    page.wait_for_url(re.compile("/granska$"))
    expect(page.locator("dl").get_by_text("6\N{NO-BREAK SPACE}200,50\N{NO-BREAK SPACE}kr")).to_be_visible()
    faults += faults_of(page, watch)
    tick("attest")(page)
    save(page)
    page.wait_for_url(re.compile("/underteckna/"))
    assert not faults, "\n".join(faults)


def test_what_is_typed_is_kept_without_a_press(applicant: tuple[Any, str], someone: Callable[..., Any]) -> None:
    person, language = applicant
    page = person.page
    sign_in(page, language)
    page.locator("[name=month]").first.check()
    page.locator(".page form button[type=submit]").click()
    page.goto(f"/{language}/{ROOT}/ansok/message")
    page.locator("[name=message]").fill("Halvvägs på bussen")
    expect(page.locator("[data-saved-state]")).to_have_text(SAVED)
    other = someone(language=language).page
    other.goto(f"/{language}/logga-in/borja?next=/{language}/{ROOT}/ansok/message")
    other.locator(f"button[value={PERSON}]").click()
    expect(other.locator("[name=message]")).to_have_value("Halvvägs på bussen")


def test_fields_that_an_answer_makes_pointless_are_not_shown(applicant: tuple[Any, str]) -> None:
    person, language = applicant
    page = person.page
    sign_in(page, language)
    page.locator("[name=month]").first.check()
    page.locator(".page form button[type=submit]").click()
    expect(page.locator("[name=partner_name]")).to_be_hidden()
    choose("together", "yes")(page)
    expect(page.locator("[name=partner_name]")).to_be_visible()
    choose("together", "no")(page)
    expect(page.locator("[name=partner_name]")).to_be_hidden()


def test_the_end_of_the_session_is_told_and_costs_no_answer(applicant: tuple[Any, str]) -> None:
    person, language = applicant
    page = person.page
    page.clock.install()
    sign_in(page, language)
    page.locator("[name=month]").first.check()
    page.locator(".page form button[type=submit]").click()
    page.goto(f"/{language}/{ROOT}/ansok/message")
    page.locator("[name=message]").fill("Halvvägs")
    expect(page.locator("[data-session-end]")).to_be_hidden()
    page.clock.fast_forward("26:00")
    expect(page.locator("[data-session-end]")).to_be_visible()
    page.locator("[data-session-end] button").click()
    expect(page.locator("[data-session-end]")).to_be_hidden()
    expect(page.locator("[name=message]")).to_have_value("Halvvägs")


def test_a_session_that_has_ended_costs_no_answer(applicant: tuple[Any, str]) -> None:
    person, language = applicant
    page = person.page
    sign_in(page, language)
    page.locator("[name=month]").first.check()
    page.locator(".page form button[type=submit]").click()
    page.goto(f"/{language}/{ROOT}/ansok/message")
    address = page.url
    person.context.clear_cookies()
    page.locator("[name=message]").fill("Skrivet efter slutet")
    expect(page.locator("[data-saved-state]")).to_have_text(re.compile("."))
    save(page)
    expect(page.locator("input[name=message]")).to_have_value("Skrivet efter slutet")
    with person.context.expect_page() as opened:
        page.locator("main a[target=_blank]").click()
    opened.value.locator("a[href*='/logga-in/borja']").click()
    opened.value.locator(f"button[value={PERSON}]").click()
    opened.value.wait_for_url(re.compile(rf"/{ROOT}/ansok"))
    page.locator(".page form button[type=submit]").click()
    page.goto(address)
    expect(page.locator("[name=message]")).to_have_value("Skrivet efter slutet")
