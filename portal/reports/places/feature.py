"""What the register of places hands to the application."""

from typing import Any

from portal.core.feature import Feature, Job, JobContext, Tile
from portal.core.web import Runtime
from portal.core.words import word
from portal.reports.places import fsck, service
from portal.reports.places.commands import COMMANDS
from portal.reports.places.scans import ScanCounter
from portal.reports.places.staff import blueprint

TIDY_SECONDS = 3600


def _start(runtime: Runtime) -> None:
    runtime.services["scans"] = ScanCounter(runtime.database)


def tidy(context: JobContext, _payload: dict[str, Any]) -> None:
    """Remove files of places that nobody confirmed within a day."""
    with context.database.write() as session:
        service.forget_imports(session, context.now)
        context.done(session)


FEATURE = Feature(
    name="places",
    plain_blueprints=(blueprint,),
    jobs={"places.tidy": Job(tidy, every=TIDY_SECONDS)},
    staff_links=(
        Tile("places_staff.places", "sign", word("Places"), word("The register of places and their signs"), order=40),
    ),
    fsck=(fsck.fsck,),
    starts=(_start,),
    commands=COMMANDS,
)
