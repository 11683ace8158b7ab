"""What the jobs hand to the application."""

from portal.core.feature import Feature, Job
from portal.platform.jobs import handler
from portal.platform.jobs.fsck import fsck

FEATURE = Feature(name="jobs", jobs={"jobs.purge": Job(handler.purge, every=3600)}, fsck=(fsck,))
