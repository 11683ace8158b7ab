"""Dynamic pages are compressed here, since a cold phone on one bar of network counts every kilobyte.

Safe against BREACH because every secret in a page (the form tokens) is masked anew in every answer.
"""

import gzip

from flask import Flask, Response, request

SMALLEST = 700
LEVEL = 5
_TEXT = ("text/", "application/json", "image/svg+xml", "application/geo+json")


def install(app: Flask) -> None:
    """Compress text answers with gzip where the browser takes it."""

    @app.after_request
    def _compress(response: Response) -> Response:
        if not _worthwhile(response):
            return response
        response.set_data(gzip.compress(response.get_data(), LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
        return response


def _worthwhile(response: Response) -> bool:
    return (
        not response.direct_passthrough
        and not response.is_streamed
        and "Content-Encoding" not in response.headers
        and (response.content_type or "").startswith(_TEXT)
        and "gzip" in request.headers.get("Accept-Encoding", "")
        and len(response.get_data()) >= SMALLEST
    )
