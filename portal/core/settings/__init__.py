"""One frozen settings object, built once: `environment` reads the variables, `municipality` the town's own file."""

from portal.core.settings.environment import Mode, Settings, SettingsError
from portal.core.settings.municipality import Box, HelpNumber, Municipality, PlaceType, Team, Text, Topic

__all__ = [
    "Box",
    "HelpNumber",
    "Mode",
    "Municipality",
    "PlaceType",
    "Settings",
    "SettingsError",
    "Team",
    "Text",
    "Topic",
]
