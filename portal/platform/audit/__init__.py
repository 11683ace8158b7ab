"""Who saw or did what: a log that is only ever added to, and that shows when somebody tampered with it.

`service.record` commits in a transaction of its own *before* the secret thing is shown, so a view is on record even
when the request fails afterwards (OSL cases, requirement R-61). The worker's job `audit.chain` links the entries
with keyed hashes; `chain.verify` finds an entry that was changed, taken away or put in later.

An entry names staff by account and initials, a case by its number, and holds codes, never words about a resident.
"""

from portal.platform.audit.chain import verify
from portal.platform.audit.service import append, record

__all__ = ["append", "record", "verify"]
