"""The register of processes: the tree, a new node, a node and what can happen to it."""

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts.guard import current_viewer
from portal.core import clock
from portal.core.errors import NotFound, PortalError
from portal.core.web import db, runtime, staff
from portal.forms.complaint import queries, service
from portal.forms.complaint.form import MergeForm, NewNodeForm, NodeForm
from portal.forms.complaint.rules.register import (
    Level,
    Node,
    NodeState,
    Register,
    level_above,
    level_below,
    matching,
)
from portal.forms.complaint.staff.pages import OMBUDSMAN, bp, done, page


@bp.get("/processer")
@staff(OMBUDSMAN)
def register() -> AnyResponse:
    """The whole tree, or what a search finds in it."""
    found, asked = queries.register(db()), request.args.get("q", "")[:80].strip()
    return page(
        "complaint/register.html",
        register=found,
        asked=asked,
        hits=matching(found, asked) if asked else (),
        owners=queries.owners(db()),
        teams=_teams(),
    )


@bp.route("/processer/ny", methods=["GET", "POST"])
@staff(OMBUDSMAN)
def new_node() -> AnyResponse:
    """A node that is not in the register yet; `niva` is its level and `under` what it hangs on."""
    form, found = NewNodeForm(), queries.register(db())
    if request.method == "GET":
        form.level.data, form.above.data = request.args.get("niva"), request.args.get("under", "")
    level = form.chosen_level()
    if level is None:
        raise NotFound
    form.offer(_above(found, level), queries.owners(db()), _teams(), current_viewer().language)
    if not form.validate_on_submit():
        return page("complaint/new_node.html", form, level=level)
    try:
        row = service.add_node(db(), form.draft(), ref=form.ref.data, level=level, now=clock.now())
    except PortalError as problem:
        db().rollback()
        return page("complaint/new_node.html", form, problem=problem, level=level)
    db().commit()
    return done("node", "tillagd", node_id=row.id)


@bp.route("/processer/<uuid:node_id>", methods=["GET", "POST"])
@staff(OMBUDSMAN)
def node(node_id: UUID) -> AnyResponse:
    """One node: what is known of it, what hangs on it, and what can be done."""
    found, shown = _found(node_id)
    form = _form(found, shown)
    if request.method == "GET":
        form.fill(shown)
    if not form.validate_on_submit():
        return _node_page(form, found, shown)
    try:
        service.describe_node(db(), node_id, form.draft(), version=form.seen_version, now=clock.now())
    except PortalError as problem:
        db().rollback()
        return _node_page(form, *_found(node_id), problem)
    db().commit()
    return done("node", "sparat", node_id=node_id)


@bp.post("/processer/<uuid:node_id>/sla-ihop")
@staff(OMBUDSMAN)
def merge(node_id: UUID) -> AnyResponse:
    """The node becomes part of another."""
    found, shown = _found(node_id)
    form = MergeForm()
    form.offer(_mergeable(found, shown), current_viewer().language)
    if not form.validate():
        return _refused(node_id, service.CannotMerge())
    try:
        service.merge_node(db(), node_id, UUID(form.into.data), version=form.seen_version, now=clock.now())
    except PortalError as problem:
        return _refused(node_id, problem)
    db().commit()
    return done("node", "sammanslagen", node_id=form.into.data)


@bp.post("/processer/<uuid:node_id>/stang")
@staff(OMBUDSMAN)
def close(node_id: UUID) -> AnyResponse:
    """The node is no more in use."""
    return _moved(node_id, service.close_node, "stangd")


@bp.post("/processer/<uuid:node_id>/oppna")
@staff(OMBUDSMAN)
def reopen(node_id: UUID) -> AnyResponse:
    """The node is in use again."""
    return _moved(node_id, service.reopen_node, "oppnad")


def _moved(node_id: UUID, verb: service.Verb, code: str) -> AnyResponse:
    try:
        verb(db(), node_id, version=MergeForm().seen_version, now=clock.now())
    except PortalError as problem:
        return _refused(node_id, problem)
    db().commit()
    return done("node", code, node_id=node_id)


def _refused(node_id: UUID, problem: PortalError) -> AnyResponse:
    db().rollback()
    found, shown = _found(node_id)
    return _node_page(_form(found, shown, is_posted=False), found, shown, problem)


def _found(node_id: UUID) -> tuple[Register, Node]:
    found = queries.register(db())
    if node_id not in found.nodes:
        raise NotFound
    return found, found.nodes[node_id]


def _form(found: Register, shown: Node, *, is_posted: bool = True) -> NodeForm:
    form = NodeForm() if is_posted else NodeForm(formdata=None)
    form.offer(_above(found, shown.level, shown.above_id), queries.owners(db()), _teams(), current_viewer().language)
    if not is_posted:
        form.fill(shown)
    return form


def _node_page(form: NodeForm, found: Register, shown: Node, problem: PortalError | None = None) -> AnyResponse:
    merging = MergeForm(formdata=None)
    merging.offer(_mergeable(found, shown), current_viewer().language)
    return page(
        "complaint/node.html",
        form,
        problem=problem,
        merging=merging,
        register=found,
        node=shown,
        below=level_below(shown.level),
        owners=queries.owners(db()),
        teams=_teams(),
    )


def _above(found: Register, level: Level, present: UUID | None = None) -> list[Node]:
    """What a node of this level may hang on; where it hangs now is always among them."""
    needed = level_above(level)
    fitting = (node for node in found.nodes.values() if node.level is needed)
    nodes = [node for node in fitting if node.id == present or found.is_in_use(node.id)]
    return sorted(nodes, key=lambda node: node.name("sv").casefold())


def _mergeable(found: Register, shown: Node) -> list[Node]:
    if shown.state is not NodeState.ACTIVE:
        return []
    nodes = [node for node in found.nodes.values() if found.may_merge(shown, node)]
    return sorted(nodes, key=lambda node: node.name("sv").casefold())


def _teams() -> dict[str, str]:
    language = current_viewer().language
    teams = runtime().settings.municipality.teams
    return {code: team.name.in_language(language) for code, team in teams.items()}
