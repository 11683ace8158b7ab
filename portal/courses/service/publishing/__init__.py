"""From the working copy to the shelf and off it again.

First everything that visitors will get is laid ready in a folder of its own (`staging`), with no transaction open:
papers take seconds. Then one transaction puts it on the shelf and says so (`shelving`). The shelf comes before the
commit, so a crash between the two leaves at worst a course that was approved and can be seen, or one that was to be
withdrawn and is gone; doing it again mends both, and `portal fsck` says so (`checking`).
"""

from portal.courses.service.publishing.checking import fsck
from portal.courses.service.publishing.copying import as_published, as_seen_now
from portal.courses.service.publishing.shelving import publish, restock, withdraw
from portal.courses.service.publishing.staging import Desk, Staged, stage, stage_as

__all__ = [
    "Desk",
    "Staged",
    "as_published",
    "as_seen_now",
    "fsck",
    "publish",
    "restock",
    "stage",
    "stage_as",
    "withdraw",
]
