"""The courses that come with the portal, as folders (docs/courses-folder.md), their films encoded already.

All words are the project's own. How the films are made: assets/films/README.md.
"""

from pathlib import Path


def folders() -> list[Path]:
    """The folder of each course, in the order of their names; `portal courses add` takes them as they are."""
    return sorted(path.parent for path in Path(__file__).parent.glob("*/course.toml"))
