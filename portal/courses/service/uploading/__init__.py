"""Films on their way in: begun, received piece by piece, resumed, cancelled; nothing that has arrived is lost.

The bytes lie in `Folders.upload` and are counted in the film's row. Whoever is killed between writing and counting
leaves a file that is longer than the count; the next piece is written over the rest. A file that is shorter (a power
cut) is believed, not the count.
"""

from portal.courses.service.uploading.disk import sweep
from portal.courses.service.uploading.receiving import (
    append,
    arrived,
    begin,
    cancel,
    is_under_way,
    may_take,
    take_whole,
)
from portal.courses.service.uploading.refusals import AtWork, DiskFull, Elsewhere, Garbled, OtherPlace, TooMuch

__all__ = [
    "AtWork",
    "DiskFull",
    "Elsewhere",
    "Garbled",
    "OtherPlace",
    "TooMuch",
    "append",
    "arrived",
    "begin",
    "cancel",
    "is_under_way",
    "may_take",
    "sweep",
    "take_whole",
]
