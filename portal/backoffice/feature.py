"""What the frame of staff work hands to the application."""

from portal.backoffice import bulk
from portal.backoffice.staff import bp
from portal.core.feature import Feature, Tile
from portal.core.words import word

FEATURE = Feature(
    name="backoffice",
    plain_blueprints=(bp,),
    staff_links=(
        Tile("backoffice.queue", "list", word("Queue"), word("All cases you work with"), order=10),
        Tile("backoffice.operations", "wrench", word("Operations"), word("What runs behind the pages"), order=80),
    ),
    forget=(bulk.forget_old,),
)
