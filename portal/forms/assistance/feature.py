"""What assistance hands to the application."""

from dataclasses import replace

from portal.core.feature import Feature, Job, Tile
from portal.core.words import word
from portal.forms.assistance import commands, forgetting, handlers, models, reminding, routes, staff
from portal.forms.assistance.demo import filling
from portal.forms.assistance.kind import KIND
from portal.forms.assistance.queries.barred import barred_cases
from portal.forms.assistance.replay import commands as replay_commands
from portal.forms.assistance.replay import replaying
from portal.forms.assistance.service.filing import ROBOT

TABLES = models.__all__
DAY_SECONDS = 24 * 3600

FEATURE = Feature(
    name="assistance",
    kinds=(replace(KIND, barred=barred_cases),),
    blueprints=(routes.bp, routes.neutral),
    plain_blueprints=(staff.bp,),
    jobs={
        ROBOT: Job(handlers.run_robot),
        "assistance.drafts": Job(forgetting.handle, lane="slow", every=DAY_SECONDS),
        "assistance.unread": Job(reminding.remind, lane="slow", every=DAY_SECONDS),
    },
    forget=(forgetting.forget_drafts, forgetting.remove_old),
    to_forget=(forgetting.list_old,),
    fsck=(replaying.fsck,),
    demo=filling.fill,
    commands=(*commands.COMMANDS, *replay_commands.COMMANDS),
    staff_links=(
        Tile("assistance_staff.desk", "house-hand", word("Assistance"), word("What waits in assistance"), order=15),
    ),
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
