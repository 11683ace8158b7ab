"""What the files hand to the application."""

from sqlalchemy.orm import Session

from portal.core import clock
from portal.core.feature import Feature, Job
from portal.core.settings import Settings
from portal.platform.files import fsck, handlers, quarantine, service
from portal.platform.files.handlers import Settled, nobody
from portal.platform.files.incoming import Incoming
from portal.platform.files.store import FolderStore

TIDY_SECONDS = 30
LOOK_AGAIN_SECONDS = 3600


def feature(settled: Settled = nobody) -> Feature:
    """The jobs of the files; `settled` is told, in the worker's transaction, of each file when its state changes."""

    lane, documents = service.LANE, service.DOCUMENT_LANE
    make_document = handlers.making_ready(settled, quarantine.document_made)
    return Feature(
        name="files",
        jobs={
            service.MAKE_READY: Job(handlers.making_ready(settled), lane=lane),
            service.MAKE_DOCUMENT: Job(make_document, lane=documents),
            service.SCAN: Job(quarantine.scanning(settled), lane=documents, attempts=quarantine.ATTEMPTS),
            "files.look-again": Job(quarantine.look_again, lane=documents, every=LOOK_AGAIN_SECONDS),
            service.REMOVE: Job(handlers.remove, lane=lane),
            "files.tidy": Job(handlers.tidy, lane=lane, every=TIDY_SECONDS),
        },
        fsck=(_faults,),
    )


def _faults(session: Session, settings: Settings) -> list[str]:
    keyring, folder = session.info["keyring"], settings.data_dir
    store, incoming = FolderStore(folder / "files", keyring), Incoming(folder, keyring)
    return fsck.fsck(session, store, incoming, clock.now(), has_scanner=settings.clamd is not None)
