"""Keys as text: 32 bytes in base 64; the demo makes its own."""

import base64
import json
import os
import secrets
from pathlib import Path

KEY_BYTES = 32


def decoded(text: str) -> bytes:
    """The key that `text` is in base 64; raises ValueError (binascii.Error) for anything else."""
    return base64.b64decode(text.strip(), validate=True)


def demo_keys(data_dir: Path) -> dict[str, str]:
    """The demo's own three keys in base 64 by their use, made at the first start and kept below `data_dir`."""
    path = data_dir / "demo-keys.json"
    data_dir.mkdir(parents=True, exist_ok=True)
    keys = {
        use: base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode() for use in ("secret", "encryption", "index")
    }
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        stored: dict[str, str] = json.loads(path.read_text(encoding="ascii"))
        return stored
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump(keys, file)
    return keys
