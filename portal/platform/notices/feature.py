"""What the letters hand to the application."""

from portal.core.feature import Feature, Job
from portal.platform.notices import handler, service
from portal.platform.notices.fsck import fsck
from portal.platform.notices.rules import ATTEMPTS

DAY_SECONDS = 24 * 3600

FEATURE = Feature(
    name="notices",
    jobs={
        **{name: Job(handler.send, lane=lane, attempts=ATTEMPTS) for name, lane in service.JOBS.values()},
        "notices.forget": Job(handler.forget, every=DAY_SECONDS),
    },
    forget=(service.forget,),
    fsck=(fsck,),
)
