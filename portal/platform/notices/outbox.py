"""The folder in which the harmless twins leave their letters."""

import os
import tempfile
from pathlib import Path

from portal.platform.notices.delivery import Parcel


def leave(folder: Path, parcel: Parcel, ending: str, content: bytes) -> Path:
    """Write `content` whole or not at all, readable by the owner alone; the same letter again replaces itself."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    target = folder / f"{parcel.created_at:%Y%m%dT%H%M%S}-{parcel.id}.{ending}"
    return Path(name).replace(target)
