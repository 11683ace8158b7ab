"""The cookies of those who sign in: staff's session and known device, residents' session and sign-in under way.

Visitors never get any. Residents' cookies have names of their own, so that both can be signed in in one browser.
"""

from datetime import timedelta

from flask import Request
from flask import request as asked
from werkzeug.wrappers import Response

from portal.accounts.rules import DEVICE_LIFETIME
from portal.core.settings import Settings

SESSION = "portal_session"
DEVICE = "portal_device"
RESIDENT = "portal_resident"
ATTEMPT = "portal_eid"


def session_token(request: Request, settings: Settings) -> str:
    """What the session cookie holds; empty without one."""
    return request.cookies.get(_name(SESSION, settings), "")


def device_token(request: Request, settings: Settings) -> str:
    """What the known device's cookie holds; empty without one."""
    return request.cookies.get(_name(DEVICE, settings), "")


def resident_token(request: Request, settings: Settings) -> str:
    """What the resident's session cookie holds; empty without one."""
    return request.cookies.get(_name(RESIDENT, settings), "")


def attempt_token(request: Request, settings: Settings) -> str:
    """What the cookie of a sign-in under way holds; empty without one."""
    return request.cookies.get(_name(ATTEMPT, settings), "")


def set_session(response: Response, settings: Settings, token: str) -> None:
    """Give the browser its session: gone when it closes, unreadable to scripts, not sent with other sites' forms."""
    _set(response, settings, SESSION, token)


def set_resident(response: Response, settings: Settings, token: str) -> None:
    """Give the browser the session of a resident, under the same conditions."""
    _set(response, settings, RESIDENT, token)


def set_attempt(response: Response, settings: Settings, token: str, lifetime: timedelta) -> None:
    """Let the browser prove that it began the sign-in whose answer comes back to it."""
    _set(response, settings, ATTEMPT, token, lifetime)


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
    _drop(response, settings, SESSION)


def drop_resident(response: Response, settings: Settings) -> None:
    """Take the resident's session cookie back."""
    _drop(response, settings, RESIDENT)


def drop_attempt(response: Response, settings: Settings) -> None:
    """Take the cookie of a sign-in under way back."""
    _drop(response, settings, ATTEMPT)


def _set(response: Response, settings: Settings, plain: str, token: str, lifetime: timedelta | None = None) -> None:
    name = _name(plain, settings)
    response.set_cookie(
        name, token, max_age=lifetime, secure=settings.is_https, httponly=True, samesite="Lax", path="/"
    )


def _drop(response: Response, settings: Settings, plain: str) -> None:
    name = _name(plain, settings)
    if name not in asked.cookies:
        return
    response.delete_cookie(name, path="/", secure=settings.is_https, httponly=True, samesite="Lax")


def _name(plain: str, settings: Settings) -> str:
    return f"__Host-{plain}" if settings.is_https else plain
