"""Refuses forms that another site's page sent, by what the browser itself says about the request."""

from urllib.parse import urlsplit

from flask import abort, request


def refuse_cross_site() -> None:
    """Refuse a request that another site's page made (Fetch Metadata, else Origin; sent by the browser itself)."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    foreign = origin not in {None, "null"} and urlsplit(origin or "").netloc != request.host
    if site not in {"same-origin", "none"} if site else foreign:
        abort(403)
