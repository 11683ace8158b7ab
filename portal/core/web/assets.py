"""Built files: hashed names from the manifest, icons inlined, served with compression made at build time."""

import json
from functools import lru_cache
from pathlib import Path

from flask import Flask
from markupsafe import Markup, escape
from whitenoise import WhiteNoise


class Assets:
    """What the build left in `static/`; read once."""

    def __init__(self, folder: Path) -> None:
        self._names: dict[str, str] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        self._icons: dict[str, str] = json.loads((folder / "icons.json").read_text(encoding="utf-8"))
        self.icon = lru_cache(maxsize=512)(self._icon)

    def url(self, name: str) -> str:
        """The address of a built file; raises KeyError for one that was not built."""
        return f"/static/{self._names[name]}"

    def _icon(self, name: str, size: int = 24, label: str | None = None) -> Markup:
        """An icon as inline SVG, hidden from screen readers unless it has a label; an unknown name gives a pin."""
        inner = self._icons.get(name) or self._icons["pin"]
        named = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
        return Markup(
            '<svg class="icon" width="{0}" height="{0}" viewBox="0 0 24 24" {1} focusable="false">{2}</svg>'
        ).format(escape(size), named, Markup(inner))  # noqa: S704 (our own icon files, built and committed)


def install(app: Flask, folder: Path) -> None:
    """Serve `static/` and give templates `asset` and `icon`."""
    assets = Assets(folder)
    app.jinja_env.globals.update(asset=assets.url, icon=assets.icon)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(folder),
        prefix="static/",
        immutable_file_test=lambda _path, url: "-" in url.rsplit("/", 1)[-1],
        add_headers_function=_protect,
    )


def _protect(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
