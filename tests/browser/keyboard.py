"""A person without a mouse: Tab, Space, Enter, and a focus that can be seen at every step."""

from playwright.sync_api import Page

MOST_STEPS = 120
FOCUS = """
() => {
  const here = document.activeElement;
  if (!here || here === document.body) return { name: "", isSeen: true };
  const drawn = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const stands = [here, here.nextElementSibling, here.closest(".photo-box")].filter(Boolean);
  const isSeen = stands.some((each) => drawn(getComputedStyle(each))) || drawn(getComputedStyle(here, "::after"));
  const box = here.getBoundingClientRect();
  const bar = document.querySelector(".send-bar");
  const foot = bar && !bar.contains(here) ? bar.getBoundingClientRect().top : innerHeight;
  const inWindow = box.bottom > 0 && box.top < foot;
  return { name: here.outerHTML.slice(0, 120), isSeen: isSeen && inWindow };
}
"""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what `selector` names has the focus; every stop on the way must be seen."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["isSeen"], f"no visible focus on {focus['name']}"
        if page.evaluate("selector => Boolean(document.activeElement?.matches(selector))", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Go there and press a key on it."""
    tab_to(page, selector)
    page.keyboard.press(key)


def write(page: Page, selector: str, words: str) -> None:
    """Go there and type."""
    tab_to(page, selector)
    page.keyboard.type(words)
