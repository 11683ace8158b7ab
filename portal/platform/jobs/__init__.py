"""Work that is done after the answer: an outbox table, and a worker that empties it.

A use case writes what is to be done (`enqueue`) in its own transaction, so a job exists exactly when the thing it
is about exists. The worker (`worker.py`) claims one job at a time per lane under a lease, so that a slow film
never delays a letter, and a worker that dies gives its job to the next one when the lease ends.

Read `models` (the table), `service` (the life of a job), `context` (what a handler may rely on), then `runner`
(one job from claim to acknowledgement) and `worker` (threads, leases, recurring work, stopping).

A payload holds identifiers, never anything about a person: it is not sealed.
"""

from portal.platform.jobs.context import Hopeless, JobContext, TryLater
from portal.platform.jobs.queries import counts
from portal.platform.jobs.service import enqueue, revive

__all__ = ["Hopeless", "JobContext", "TryLater", "counts", "enqueue", "revive"]
