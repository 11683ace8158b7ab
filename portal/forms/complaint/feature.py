"""What the ombudsman hands to the application: the register of processes."""

from portal.core.feature import Feature, Tile
from portal.core.words import word
from portal.forms.complaint import models, staff
from portal.forms.complaint.commands import COMMANDS

TABLES = models.__all__

FEATURE = Feature(
    name="complaint",
    plain_blueprints=(staff.bp,),
    commands=COMMANDS,
    staff_links=(
        Tile("complaint_staff.register", "squiggle", word("Processes"), word("The register of processes"), order=30),
    ),
)
