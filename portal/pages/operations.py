"""What machines ask: is the process alive, can it serve, how much waits. Nothing about a person."""

import hmac
import os
from collections.abc import Iterator
from ipaddress import ip_address

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.orm import Session

from portal.core.errors import NotFound
from portal.core.web import database, db, public, runtime
from portal.platform import jobs

bp = Blueprint("operations", __name__)
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@bp.get("/healthz")
@public
def alive() -> Response:
    """200 while the process answers; touches nothing else."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@public
def ready() -> Response:
    """200 when the database answers and the data folder can be written, else 503 with what is missing."""
    missing = [name for name, is_there in _needs() if not is_there]
    status = 503 if missing else 200
    return Response(f"{'missing: ' + ', '.join(missing) if missing else 'ok'}\n", status, mimetype="text/plain")


@bp.get("/metrics")
@public
def metrics() -> Response:
    """Gauges for Prometheus: for the machine itself, or whoever knows PORTAL_METRICS_TOKEN; 404 for others."""
    if not (_is_this_machine() or _knows_the_token()):
        raise NotFound
    registry = CollectorRegistry()
    registry.register(_Waiting(db()))
    return Response(generate_latest(registry), content_type=METRICS_TYPE)


class _Waiting(Collector):
    """How many jobs there are, by lane and state."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The numbers of this moment."""
        family = GaugeMetricFamily("portal_jobs", "Jobs in the outbox", labels=("lane", "state"))
        for lane, states in jobs.counts(self._session).items():
            for state, number in states.items():
                family.add_metric((lane, state.value), number)
        yield family


def _needs() -> Iterator[tuple[str, bool]]:
    yield "database", database().is_reachable()
    yield "data folder", os.access(runtime().settings.data_dir, os.W_OK)


def _is_this_machine() -> bool:
    """True for a caller on the loopback that no proxy stands in front of."""
    if any(name in request.headers for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded")):
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _knows_the_token() -> bool:
    token = runtime().settings.metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(given.encode(), (token or "").encode())
