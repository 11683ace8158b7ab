"""What damage reports hand to the application."""

from portal.core.feature import Feature, Tile
from portal.core.web import Runtime
from portal.core.web.page_cache import PageCache
from portal.core.words import word
from portal.reports.damage import routes, staff
from portal.reports.damage.kind import KIND
from portal.reports.damage.maps import MapCache


def _start(runtime: Runtime) -> None:
    runtime.services["damage pages"] = PageCache[str]()
    runtime.services["damage maps"] = MapCache()


FEATURE = Feature(
    name="damage",
    kinds=(KIND,),
    blueprints=(routes.bp,),
    plain_blueprints=(routes.plain, staff.bp),
    tiles=(
        Tile(
            "damage.start",
            "pin-alert",
            word("Report something broken"),
            word("Park, playground, bathing place, street. Two presses."),
            order=10,
        ),
    ),
    starts=(_start,),
)
