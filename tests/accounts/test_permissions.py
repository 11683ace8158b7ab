"""The role table, written out: a change of rights is a change here too."""

import pytest

from portal.accounts.permissions import (
    ROLE_DUTIES,
    ROLE_NAMES,
    ROLE_PERMISSIONS,
    Permission,
    Role,
    permissions_before_sign_in_is_finished,
    permissions_of,
)

TABLE = {
    "triage": "see_queue see_all_teams take_case work_case reply publish see_contact work_reports work_lights"
    " keep_places see_figures see_operations",
    "handler": "see_queue take_case work_case reply publish see_contact work_reports",
    "lighting": "see_queue see_all_teams take_case work_case reply publish see_contact work_lights see_figures",
    "ombudsman": "see_queue take_case work_case reply publish see_contact ombudsman",
    "assistance": "see_queue take_case work_case reply see_contact see_assistance",
    "assistance_lead": "see_queue take_case work_case reply see_contact see_assistance lead_assistance",
    "editor": "see_courses edit_courses see_figures",
    "publisher": "see_courses publish_courses see_figures",
    "manager": "see_figures",
    "auditor": "read_audit",
    "admin": "keep_accounts keep_places see_operations",
}
MATRIX = [
    (role, permission, permission.value in TABLE[role].split() or permission is Permission.FINISH_SIGN_IN)
    for role in Role
    for permission in Permission
]


@pytest.mark.parametrize(("role", "permission", "allowed"), MATRIX)
def test_each_role_has_exactly_the_permissions_of_the_table(
    role: Role, permission: Permission, allowed: bool
) -> None:
    assert (permission in permissions_of([role])) is allowed


def test_every_role_of_the_interface_is_there_with_a_name_and_a_duty() -> None:
    assert {role.value for role in Role} == set(TABLE)
    assert set(ROLE_NAMES) == set(ROLE_DUTIES) == set(ROLE_PERMISSIONS) == set(Role)


def test_only_the_social_services_see_assistance() -> None:
    seers = {role for role in Role if Permission.SEE_ASSISTANCE in permissions_of([role])}
    assert seers == {Role.ASSISTANCE, Role.ASSISTANCE_LEAD}


def test_an_administrator_sees_no_cases_at_all() -> None:
    assert not permissions_of([Role.ADMIN]) & {
        Permission.SEE_QUEUE,
        Permission.WORK_CASE,
        Permission.SEE_CONTACT,
        Permission.SEE_ASSISTANCE,
    }


def test_an_auditor_reads_the_log_and_changes_nothing() -> None:
    assert permissions_of([Role.AUDITOR]) == {Permission.FINISH_SIGN_IN, Permission.READ_AUDIT}


def test_several_roles_add_up() -> None:
    both = permissions_of([Role.EDITOR, Role.MANAGER])
    assert both == permissions_of([Role.EDITOR]) | permissions_of([Role.MANAGER])


def test_nobody_may_do_anything_before_every_step_is_taken() -> None:
    assert permissions_before_sign_in_is_finished() == {Permission.FINISH_SIGN_IN} == permissions_of([])
