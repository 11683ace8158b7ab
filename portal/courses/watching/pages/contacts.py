"""Where to turn."""

from collections.abc import Sequence

from portal.core.settings.courses import Contact, CoursesSettings
from portal.courses.rules.catalogue import Audience


def contacts_for(settings: CoursesSettings, audience: Audience) -> Sequence[Contact]:
    """Whom those that a course is for can turn to, in the order of the municipality's file."""
    return [contact for contact in settings.contacts if not contact.audiences or audience in contact.audiences]
