"""What the courses hand to the main application: the workshop of editors and publishers."""

from sqlalchemy.orm import Session

from portal.core.feature import Feature, Job, Tile
from portal.core.settings import Settings
from portal.core.words import word
from portal.courses import handlers, models
from portal.courses.counting import models as counting
from portal.courses.films import tidying
from portal.courses.films.folders import Folders
from portal.courses.service import filming

TIDY_SECONDS = 3600
TABLES = (*models.__all__, *counting.__all__)


def _film_faults(session: Session, settings: Settings) -> list[str]:
    return tidying.faults(session, Folders.below(settings.data_dir), filming.ENCODE)


FEATURE = Feature(
    name="courses",
    jobs={
        filming.ENCODE: Job(handlers.encode, lane=filming.LANE),
        "courses.tidy-films": Job(handlers.tidy, lane=filming.LANE, every=TIDY_SECONDS),
    },
    fsck=(_film_faults,),
    tiles=(
        Tile(
            "",
            "play-screen",
            word("Courses to watch"),
            word("For parents, family homes and companies. Nobody can know that you watch."),
            order=40,
            path="kurser",
        ),
    ),
)
