"""The Flask glue: who may enter, form tokens, languages, errors, headers, assets, compression.

A feature needs five names from here: the marks (`public`, `anonymous`, `resident`, `staff`), `db()` for the
request's session, `BaseForm`, `render` and `runtime()` for settings and keys.
"""

from portal.core.web.current import Runtime, database, db, looking, render, runtime
from portal.core.web.form import BaseForm
from portal.core.web.marks import Entry, anonymous, public, resident, staff

__all__ = [
    "BaseForm",
    "Entry",
    "Runtime",
    "anonymous",
    "database",
    "db",
    "looking",
    "public",
    "render",
    "resident",
    "runtime",
    "staff",
]
