"""What the frame of staff work hands to the application."""

from portal.backoffice import models
from portal.backoffice.staff import bp
from portal.core.feature import Feature

FEATURE = Feature(name="backoffice", plain_blueprints=(bp,))
TABLES = (models.SavedView, models.BulkBatch, models.BulkChange)
