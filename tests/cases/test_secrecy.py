"""Who may know of a case: the rule for one row and the condition for many say the same, for every combination."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

from sqlalchemy import select

from portal.accounts.permissions import Permission, Role
from portal.accounts.viewer import Viewer
from portal.cases.kinds import Kinds
from portal.cases.models import Case
from portal.cases.queries import barred_accounts, may_see, visible_to
from portal.core.db import Database
from tests.factories import cases, staff

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
RIGHTS = (
    Permission.WORK_REPORTS,
    Permission.SEE_ALL_TEAMS,
    Permission.SEE_ASSISTANCE,
    Permission.OMBUDSMAN,
)


def viewers(account: uuid.UUID) -> list[Viewer]:
    """One viewer for every set of rights and every membership."""
    return [
        staff.viewer(
            account_id=account,
            teams=teams,
            permissions=frozenset(right for right, has in zip(RIGHTS, given, strict=True) if has),
        )
        for given in product((True, False), repeat=len(RIGHTS))
        for teams in ((), ("parks",), ("parks", "streets"))
    ]


def test_one_row_and_many_rows_follow_the_same_rule(database: Database) -> None:
    kinds = cases.three_kinds()
    me = staff.viewer(Role.HANDLER)
    with database.write() as session:
        staff.account(session, me)
        for kind, team, shared, mine in product(
            kinds, ("parks", "streets", "cleaning", None), (None, NOW), (None, me.account_id)
        ):
            cases.make_case(session, NOW, kind=kind, team=team, shared_at=shared, assignee_id=mine)
        everything = session.scalars(select(Case)).all()
    with database.read() as session:
        for viewer in viewers(me.account_id):
            seen = set(session.scalars(select(Case.id).where(visible_to(viewer, kinds))))
            assert seen == {case.id for case in everything if may_see(viewer, case, kinds[case.kind])}


def test_a_secret_case_is_seen_by_its_role_alone(database: Database) -> None:
    kinds = cases.three_kinds()
    with database.write() as session:
        secret = cases.make_case(session, NOW, kind="secret", team="parks", shared_at=NOW)
    for role in Role:
        sees = may_see(staff.viewer(role, teams=("parks",)), secret, kinds["secret"])
        assert sees == (role in {Role.ASSISTANCE, Role.ASSISTANCE_LEAD}), role


def test_a_shared_case_is_seen_by_the_team_it_was_shared_with(database: Database) -> None:
    kind = cases.three_kinds()["shared"]
    member, other = staff.viewer(Role.HANDLER, teams=("parks",)), staff.viewer(Role.TRIAGE, teams=("streets",))
    with database.write() as session:
        before = cases.make_case(session, NOW, kind="shared", team="parks")
        after = cases.make_case(session, NOW, kind="shared", team="parks", shared_at=NOW)
    assert not may_see(member, before, kind)
    assert may_see(member, after, kind)
    assert not may_see(other, after, kind)
    assert may_see(staff.viewer(Role.OMBUDSMAN), before, kind)


def test_a_kind_that_nobody_registered_is_seen_by_nobody(database: Database) -> None:
    with database.write() as session:
        cases.make_case(session, NOW, kind="stranger")
        everybody = staff.viewer(*Role, teams=("parks",))
        assert session.scalars(select(Case).where(visible_to(everybody, cases.three_kinds()))).all() == []


def test_a_case_is_hidden_from_those_the_kind_names_whatever_their_role(database: Database) -> None:
    """In this kind a case is hidden from whoever works on it."""
    pairs = select(Case.assignee_id.label("account_id"), Case.id.label("case_id")).where(
        Case.assignee_id.is_not(None)
    )
    kinds = Kinds()
    kinds.add(replace(cases.three_kinds()["secret"], barred=lambda: pairs))
    kinds.add(replace(cases.three_kinds()["dummy"], barred=lambda: pairs))
    me, other = staff.viewer(*Role), staff.viewer(*Role)
    with database.write() as session:
        staff.account(session, me)
        mine = [cases.make_case(session, NOW, kind=kind, assignee_id=me.account_id) for kind in kinds]
        free = [cases.make_case(session, NOW, kind=kind) for kind in kinds]
        for viewer, seen in ((me, free), (other, [*mine, *free])):
            assert set(session.scalars(select(Case).where(visible_to(viewer, kinds)))) == set(seen)
            assert {case for case in [*mine, *free] if may_see(viewer, case, kinds[case.kind])} == set(seen)
        assert barred_accounts(session, mine[0], kinds["secret"]) == {me.account_id}
        assert barred_accounts(session, free[0], kinds["secret"]) == frozenset()
