"""What the general pages hand to the application."""

from portal.core.feature import Feature
from portal.pages import operations, routes, theme

FEATURE = Feature(name="pages", blueprints=(routes.bp,), plain_blueprints=(routes.short, operations.bp, theme.bp))
