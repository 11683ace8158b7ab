"""GeoJSON written with one feature on each line, so that a change can be read."""

import json
from collections.abc import Iterator
from typing import Any


def lines(document: dict[str, Any]) -> Iterator[str]:
    """The document line by line, each with its line break; it needs at least one feature."""
    head = {key: value for key, value in document.items() if key != "features"}
    *features, last = (_plain(feature) for feature in document["features"])
    yield _plain(head)[:-1] + ', "features": [\n'
    yield from (feature + ",\n" for feature in features)
    yield last + "\n]}\n"


def _plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
