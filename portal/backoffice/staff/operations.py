"""What runs behind the pages: jobs by lane, what died and can be tried again, letters that did not arrive."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.parser import BytesParser
from email.policy import default
from itertools import islice
from pathlib import Path
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from portal.accounts.permissions import Permission
from portal.backoffice.staff.pages import bp
from portal.core import clock
from portal.core.web import db, render, runtime, staff
from portal.platform.jobs import queries as jobs
from portal.platform.jobs import service as job_service
from portal.platform.notices import queries as notices
from portal.platform.notices import service as notice_service

OVERDUE = timedelta(minutes=2)
MOST_SIMULATED = 20
MOST_LETTERS = 4_000
DONE = {"jobb": _l("It is tried again."), "brev": _l("The letter is sent again.")}


@dataclass(frozen=True)
class Simulated:
    """A letter that the demo wrote into a folder instead of sending it: its subject or first line, and its words."""

    title: str
    at: datetime
    text: str


@bp.get("/drift")
@staff(Permission.SEE_OPERATIONS)
def operations() -> str:
    """Counts, what waits too long, what was given up, and in the demo the letters it would have sent."""
    settings, now = runtime().settings, clock.now()
    return render(
        "backoffice/operations.html",
        lanes=jobs.counts(db()),
        late=jobs.waiting_since(db(), now, OVERDUE),
        dead=jobs.dead_jobs(db()),
        letters=notices.counts(db()),
        undelivered=notices.undelivered(db()),
        simulated=simulated_letters(settings.data_dir / "outbox") if settings.is_demo else [],
        done=DONE.get(request.args.get("klart", "")),
    )


@bp.post("/drift/jobb/<int:job_id>/igen")
@staff(Permission.SEE_OPERATIONS)
def revive_job(job_id: int) -> Response:
    """Let a dead job be tried again."""
    job_service.revive(db(), min(job_id, 2**62), clock.now())
    db().commit()
    return redirect("/handlaggning/drift?klart=jobb", 303)


@bp.post("/drift/brev/<uuid:letter_id>/igen")
@staff(Permission.SEE_OPERATIONS)
def revive_letter(letter_id: UUID) -> Response:
    """Send an undelivered letter again."""
    notice_service.revive(db(), letter_id, clock.now())
    db().commit()
    return redirect("/handlaggning/drift?klart=brev", 303)


def simulated_letters(folder: Path) -> list[Simulated]:
    """The latest letters in the demo's outbox, the newest first."""
    if not folder.is_dir():
        return []
    newest = sorted((path for path in folder.iterdir() if path.suffix in {".eml", ".txt"}), reverse=True)
    return [_simulated(path) for path in islice(newest, MOST_SIMULATED)]


def _simulated(path: Path) -> Simulated:
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    if path.suffix != ".eml":
        text = path.read_text(encoding="utf-8", errors="replace")
        return Simulated(text.strip().partition("\n")[0], at, text[:MOST_LETTERS])
    mail = BytesParser(policy=default).parsebytes(path.read_bytes())
    body = mail.get_body(("plain",))
    return Simulated(f"{mail['Subject']} ({mail['To']})", at, body.get_content()[:MOST_LETTERS] if body else "")
