"""The blueprint of everything that a resident meets of assistance; each module of the package adds its views."""

from flask import Blueprint

bp = Blueprint("assistance", __name__, url_prefix="/ekonomiskt-bistand")
