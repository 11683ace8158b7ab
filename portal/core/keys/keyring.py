"""Authenticated encryption and keyed hashes with three different keys (requirement E1)."""

import hashlib
import hmac
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = 1
NONCE_BYTES = 12
KEY_ID_BYTES = 4
HEADER = 1 + KEY_ID_BYTES + NONCE_BYTES


class BrokenSeal(Exception):
    """The value was changed, moved to another row, or sealed with a key that is no longer in the ring."""


class Keyring:
    """Seals with the first encryption key, opens with any, hashes with the index key.

    Without encryption keys (the courses have none) it derives and hashes, but seals (KeyError) and opens nothing.
    """

    def __init__(self, encryption_keys: Sequence[bytes], index_key: bytes, secret_key: bytes) -> None:
        self._ciphers = {_key_id(key): AESGCM(key) for key in encryption_keys}
        self._first = _key_id(encryption_keys[0]) if encryption_keys else b""
        self._index_key = index_key
        self._secret_key = secret_key

    def __repr__(self) -> str:
        return f"<Keyring of {len(self._ciphers)} keys>"

    def seal(self, plain: bytes, aad: bytes) -> bytes:
        """`plain` sealed for the place that `aad` names; 33 bytes longer than `plain`."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self._first].encrypt(nonce, plain, aad)
        return bytes([VERSION]) + self._first + nonce + sealed

    def open(self, sealed: bytes, aad: bytes) -> bytes:
        """The bytes that were sealed for `aad`; raises `BrokenSeal` otherwise."""
        cipher = self._ciphers.get(sealed[1 : 1 + KEY_ID_BYTES])
        if cipher is None or sealed[:1] != bytes([VERSION]):
            raise BrokenSeal("sealed with a key that is not in the ring")
        try:
            return cipher.decrypt(sealed[1 + KEY_ID_BYTES : HEADER], sealed[HEADER:], aad)
        except InvalidTag:
            raise BrokenSeal("changed, or moved to another row") from None

    def needs_rotation(self, sealed: bytes) -> bool:
        """True when `sealed` was not sealed with the first key of the ring."""
        return sealed[1 : 1 + KEY_ID_BYTES] != self._first

    def reseal(self, sealed: bytes, aad: bytes) -> bytes:
        """The same content sealed with the first key of the ring."""
        return self.seal(self.open(sealed, aad), aad)

    def blind_index(self, value: str, purpose: str) -> bytes:
        """32 bytes by which `value` can be looked up without being stored; differs per purpose."""
        return hmac.digest(self._index_key, f"{purpose}\0{value}".encode(), "sha256")

    def derive(self, purpose: str) -> bytes:
        """A 32-byte key of its own for `purpose`, derived from the secret key."""
        return hmac.digest(self._secret_key, purpose.encode(), "sha256")


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"key id\0" + key).digest()[:KEY_ID_BYTES]
