"""The blueprint of the caseworker's door; each module of the package adds its views."""

from flask import Blueprint

bp = Blueprint("assistance_staff", __name__, url_prefix="/handlaggning/bistand")
