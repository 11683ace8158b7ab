"""Who may enter what: the table role × route, computed from the marks of the views and the rights of the roles."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from portal.accounts.permissions import Role, permissions_of
from portal.core.web.marks import Door, entry_of

OPEN = ("everybody",)
ANY_STAFF = ("any-staff",)
RESIDENT = ("resident",)


@dataclass(frozen=True)
class Opening:
    """One route and those who may enter it."""

    method: str
    address: str
    endpoint: str
    roles: tuple[str, ...]

    def line(self) -> str:
        """The route as a line of the file."""
        return f"{self.method:<5} {self.address:<64} {' '.join(self.roles)}"


def roles_of(app: Flask, endpoint: str) -> tuple[str, ...]:
    """The roles that may enter a view, in the order of the role table."""
    entry = entry_of(app.view_functions[endpoint])
    assert entry is not None, endpoint
    if entry.door in {Door.PUBLIC, Door.ANONYMOUS}:
        return OPEN
    if entry.door is Door.RESIDENT:
        return RESIDENT
    if entry.permission is None:
        return ANY_STAFF
    able = tuple(role.value for role in Role if entry.permission in permissions_of([role]))
    return ANY_STAFF if len(able) == len(Role) else able


def methods_of(rule: Rule) -> Iterable[str]:
    """The methods of a route that mean something."""
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def doors(app: Flask) -> list[Opening]:
    """Every route of the application, by address and method."""
    found = [
        Opening(method, rule.rule, rule.endpoint, roles_of(app, rule.endpoint))
        for rule in app.url_map.iter_rules()
        for method in methods_of(rule)
    ]
    return sorted(found, key=lambda door: (door.address, door.method))


def written(app: Flask) -> str:
    """The whole file."""
    return "".join(f"{door.line()}\n" for door in doors(app))
