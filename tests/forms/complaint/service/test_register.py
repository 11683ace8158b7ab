"""The register kept by hand and by file: nothing is doubled, nothing is lost, nobody is overwritten."""

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.permissions import Role
from portal.core.db import Database
from portal.core.errors import Conflict, NotFound, Refused
from portal.forms.complaint import queries, service
from portal.forms.complaint.models import ProcessNode
from portal.forms.complaint.rules.register import Level, NodeDraft, NodeState
from portal.platform.tables import FileErrors
from tests.factories import accounts
from tests.factories.processes import LINES, NOW, TEAMS, fill, table


def row(session: Session, ref: str) -> ProcessNode:
    found = session.scalar(select(ProcessNode).where(ProcessNode.ref == ref))
    assert found
    return found


def test_a_file_becomes_a_register_and_a_second_import_doubles_nothing(database: Database) -> None:
    with database.write() as session:
        fill(session)
    with database.write() as session:
        plan = service.import_register(session, table(*LINES), teams=TEAMS, now=NOW)
        assert (len(plan.added), len(plan.changed), plan.unchanged) == (0, 0, len(LINES))
        found = queries.register(session)
        assert [one.ref for one in found.path(row(session, "SBF-B1b").id)] == ["SBF", "SBF-B", "SBF-B1", "SBF-B1b"]
        assert found.team_of(row(session, "SBF-T1").id) == "streets"


def test_an_import_updates_what_it_knows_and_keeps_other_languages(database: Database) -> None:
    with database.write() as session:
        fill(session)
    with database.write() as session:
        plan = service.import_register(session, table("SBF-B1;process;SBF-T;Lov;;;"), teams=TEAMS, now=NOW)
        assert [dict(change.after) for change in plan.changed] == [
            {"names": {"sv": "Lov", "en": "Building permit"}, "above": "SBF-T"}
        ]
        assert row(session, "SBF-B1").above_id == row(session, "SBF-T").id


def test_a_faulty_file_changes_nothing(database: Database) -> None:
    with database.write() as session:
        fill(session)
    broken = table("SBF;förvaltning;;Nytt namn;;;", "X;process;finns-inte;Namn;;;")
    with pytest.raises(FileErrors), database.write() as session:
        service.import_register(session, broken, teams=TEAMS, now=NOW)
    with database.read() as session:
        assert row(session, "SBF").names["sv"] == "Samhällsbyggnad"


def test_an_owner_is_an_account_and_an_unknown_one_is_refused_with_the_line(database: Database) -> None:
    account = accounts.make_account(database, Role.HANDLER)
    with database.write() as session:
        fill(session, "A;förvaltning;;Ett;;maria@kommun.example.org;")
        assert row(session, "A").owner_id == account
    with pytest.raises(FileErrors, match=r"^2: .*nobody@kommun.example"), database.write() as session:
        fill(session, "A;förvaltning;;Ett;;nobody@kommun.example;")


def test_what_was_shown_is_what_is_done(database: Database) -> None:
    content = table(*LINES)
    with database.write() as session:
        digest = service.plan_import(session, content, teams=TEAMS).digest
        fill(session, LINES[0])
    with pytest.raises(Refused, match="has changed"), database.write() as session:
        service.import_register(session, content, teams=TEAMS, now=NOW, digest=digest)


def test_a_node_is_added_where_it_fits_alone(database: Database) -> None:
    with database.write() as session:
        fill(session)
        service_id, department = row(session, "SBF-B").id, row(session, "SBF").id
        added = service.add_node(
            session, NodeDraft({"sv": "Rivning"}, service_id), ref="NY", level=Level.PROCESS, now=NOW
        )
        assert added.version == 1
        with pytest.raises(Refused, match="cannot hang there"):
            service.add_node(session, NodeDraft({"sv": "X"}, department), ref="X", level=Level.PROCESS, now=NOW)
        with pytest.raises(Refused, match="reference already"):
            service.add_node(session, NodeDraft({"sv": "X"}, service_id), ref="NY", level=Level.PROCESS, now=NOW)


def test_a_renamed_node_keeps_its_identity_and_grows_a_version(database: Database) -> None:
    with database.write() as session:
        fill(session)
        old = row(session, "SBF-B1")
        draft = NodeDraft({"sv": "Lov att bygga"}, old.above_id, team="streets", position=3)
        new = service.describe_node(session, old.id, draft, version=1, now=NOW)
        assert (new.id, new.version, new.names, new.search_name) == (
            old.id,
            2,
            {"sv": "Lov att bygga"},
            "sbf-b1 lov att bygga",
        )
        with pytest.raises(Conflict):
            service.describe_node(session, old.id, draft, version=1, now=NOW)


def test_a_node_can_be_described_though_what_it_hangs_on_is_closed(database: Database) -> None:
    with database.write() as session:
        fill(session)
        service.close_node(session, row(session, "SBF-B").id, version=1, now=NOW)
        node = row(session, "SBF-B2")
        service.describe_node(session, node.id, NodeDraft({"sv": "Små hus"}, node.above_id), version=1, now=NOW)
        assert not queries.register(session).is_in_use(node.id)


def test_merging_moves_what_hangs_below_and_leads_on(database: Database) -> None:
    with database.write() as session:
        fill(session)
        one, other = row(session, "SBF-B1").id, row(session, "SBF-B2").id
        service.merge_node(session, one, other, version=1, now=NOW)
    with database.write() as session:
        found = queries.register(session)
        present = found.present(one)
        assert present
        assert (present.id, found.nodes[one].state) == (other, NodeState.MERGED)
        assert [step.ref for step in found.below(other)] == ["SBF-B1a", "SBF-B1b"]
        service.reopen_node(session, one, version=2, now=NOW)
        assert row(session, "SBF-B1").state is NodeState.ACTIVE


@pytest.mark.parametrize("into", ["SBF-B1", "SBF-B", "SBF-T1"])
def test_nothing_is_merged_into_itself_another_level_or_what_is_closed(database: Database, into: str) -> None:
    with database.write() as session:
        fill(session)
        service.close_node(session, row(session, "SBF-T1").id, version=1, now=NOW)
        with pytest.raises(Refused, match="same kind"):
            service.merge_node(session, row(session, "SBF-B1").id, row(session, into).id, version=1, now=NOW)


def test_what_is_closed_cannot_be_closed_again_and_comes_back(database: Database) -> None:
    with database.write() as session:
        fill(session)
        node = row(session, "SBF-T1").id
        service.close_node(session, node, version=1, now=NOW)
        with pytest.raises(Refused, match="already"):
            service.close_node(session, node, version=2, now=NOW)
        assert service.reopen_node(session, node, version=2, now=NOW).state is NodeState.ACTIVE
        with pytest.raises(NotFound):
            service.close_node(session, UUID(int=7), version=1, now=NOW)
