"""What the areas hand to the application."""

from portal.core.feature import Feature
from portal.platform.geo.commands import COMMANDS

FEATURE = Feature(name="geo", commands=COMMANDS)
