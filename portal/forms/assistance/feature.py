"""What assistance hands to the application."""

from portal.core.feature import Feature, Job, Tile
from portal.core.words import word
from portal.forms.assistance import handlers, models, routes
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.service.filing import ROBOT

TABLES = models.__all__

FEATURE = Feature(
    name="assistance",
    kinds=(KIND,),
    blueprints=(routes.bp,),
    jobs={ROBOT: Job(handlers.run_robot)},
    tiles=(
        Tile(
            "assistance.start",
            "house-hand",
            word("Financial assistance"),
            word("When your money is not enough. See if you could have a right, and apply."),
            order=20,
        ),
    ),
)
