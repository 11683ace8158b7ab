"""Who searches or takes out lists in which secret cases may stand is put on record first, like who opens one."""

from portal.accounts.guard import current_viewer
from portal.backoffice.frame import kinds
from portal.core import clock
from portal.core.web import database
from portal.platform.audit import service as audit


def put_on_record(action: str) -> None:
    """Commit an entry before the list is read, for those who may see secret cases; never what they typed."""
    viewer = current_viewer()
    secret = sorted(kind.slug for kind in kinds().values() if kind.is_secret and viewer.may(kind.permission))
    if not secret:
        return
    audit.record(
        database(),
        actor_id=str(viewer.account_id),
        actor_label=str(viewer.account_id),
        action=action,
        subject_kind="queue",
        subject_ref=".".join(secret),
        now=clock.now(),
    )
