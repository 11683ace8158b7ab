"""The queue's page, saved views, and the list as a file."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response as FlaskResponse
from flask import current_app, make_response, request, stream_with_context
from flask_babel import gettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from portal.accounts.guard import current_viewer
from portal.accounts.permissions import Permission
from portal.backoffice import export, labels, listing, maps, queries, service
from portal.backoffice.filters import SORT_NAMES, VIEW_NAMES, QueueFilter, Sort, Status
from portal.backoffice.form import ViewForm
from portal.backoffice.frame import DONE, kinds
from portal.backoffice.labels import Labels, queue_url
from portal.backoffice.phrases import say
from portal.backoffice.queries import QueuePage
from portal.backoffice.staff.pages import bp
from portal.backoffice.watching import put_on_record
from portal.core import clock
from portal.core.web import database, db, render, runtime, staff
from portal.core.web.languages import current_language

CASES = "/handlaggning/arenden"


@bp.get("/")
@staff(Permission.SEE_QUEUE)
def queue() -> str:
    """The list that the query string asks for, with every count."""
    asked, viewer, town = QueueFilter.read(request.args), current_viewer(), runtime().settings.municipality
    if asked.q:
        put_on_record("queue.search")
    page = queries.queue_page(db(), viewer, asked, kinds(), clock.now())
    named = Labels(town, kinds(), viewer, page.staff)
    return render(
        "backoffice/queue.html",
        asked=asked,
        page=page,
        **_pieces(asked, page, named),
        saved=queries.saved_views(db(), viewer, kinds(), clock.now()),
        chips=labels.chips(asked, page, named),
        sorts=_sorts(asked),
        map=maps.queue_map(db(), page.rows, town) if asked.map else None,
        heading=_heading(asked),
        here=queue_url(asked.query()),
        queue_url=queue_url,
        done=DONE.get(request.args.get("klart", "")),
        view_form=ViewForm(formdata=None, data={"query": asked.query()}),
    )


def _pieces(asked: QueueFilter, page: QueuePage, named: Labels) -> dict[str, str]:
    """The views, the filters and the rows, drawn once for as long as the page is true."""
    draw: Any = current_app.jinja_env.get_template("backoffice/rows.html").module
    back = urlencode({"next": queue_url(asked.query())})
    pieces: dict[str, Callable[[], str]] = {
        "views_drawn": lambda: draw.queue_filters([(gettext("My views"), labels.view_facets(asked, page))]),
        "filters_drawn": lambda: draw.queue_filters(
            [*labels.groups(asked, page, named), (gettext("Show"), labels.status_facets(asked))]
        ),
        "rows_drawn": lambda: draw.queue_rows(listing.shown(page.rows, kinds(), named.town), CASES, back),
    }
    language = current_language()
    return {
        name: page.drawn.get((language, name)) or page.drawn.setdefault((language, name), made())
        for name, made in pieces.items()
    }


@bp.post("/vyer")
@staff(Permission.SEE_QUEUE)
def save_view() -> Response | str:
    """Keep the filter under a name."""
    form = ViewForm()
    asked = QueueFilter.read_query(form.query.data or "")
    if not form.validate():
        return make_response(render("backoffice/view.html", form=form), 422)
    service.save_view(db(), by=current_viewer(), name=form.name.data, asked=asked, is_shared=form.is_shared.data)
    db().commit()
    return redirect(queue_url(asked.query()), 303)


@bp.post("/vyer/<uuid:view_id>/ta-bort")
@staff(Permission.SEE_QUEUE)
def remove_view(view_id: UUID) -> Response:
    """Remove one of one's own saved views."""
    service.remove_view(db(), view_id, by=current_viewer())
    db().commit()
    return redirect(queue_url(""), 303)


@bp.get("/arenden.csv")
@staff(Permission.SEE_QUEUE)
def export_file() -> FlaskResponse:
    """Every case of the list as a file for a spreadsheet, sent while it is read."""
    asked, viewer, known, now = QueueFilter.read(request.args), current_viewer(), kinds(), clock.now()
    put_on_record("queue.export")

    def lines() -> Iterator[str]:
        with database().read() as session:
            named = Labels(runtime().settings.municipality, known, viewer, {})
            yield from export.lines(queries.export_rows(session, viewer, asked, known, now), named)

    answer = FlaskResponse(stream_with_context(lines()), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="arenden-{now:%Y-%m-%d}.csv"'
    return answer


def _sorts(asked: QueueFilter) -> list[tuple[str, str, bool]]:
    return [(queue_url(asked.with_(sort=sort)), say(SORT_NAMES[sort]), asked.order is sort) for sort in Sort]


def _heading(asked: QueueFilter) -> str:
    if asked.status is not Status.OPEN:
        return say(labels.STATUS_NAMES[asked.status])
    return say(VIEW_NAMES[asked.view])
