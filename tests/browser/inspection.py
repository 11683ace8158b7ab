"""What is looked for on every page: axe's rules, sideways scrolling, small targets, cookies, words in the console."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.chromium import DESK, NARROWEST, PHONE, Watch

AXE = Axe().axe_script
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
"""WCAG 2.0 to 2.2, A and AA, and what axe calls best practice."""

AN_ANSWER_IS_NO_FAULT = "Failed to load resource: the server responded with a status of 4"

SMALL_TARGETS = """
(least) => {
  const seen = (element) => {
    const style = getComputedStyle(element);
    return element.checkVisibility() && style.visibility !== "hidden" && style.clipPath === "none";
  };
  const inText = (element) => element.matches("a") && getComputedStyle(element).display === "inline";
  const area = (element) => {
    const label = element.matches("input") ? element.closest("label") ?? element.labels?.[0] : null;
    const boxes = [element, label].filter(Boolean).map((each) => each.getBoundingClientRect());
    return [Math.max(...boxes.map((box) => box.width)), Math.max(...boxes.map((box) => box.height))];
  };
  const named = (element) => element.outerHTML.slice(0, 140);
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((element) => seen(element) && !element.closest(".hp, svg, .visually-hidden, .skip"))
    .map((element) => [element, ...area(element), inText(element) ? 24 : least])
    .filter(([, width, height, need]) => Math.round(width) < need || Math.round(height) < need)
    .map(([element, width, height, need]) => `${width | 0}x${height | 0} < ${need}: ${named(element)}`);
}
"""

SIDEWAYS = """
() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const outside = ({ left, right }) => left < -1 || right > edge + 1;
  return [...document.querySelectorAll("body *")]
    .filter((element) => !element.closest(".scroll, .visually-hidden, .hp"))
    .filter((element) => outside(element.getBoundingClientRect()))
    .map((element) => element.outerHTML.slice(0, 100)).slice(0, 3);
}
"""


def violations(page: Page) -> list[str]:
    """What axe finds; its script is put into a page once."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(rules).then(({ violations }) => violations)", RULES)
    return [f"{each['id']}: {node['html'][:160]} ({node['target']})" for each in found for node in each["nodes"]]


def sideways(page: Page, width: int) -> list[str]:
    """What makes the page scroll sideways when it is `width` pixels wide."""
    was = page.viewport_size
    page.set_viewport_size({"width": width, "height": 640})
    found = page.evaluate(SIDEWAYS)
    if was:
        page.set_viewport_size(was)
    return [f"sticks out at {width} px: {each}" for each in found]


def small_targets(page: Page, least: int) -> list[str]:
    """Controls smaller than `least` pixels either way, labels counted; links in text may be 24."""
    found: list[str] = page.evaluate(SMALL_TARGETS, least)
    return [f"small target: {each}" for each in found]


def said(watch: Watch) -> list[str]:
    """What the console or the network said since one last asked; a page that is an answer of 4xx is none."""
    found = [fault for fault in watch.faults if AN_ANSWER_IS_NO_FAULT not in fault]
    watch.faults.clear()
    return found


def faults_on(page: Page, watch: Watch, least: int) -> list[str]:
    """All that is wrong with the page as it stands, on a phone and at a desk."""
    page.set_viewport_size(PHONE)
    found = violations(page) + small_targets(page, least)
    found += sideways(page, PHONE["width"]) + sideways(page, NARROWEST["width"])
    page.set_viewport_size(DESK)
    return found + violations(page) + said(watch)
