"""What the audit log hands to the application."""

from portal.core.feature import Feature, Job
from portal.platform.audit import chain, handler

FEATURE = Feature(
    name="audit",
    jobs={"audit.chain": Job(handler.extend_chain, every=60)},
    fsck=(chain.verify,),
)
