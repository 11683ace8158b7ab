"""What the general pages hand to the application."""

from portal.core.feature import Feature
from portal.core.web import theme
from portal.pages import operations, routes

FEATURE = Feature(name="pages", blueprints=(routes.bp,), plain_blueprints=(routes.short, operations.bp, theme.bp))
