"""What the ombudsman hands to the application."""

from portal.core.feature import Feature, Tile
from portal.core.words import word
from portal.forms.complaint import models, routes, staff
from portal.forms.complaint.commands import COMMANDS
from portal.forms.complaint.kind import KIND

TABLES = models.__all__

FEATURE = Feature(
    name="complaint",
    kinds=(KIND,),
    blueprints=(routes.bp,),
    plain_blueprints=(staff.bp,),
    tiles=(
        Tile(
            "complaint.start",
            "squiggle",
            word("Tell us what is complicated"),
            word("Forms, letters, waiting: the ombudsman looks for the cause."),
            order=50,
        ),
    ),
    commands=COMMANDS,
    staff_links=(
        Tile("complaint_staff.register", "squiggle", word("Processes"), word("The register of processes"), order=30),
    ),
)
