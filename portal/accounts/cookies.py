"""The two cookies of staff: the session's, and the known device's. Visitors never get either."""

from flask import Request
from werkzeug.wrappers import Response

from portal.accounts.rules import DEVICE_LIFETIME
from portal.core.settings import Settings

SESSION = "portal_session"
DEVICE = "portal_device"


def session_token(request: Request, settings: Settings) -> str:
    """What the session cookie holds; empty without one."""
    return request.cookies.get(_name(SESSION, settings), "")


def device_token(request: Request, settings: Settings) -> str:
    """What the known device's cookie holds; empty without one."""
    return request.cookies.get(_name(DEVICE, settings), "")


def set_session(response: Response, settings: Settings, token: str) -> None:
    """Give the browser its session: gone when it closes, unreadable to scripts, not sent with other sites' forms."""
    response.set_cookie(
        _name(SESSION, settings), token, secure=settings.is_https, httponly=True, samesite="Lax", path="/"
    )


def set_device(response: Response, settings: Settings, token: str) -> None:
    """Let the browser be known for half a year as one that signed in."""
    response.set_cookie(
        _name(DEVICE, settings),
        token,
        max_age=DEVICE_LIFETIME,
        secure=settings.is_https,
        httponly=True,
        samesite="Strict",
        path="/",
    )


def drop_session(response: Response, settings: Settings) -> None:
    """Take the session cookie back."""
    name = _name(SESSION, settings)
    response.delete_cookie(name, path="/", secure=settings.is_https, httponly=True, samesite="Lax")


def _name(plain: str, settings: Settings) -> str:
    return f"__Host-{plain}" if settings.is_https else plain
