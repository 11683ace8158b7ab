"""What a draft holds, as plain values: pages of texts just as they were typed, rows among them, and versions."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Values = Mapping[str, str]
NOTHING: Values = {}


@dataclass(frozen=True)
class Row:
    """One of several of the same kind; `id` never changes and never comes back."""

    id: str
    values: Values


@dataclass(frozen=True)
class Page:
    """One page's answers. `version` is the draft's when it was last kept, `tab` the open page that kept it.

    `is_said`: its owner pressed Save, not only typed. `is_carried`: taken from an earlier time, not looked at yet;
    `is_same`: looked at, and nothing has changed since then.
    """

    values: Values = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    version: int = 0
    tab: str = ""
    is_said: bool = False
    is_carried: bool = False
    is_same: bool = False

    @property
    def is_empty(self) -> bool:
        """True when nothing at all has been answered."""
        return not self.rows and not any(self.values.values())

    def row(self, row_id: str) -> Row | None:
        """The row of that id."""
        return next((row for row in self.rows if row.id == row_id), None)

    def with_row(self, row: Row) -> "Page":
        """The page with `row` in its place, or last when it is new."""
        if self.row(row.id) is None:
            return replace(self, rows=(*self.rows, row))
        return replace(self, rows=tuple(row if old.id == row.id else old for old in self.rows))

    def without_row(self, row_id: str) -> "Page":
        """The page without that row."""
        return replace(self, rows=tuple(row for row in self.rows if row.id != row_id))


EMPTY = Page()


@dataclass(frozen=True)
class Content:
    """All of a draft; `about` is what the service knows of its owner and never comes from a form."""

    about: Values = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)

    def page(self, code: str) -> Page:
        """The page `code`, empty when nobody has been there."""
        return self.pages.get(code, EMPTY)

    def values(self, code: str) -> Values:
        """What the page `code` says."""
        return self.page(code).values

    def with_page(self, code: str, page: Page) -> "Content":
        """The same with another page `code`."""
        return replace(self, pages={**self.pages, code: page})

    def knowing(self, **about: str) -> "Content":
        """The same, knowing something else about its owner."""
        return replace(self, about={**self.about, **about})


def to_json(content: Content) -> str:
    """`content` as JSON."""
    pages = {code: _plain(page) for code, page in content.pages.items()}
    return json.dumps({"about": dict(content.about), "pages": pages}, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str | None) -> Content:
    """What `to_json` wrote; empty for None."""
    raw = json.loads(text) if text else {}
    pages = {code: _page(page) for code, page in raw.get("pages", {}).items()}
    return Content(raw.get("about", {}), pages)


def _plain(page: Page) -> dict[str, object]:
    return {
        "values": dict(page.values),
        "rows": [[row.id, dict(row.values)] for row in page.rows],
        "version": page.version,
        "tab": page.tab,
        "said": page.is_said,
        "carried": page.is_carried,
        "same": page.is_same,
    }


def _page(raw: Mapping[str, object]) -> Page:
    values, rows = raw["values"], raw["rows"]
    return Page(
        values=values,  # type: ignore[arg-type]  # our own JSON
        rows=tuple(Row(row_id, kept) for row_id, kept in rows),  # type: ignore[attr-defined]
        version=int(str(raw["version"])),
        tab=str(raw["tab"]),
        is_said=bool(raw["said"]),
        is_carried=bool(raw["carried"]),
        is_same=bool(raw["same"]),
    )
