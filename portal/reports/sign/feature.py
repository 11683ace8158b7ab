"""What the sign's page hands to the application."""

from portal.core.feature import Feature
from portal.reports.sign import routes

FEATURE = Feature(name="sign", blueprints=(routes.bp,), plain_blueprints=(routes.short,))
