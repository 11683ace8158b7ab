"""What the courses hand to the main application: the workshop of editors and publishers."""

from portal.core.feature import Feature, Tile
from portal.core.words import word
from portal.courses import models
from portal.courses.counting import models as counting

TABLES = (*models.__all__, *counting.__all__)

FEATURE = Feature(
    name="courses",
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
