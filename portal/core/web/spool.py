"""Uploads on their way through: on disk only as ciphertext, under a key that lives as long as the request.

Werkzeug spools large uploads to an unnamed temporary file before a view sees them. Here that file is written with
AES-256 in counter mode, whose stream can be entered at any place, so that `seek` and `read` work as on a file.
"""

import io
import os
import tempfile
from typing import IO, Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from flask import Request

BLOCK = 16
SMALL = 256 * 1024
"""Bytes that stay in memory; a form of words never touches the disk."""


class SealedSpool(io.RawIOBase):
    """A temporary file that is readable through this object alone; it is gone when it is closed."""

    def __init__(self) -> None:
        self._key = os.urandom(32)
        self._file = tempfile.SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115 (closed by `close`)
        self._at = 0

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place, as in a file."""
        if whence == os.SEEK_CUR:
            offset, whence = self._at + offset, os.SEEK_SET
        self._file.seek(offset, whence)
        self._at = self._file.tell()
        return self._at

    def write(self, data: Any) -> int:
        """Encrypt and append at the present place."""
        clear = bytes(data)
        self._file.seek(self._at)
        self._file.write(self._stream(clear))
        self._at += len(clear)
        return len(clear)

    def read(self, size: int | None = -1) -> bytes:
        """Up to `size` bytes from the present place, in clear."""
        self._file.seek(self._at)
        clear = self._stream(self._file.read(-1 if size is None else size))
        self._at += len(clear)
        return clear

    def readall(self) -> bytes:
        """Everything from the present place on."""
        return self.read()

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer`; gives how many bytes there were."""
        clear = self.read(len(buffer))
        buffer[: len(clear)] = clear
        return len(clear)

    def close(self) -> None:
        """Close and destroy the file."""
        self._file.close()
        super().close()

    def _stream(self, data: bytes) -> bytes:
        first, skip = divmod(self._at, BLOCK)
        cipher = Cipher(AES(self._key), CTR(first.to_bytes(BLOCK, "big"))).encryptor()
        cipher.update(bytes(skip))
        return cipher.update(data)


class SealingRequest(Request):
    """A request whose uploads are spooled sealed."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return SealedSpool()  # type: ignore[return-value]  # a binary file to all who use it
