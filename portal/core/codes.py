"""Codes that people read aloud and type: no look-alike letters, one wrong character is found and named.

The alphabet is Crockford's base 32 (no I, L, O, U). Two check characters form a Reed-Solomon code over GF(32)
with distance 3 (x^5 + x^2 + 1, roots a and a^2): any one wrong character is located and can be put right,
any two are noticed or lead to a code that nobody was given.
"""

from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = 2
_LOOKALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_IGNORED = frozenset(" -–—.·_\u00a0\u200b\u200e\u200f\t\r\n")
MAX_LENGTH = 31


def _powers() -> tuple[list[int], dict[int, int]]:
    exp, value = [], 1
    for _ in range(31):
        exp.append(value)
        value <<= 1
        if value & 32:
            value ^= 0b100101
    return exp, {v: i for i, v in enumerate(exp)}


_EXP, _LOG = _powers()


def _times(a: int, b: int) -> int:
    return _EXP[(_LOG[a] + _LOG[b]) % 31] if a and b else 0


def _syndromes(values: list[int]) -> tuple[int, int]:
    first = second = 0
    for value in values:
        first = _times(first, _EXP[1]) ^ value
        second = _times(second, _EXP[2]) ^ value
    return first, second


@dataclass(frozen=True)
class Reading:
    """How a typed code was understood: `code` is set when it is right as typed.

    Otherwise `wrong_at` (counted from 1) names the one character that does not fit and `suggestion` is the code
    with that character put right; both are None when more than one character is wrong.
    """

    code: str | None
    wrong_at: int | None = None
    suggestion: str | None = None


def encode(data: str) -> str:
    """`data` (letters of `ALPHABET`) followed by its two check characters."""
    values = [_VALUE[letter] for letter in data]
    a, b = _EXP[1] ^ _EXP[2], _times(_EXP[1], _EXP[2])  # the generator is x^2 + a x + b
    high = low = 0
    for value in values:
        feedback = value ^ high
        high, low = low ^ _times(feedback, a), _times(feedback, b)
    return data + ALPHABET[high] + ALPHABET[low]


def from_bytes(raw: bytes, data_length: int) -> str:
    """A code with `data_length` data characters (5 bits each) taken from the first bits of `raw`."""
    number = int.from_bytes(raw, "big") >> (len(raw) * 8 - data_length * 5)
    letters = [ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(data_length))]
    return encode("".join(letters))


def normalise(typed: str) -> str:
    """`typed` in capitals, without spaces and dashes, with look-alike letters read as the ones we use."""
    kept = "".join(letter for letter in typed[:200] if letter not in _IGNORED)
    return kept.upper().translate(_LOOKALIKE)


def read(typed: str, length: int) -> Reading:
    """Read a typed code of `length` characters in all; hostile input gives a reading without code."""
    code = normalise(typed)
    if len(code) != length or any(letter not in _VALUE for letter in code):
        return Reading(None, wrong_at=_only_strange_letter(code, length))
    first, second = _syndromes([_VALUE[letter] for letter in code])
    if first == second == 0:
        return Reading(code)
    if not (first and second):
        return Reading(None)
    place = (_LOG[second] - _LOG[first]) % 31
    if place >= length:
        return Reading(None)
    error = _EXP[(_LOG[first] - place) % 31]
    at = length - 1 - place
    mended = code[:at] + ALPHABET[_VALUE[code[at]] ^ error] + code[at + 1 :]
    return Reading(None, wrong_at=at + 1, suggestion=mended)


def _only_strange_letter(code: str, length: int) -> int | None:
    strange = [at for at, letter in enumerate(code) if letter not in _VALUE]
    return strange[0] + 1 if len(code) == length and len(strange) == 1 else None


def grouped(code: str, size: int = 4) -> str:
    """`code` in groups of `size` joined by dashes, as it is shown and printed."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))
