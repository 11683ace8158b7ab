"""The portal with three dummy kinds of case, one per form of secrecy, whose pages are the plain frame."""

from dataclasses import replace

from flask import Blueprint, Flask

from portal.accounts.permissions import Permission
from portal.app import FEATURES, create_app
from portal.backoffice.frame import case_frame
from portal.core.feature import Feature
from portal.core.settings import Settings
from portal.core.web import render, staff
from tests.factories.cases import three_kinds


def dummy_feature() -> Feature:
    """A feature of three kinds and their one review page."""
    blueprint = Blueprint("dummy", __name__, url_prefix="/handlaggning/prov-arende")

    @blueprint.get("/<number>")
    @staff(Permission.SEE_QUEUE)
    def review(number: str) -> str:
        return render("backoffice/case.html", frame=case_frame(number))

    return Feature(name="dummy", kinds=tuple(three_kinds().values()), plain_blueprints=(blueprint,))


def make_app(settings: Settings, database_url: str) -> Flask:
    """The whole portal and the dummy kinds, on the database of a test."""
    return create_app(replace(settings, database_url=database_url), (*FEATURES, dummy_feature()))
