"""What the files hand to the application."""

from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.feature import Feature, Job
from portal.core.settings import Settings
from portal.platform.files import fsck, handlers, service
from portal.platform.files.handlers import Settled, nobody
from portal.platform.files.incoming import Incoming
from portal.platform.files.store import FolderStore

TIDY_SECONDS = 30


def feature(settled: Settled = nobody) -> Feature:
    """The jobs of the files; `settled` is told, in the worker's transaction, of each file that is ready or broken."""

    lane = service.LANE
    return Feature(
        name="files",
        jobs={
            service.MAKE_READY: Job(handlers.making_ready(settled), lane=lane),
            service.REMOVE: Job(handlers.remove, lane=lane),
            "files.tidy": Job(handlers.tidy, lane=lane, every=TIDY_SECONDS),
        },
        fsck=(_faults,),
    )


def _faults(session: Session, settings: Settings) -> list[str]:
    keyring, folder = session.info["keyring"], settings.data_dir
    return fsck.fsck(session, FolderStore(folder / "files", keyring), Incoming(folder, keyring), clock.now())
