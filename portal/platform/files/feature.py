"""What the files hand to the application."""

from pathlib import Path

from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.feature import Feature, Job
from portal.platform.files import fsck, handlers, service
from portal.platform.files.handlers import Settled, nobody
from portal.platform.files.incoming import Incoming
from portal.platform.files.store import FolderStore

TIDY_SECONDS = 30


def feature(data_dir: Path, settled: Settled = nobody) -> Feature:
    """The jobs of the files; `settled` is told, in the worker's transaction, of each file that is ready or broken."""

    def faults(session: Session) -> list[str]:
        keyring = session.info["keyring"]
        return fsck.fsck(session, FolderStore(data_dir / "files", keyring), Incoming(data_dir, keyring), clock.now())

    lane = service.LANE
    return Feature(
        name="files",
        jobs={
            service.MAKE_READY: Job(handlers.making_ready(settled), lane=lane),
            service.REMOVE: Job(handlers.remove, lane=lane),
            "files.tidy": Job(handlers.tidy, lane=lane, every=TIDY_SECONDS),
        },
        fsck=(faults,),
    )
