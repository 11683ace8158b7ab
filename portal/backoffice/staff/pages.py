"""The blueprint of the staff door and what its views share."""

from flask import Blueprint

bp = Blueprint("backoffice", __name__, url_prefix="/handlaggning")
