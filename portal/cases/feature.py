"""What the case itself hands to the application: following, photos that are settled, forgetting."""

from functools import partial

from sqlalchemy.orm import Session

from portal.cases import forgetting, letters, queries, routes, service
from portal.cases.flood import FloodGate, voices_since
from portal.cases.models import EventType
from portal.core.feature import Feature, Job
from portal.core.web import Runtime
from portal.platform.files.incoming import Incoming
from portal.platform.files.models import StoredFile
from portal.platform.files.store import FolderStore
from portal.platform.jobs import JobContext

DAY_SECONDS = 24 * 3600


def photo_settled(session: Session, file: StoredFile, context: JobContext) -> None:
    """A photo is ready or broken: one that is broken is told to both sides."""
    case = queries.case_of_file(session, file.id)
    if case is None or file.is_ready or file.is_held:
        return
    service.append(session, case, EventType.PHOTO_BROKEN, context.now, is_public=True)
    case.has_news = True
    letters.photo_broken(session, case, now=context.now)
    session.flush()


def _start(runtime: Runtime) -> None:
    data_dir = runtime.settings.data_dir
    runtime.services["incoming"] = Incoming(data_dir, runtime.keyring)
    runtime.services["store"] = FolderStore(data_dir / "files", runtime.keyring)
    budget = runtime.settings.municipality.reports_per_minute
    runtime.services["flood gate"] = FloodGate(budget)
    runtime.services["voice gate"] = FloodGate(budget, voices_since)


def feature(but: frozenset[str] = frozenset()) -> Feature:
    """What the case brings; cases of the kinds `but` are forgotten by rules of their own."""
    return Feature(
        name="cases",
        blueprints=(routes.bp,),
        plain_blueprints=(routes.short,),
        jobs={"cases.forget": Job(partial(forgetting.handle, but=but), lane="slow", every=DAY_SECONDS)},
        forget=(partial(forgetting.forget, but=but),),
        starts=(_start,),
    )
