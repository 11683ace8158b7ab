"""The composition root: gathers the features and makes the application; reads as a list of calls."""

from collections.abc import Sequence

from flask import Flask
from sqlalchemy import MetaData

from portal.accounts import feature as accounts
from portal.accounts import guard
from portal.backoffice import feature as backoffice
from portal.cases import feature as cases
from portal.cases.kinds import Kinds
from portal.core.db import Base
from portal.core.feature import Feature
from portal.core.settings import Settings
from portal.core.web.application import bare_application, refuse_unmarked
from portal.courses import feature as courses
from portal.forms.assistance import feature as assistance
from portal.forms.assistance.kind import KIND
from portal.forms.complaint import feature as complaint
from portal.pages import feature as pages_feature
from portal.platform.audit import feature as audit
from portal.platform.files import feature as files
from portal.platform.geo import feature as geo
from portal.platform.jobs import feature as jobs
from portal.platform.notices import feature as notices
from portal.reports.damage import feature as damage
from portal.reports.places import feature as places
from portal.reports.sign import feature as sign

FEATURES: tuple[Feature, ...] = (
    jobs.FEATURE,
    audit.FEATURE,
    geo.FEATURE,
    files.feature(cases.photo_settled),
    notices.FEATURE,
    accounts.FEATURE,
    cases.feature(but=frozenset({KIND.slug})),
    backoffice.FEATURE,
    places.FEATURE,
    damage.FEATURE,
    sign.FEATURE,
    assistance.FEATURE,
    complaint.FEATURE,
    courses.FEATURE,
    pages_feature.FEATURE,
)


def create_app(settings: Settings, features: Sequence[Feature] = FEATURES) -> Flask:
    """The portal for residents and staff; refuses to start when a view does not say who may enter."""
    app, runtime = bare_application(settings)
    runtime.services["features"] = tuple(features)
    runtime.services["kinds"] = kinds_of(features)
    for feature in features:
        for start in feature.starts:
            start(runtime)
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint, url_prefix=f"/<lang:language>{blueprint.url_prefix or ''}")
        for blueprint in feature.plain_blueprints:
            app.register_blueprint(blueprint)
    guard.install(app)
    refuse_unmarked(app)
    return app


def kinds_of(features: Sequence[Feature]) -> Kinds:
    """The case kinds of all features, checked."""
    kinds = Kinds()
    for feature in features:
        for kind in feature.kinds:
            kinds.add(kind)
    return kinds


def metadata() -> MetaData:
    """All tables of all features."""
    return Base.metadata
