"""What the courses hand to the main application: the workshop of editors and publishers."""

from sqlalchemy.orm import Session

from portal.core.feature import Feature, Job, Tile
from portal.core.settings import Settings
from portal.core.words import word
from portal.courses import commands, demo, handlers, models, previews, role_commands
from portal.courses.counting import forgetting, service
from portal.courses.counting import models as counting
from portal.courses.films import tidying
from portal.courses.films.folders import Folders
from portal.courses.service import filming, publishing
from portal.courses.staff import captions, figures, films
from portal.courses.staff.workshop import blueprint

TIDY_SECONDS, DAY_SECONDS = 3600, 24 * 3600
TABLES = (*models.__all__, *counting.__all__)


def _film_faults(session: Session, settings: Settings) -> list[str]:
    return tidying.faults(session, Folders.below(settings.data_dir), filming.ENCODE)


FEATURE = Feature(
    name="courses",
    plain_blueprints=(blueprint, films.bp, captions.bp, figures.bp),
    staff_links=(
        Tile("courses_staff.courses", "play-screen", word("Courses"), word("The workshop of courses"), order=50),
        Tile(
            "courses_figures.figures",
            "list",
            word("Course figures"),
            word("What visitors of the courses say"),
            order=55,
        ),
    ),
    starts=(previews.start,),
    jobs={
        filming.ENCODE: Job(handlers.encode, lane=filming.LANE),
        "courses.tidy-films": Job(handlers.tidy, lane=filming.LANE, every=TIDY_SECONDS),
        "courses.forget": Job(forgetting.handle, lane="slow", every=DAY_SECONDS),
    },
    forget=(service.forget,),
    fsck=(_film_faults, publishing.fsck, role_commands.fsck),
    commands=(*commands.COMMANDS, *role_commands.COMMANDS),
    demo=demo.fill,
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
