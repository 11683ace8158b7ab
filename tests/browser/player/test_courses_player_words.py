"""Captions and the text: in any language whatever the page's own, following the film, leading back into it."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.player.conftest import Viewer
from tests.factories.films import CAPTIONS

AMBER = (242, 177, 52)
NEAR = 40
SHOWN = """() => [...document.querySelector('video').textTracks]
  .filter((track) => track.mode === 'showing' && track.activeCues?.length)
  .map((track) => `${track.language}: ${track.activeCues[0].text}`)[0]"""


def test_captions_are_fetched_when_chosen_and_only_after_the_press(viewer: Viewer) -> None:
    page = viewer.come()
    page.locator("[data-captions]").select_option("ar")
    page.wait_for_timeout(300)
    assert viewer.cinema.media() == []
    viewer.press()
    viewer.wait(SHOWN)
    assert page.evaluate(SHOWN) == f"ar: {CAPTIONS['ar'][0]}"
    assert [name for name in viewer.cinema.media() if name.endswith(".vtt")] == ["ar.vtt"]


def test_captions_change_their_language_while_the_film_runs(viewer: Viewer) -> None:
    page = viewer.come()
    viewer.press()
    page.locator("[data-captions]").select_option("en")
    viewer.wait(SHOWN)
    page.locator("[data-captions]").select_option("sv")
    viewer.wait(f"() => ({SHOWN})()?.startsWith('sv')")
    page.locator("[data-captions]").select_option("")
    viewer.wait(f"() => !({SHOWN})()")


def test_who_reads_another_language_than_is_spoken_gets_captions_by_themselves(viewer: Viewer) -> None:
    page = viewer.come("ar")
    expect(page.locator("[data-captions]")).to_have_value("ar")
    viewer.press()
    viewer.wait(SHOWN)
    assert page.evaluate(SHOWN).startswith("ar")


def test_captions_are_as_large_and_as_coloured_as_somebody_wants(viewer: Viewer) -> None:
    page = viewer.come()
    page.locator("details", has=page.locator("[data-look]")).locator("summary").click()
    page.locator("[data-captions]").select_option("en")
    viewer.press()
    viewer.wait(SHOWN)
    page.evaluate("document.querySelector('video').pause()")
    usual = of_colour(page, AMBER)
    page.locator("[data-look=colours]").select_option("amber")
    small = of_colour(page, AMBER)
    page.locator("[data-look=size]").select_option("largest")
    assert usual < small < of_colour(page, AMBER)


def of_colour(page: Page, colour: tuple[int, int, int]) -> int:
    """How many points of the film's picture have nearly the colour."""
    page.wait_for_timeout(300)
    with Image.open(BytesIO(page.locator("video").screenshot())) as picture:
        points = picture.convert("RGB").tobytes()
    near = [all(abs(points[at + n] - colour[n]) <= NEAR for n in range(3)) for at in range(0, len(points), 3)]
    return sum(near)


def test_the_text_follows_the_film_and_changes_language_with_the_captions(viewer: Viewer) -> None:
    page = viewer.come()
    line = page.locator("[data-transcript] [aria-current]")
    viewer.press()
    expect(line).to_have_text(CAPTIONS["sv"][0])
    page.evaluate("document.querySelector('video').currentTime = 5")
    expect(line).to_have_text(CAPTIONS["sv"][1])
    page.locator("[data-captions]").select_option("ar")
    expect(line).to_have_text(CAPTIONS["ar"][1])
    expect(page.locator("[data-transcript]")).to_have_attribute("dir", "rtl")
    page.locator("[data-captions]").select_option("")
    expect(line).to_have_text(CAPTIONS["sv"][1])
    expect(page.locator("[data-transcript]")).to_have_attribute("dir", "ltr")


def test_a_press_on_a_line_leads_there_even_before_the_film_runs(viewer: Viewer) -> None:
    page = viewer.come()
    page.locator("[data-transcript] a").nth(2).click()
    viewer.wait("() => document.querySelector('video').currentTime > 8")
    page.locator("[data-transcript] a").nth(1).click()
    viewer.wait("() => { const now = document.querySelector('video').currentTime; return now >= 4 && now < 7; }")
    assert page.url.endswith(viewer.cinema.address())


def test_a_chapter_leads_into_the_film(viewer: Viewer) -> None:
    page = viewer.come()
    page.locator("a[data-start='6.0']").first.click()
    viewer.wait("() => document.querySelector('video').currentTime >= 6")


def test_the_text_rests_while_somebody_reads_in_it(viewer: Viewer) -> None:
    page = viewer.come()
    page.evaluate("""() => {
      const small = new CSSStyleSheet();
      small.replaceSync('.js .transcript { max-height: 2.5rem } .transcript li { display: block; padding: 1rem }');
      document.adoptedStyleSheets = [small];
    }""")
    viewer.press()
    top = "document.querySelector('[data-transcript]').scrollTop"
    page.locator("[data-transcript]").hover()
    page.evaluate(f"{top} = 0")
    page.evaluate("document.querySelector('video').currentTime = 8.5")
    expect(page.locator("[data-transcript] [aria-current]")).to_have_text(CAPTIONS["sv"][2])
    page.wait_for_timeout(600)
    assert page.evaluate(top) == 0
    page.mouse.move(0, 0)
    page.evaluate("document.querySelector('video').currentTime = 4.5")
    viewer.wait(f"() => {top} > 0")
