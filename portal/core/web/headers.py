"""Security headers on every answer (OWASP Secure Headers; requirement: strict CSP, no third party, no inline)."""

from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from portal.core.settings import Settings

PERMISSIONS = "geolocation=(self), camera=(self), microphone=(), payment=(), usb=()"
NO_PERMISSIONS = "geolocation=(), camera=(), microphone=(), payment=(), usb=()"
"""Permissions Policy (W3C): where somebody is and a photo are asked for by reports alone."""


def content_security_policy(settings: Settings) -> str:
    """The policy: everything of our own and nothing inline; map tiles only where a tile server is configured."""
    tiles = settings.municipality.tile_url
    pictures = "'self' data: blob:" + (f" {_origin(tiles)}" if tiles else "")
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src {pictures}",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "font-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        ]
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".replace("{s}", "*")


def install(app: Flask, settings: Settings, permissions: str = PERMISSIONS) -> None:
    """Add the headers to every answer; pages are never stored by shared caches."""
    policy = content_security_policy(settings)
    ours = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": permissions,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }
    if settings.is_https:
        ours["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"

    fixed = [(name.lower(), name, value) for name, value in ours.items()]

    @app.after_request
    def _add(response: Response) -> Response:
        present = {name.lower() for name, _value in response.headers}
        response.headers.extend([(name, value) for lower, name, value in fixed if lower not in present])
        if "cache-control" not in present:
            response.headers.add("Cache-Control", "no-store" if g.get("private", True) else "no-cache")
        if request.path.startswith("/handlaggning"):
            response.headers["X-Robots-Tag"] = "noindex"
        return response
