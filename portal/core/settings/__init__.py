"""One frozen settings object, built once: `environment` reads the variables, `municipality` the town's own file."""

from portal.core.settings.assistance import AssistanceSettings, Office
from portal.core.settings.complaints import ComplaintsSettings
from portal.core.settings.courses import Contact, CoursesSettings
from portal.core.settings.environment import Mode, Settings, SettingsError
from portal.core.settings.municipality import Box, HelpNumber, Municipality, PlaceType, Team, Topic
from portal.core.settings.oidc import Oidc
from portal.core.settings.text import Text

__all__ = [
    "AssistanceSettings",
    "Box",
    "ComplaintsSettings",
    "Contact",
    "CoursesSettings",
    "HelpNumber",
    "Mode",
    "Municipality",
    "Office",
    "Oidc",
    "PlaceType",
    "Settings",
    "SettingsError",
    "Team",
    "Text",
    "Topic",
]
