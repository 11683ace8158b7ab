"""One thing the robot has to say: a code and the values of its sentence; the words are in `wording`."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Remark:
    """`values` fill the sentence: amounts in öre, names of types and agencies as codes, days as ISO 8601."""

    code: str
    values: Mapping[str, int | str] = field(default_factory=dict)
