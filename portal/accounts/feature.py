"""What the accounts of staff and the door of residents hand to the application."""

from portal.accounts import demo
from portal.accounts.commands import COMMANDS
from portal.accounts.eid import routes as eid
from portal.accounts.eid.demo import routes as demo_eid
from portal.accounts.staff import blueprint
from portal.accounts.tidying import tidy
from portal.core.feature import Feature, Job, Tile
from portal.core.words import word

TIDY_SECONDS = 600

FEATURE = Feature(
    name="accounts",
    blueprints=(eid.blueprint,),
    plain_blueprints=(blueprint, demo_eid.blueprint),
    jobs={"accounts.tidy": Job(tidy, every=TIDY_SECONDS)},
    staff_links=(
        Tile("accounts.accounts", "users", word("Accounts"), word("Who works here and what they may do"), order=90),
    ),
    demo=demo.fill,
    commands=COMMANDS,
)
