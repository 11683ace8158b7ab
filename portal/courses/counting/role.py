"""The PostgreSQL role of the courses: what it may do, the statements that make it so, and whether it is so (AN-9).

The statements never hold a password; the operator sets one with `\\password` or through a socket's peer rule.
"""

import re
from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.orm import Session

from portal.courses.counting.models import CourseCount, CourseVoice

NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
DEFAULT = "portal_courses"
RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
MAY = {
    str(CourseCount.__tablename__): frozenset({"SELECT", "INSERT", "UPDATE"}),
    str(CourseVoice.__tablename__): frozenset({"INSERT"}),
}


class BadName(ValueError):
    """No name for a role that we would write into a statement."""


def statements(role: str = DEFAULT) -> tuple[str, ...]:
    """What the owner of the database runs, as often as wished; raises BadName for a name that needs quoting."""
    if not NAME.fullmatch(role):
        raise BadName(role)
    grants = (
        f"GRANT {', '.join(right for right in RIGHTS if right in rights)} ON {table} TO {role}"
        for table, rights in MAY.items()
    )
    return (
        f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        f"ALTER ROLE {role} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS",
        f"ALTER ROLE {role} CONNECTION LIMIT 60",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}",
        f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        *grants,
    )


def excesses(session: Session) -> Iterator[str]:
    """What the role of `session` may do beyond its two tables, and what it may not do of them, one sentence each."""
    if session.scalar(text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")):
        yield "it may do everything"
        return
    for table, right, may in session.execute(_RIGHTS_OF_ALL, {"rights": list(RIGHTS)}):
        allowed = right in MAY.get(table, ())
        if may and not allowed:
            yield f"it may {right} {table}"
        elif allowed and not may:
            yield f"it may not {right} {table}"


_RIGHTS_OF_ALL = text(
    "SELECT relname, named, has_table_privilege(pg_class.oid, named)"
    " OR (named IN ('SELECT', 'INSERT', 'UPDATE') AND has_any_column_privilege(pg_class.oid, named))"
    " FROM pg_class CROSS JOIN unnest(CAST(:rights AS text[])) AS named"
    " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'f')"
    " ORDER BY relname, named"
)
