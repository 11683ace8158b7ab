"""What assistance hands to the application."""

from portal.core.feature import Feature, Tile
from portal.core.words import word
from portal.forms.assistance import models, routes
from portal.forms.assistance.kind import KIND

TABLES = models.__all__

FEATURE = Feature(
    name="assistance",
    kinds=(KIND,),
    blueprints=(routes.bp,),
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
