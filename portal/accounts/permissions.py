"""What staff may do, and which role gives which right (the project's role table)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from portal.core.words import Word, word


class Permission(StrEnum):
    """One right; a view asks for exactly one. Rights to a service's cases come beside those to the queue."""

    FINISH_SIGN_IN = "finish_sign_in"
    SEE_QUEUE = "see_queue"
    SEE_ALL_TEAMS = "see_all_teams"
    TAKE_CASE = "take_case"
    WORK_CASE = "work_case"
    REPLY = "reply"
    PUBLISH = "publish"
    SEE_CONTACT = "see_contact"
    WORK_REPORTS = "work_reports"
    WORK_LIGHTS = "work_lights"
    OMBUDSMAN = "ombudsman"
    SEE_ASSISTANCE = "see_assistance"
    LEAD_ASSISTANCE = "lead_assistance"
    KEEP_PLACES = "keep_places"
    SEE_COURSES = "see_courses"
    EDIT_COURSES = "edit_courses"
    PUBLISH_COURSES = "publish_courses"
    SEE_FIGURES = "see_figures"
    SEE_OPERATIONS = "see_operations"
    READ_AUDIT = "read_audit"
    KEEP_ACCOUNTS = "keep_accounts"


class Role(StrEnum):
    """What somebody is employed to do; a person may have several."""

    TRIAGE = "triage"
    HANDLER = "handler"
    LIGHTING = "lighting"
    OMBUDSMAN = "ombudsman"
    ASSISTANCE = "assistance"
    ASSISTANCE_LEAD = "assistance_lead"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    MANAGER = "manager"
    AUDITOR = "auditor"
    ADMIN = "admin"


P = Permission
_EVERYBODY = frozenset({P.FINISH_SIGN_IN})
_CASE_WORK = frozenset({P.SEE_QUEUE, P.TAKE_CASE, P.WORK_CASE, P.REPLY, P.SEE_CONTACT})
_OPEN_CASE_WORK = _CASE_WORK | {P.PUBLISH}

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.TRIAGE: _OPEN_CASE_WORK
        | {P.SEE_ALL_TEAMS, P.WORK_REPORTS, P.WORK_LIGHTS, P.KEEP_PLACES, P.SEE_FIGURES, P.SEE_OPERATIONS},
        Role.HANDLER: _OPEN_CASE_WORK | {P.WORK_REPORTS},
        Role.LIGHTING: _OPEN_CASE_WORK | {P.SEE_ALL_TEAMS, P.WORK_LIGHTS, P.SEE_FIGURES},
        Role.OMBUDSMAN: _OPEN_CASE_WORK | {P.OMBUDSMAN},
        Role.ASSISTANCE: _CASE_WORK | {P.SEE_ASSISTANCE},
        Role.ASSISTANCE_LEAD: _CASE_WORK | {P.SEE_ASSISTANCE, P.LEAD_ASSISTANCE},
        Role.EDITOR: frozenset({P.SEE_COURSES, P.EDIT_COURSES, P.SEE_FIGURES}),
        Role.PUBLISHER: frozenset({P.SEE_COURSES, P.PUBLISH_COURSES, P.SEE_FIGURES}),
        Role.MANAGER: frozenset({P.SEE_FIGURES}),
        Role.AUDITOR: frozenset({P.READ_AUDIT}),
        Role.ADMIN: frozenset({P.KEEP_ACCOUNTS, P.KEEP_PLACES, P.SEE_OPERATIONS}),
    }
)

ROLE_NAMES: Mapping[Role, Word] = MappingProxyType(
    {
        Role.TRIAGE: word("Triage"),
        Role.HANDLER: word("Handler in a team"),
        Role.LIGHTING: word("Lighting"),
        Role.OMBUDSMAN: word("Ombudsman for needless trouble"),
        Role.ASSISTANCE: word("Financial assistance"),
        Role.ASSISTANCE_LEAD: word("Financial assistance, lead"),
        Role.EDITOR: word("Course editor"),
        Role.PUBLISHER: word("Course publisher"),
        Role.MANAGER: word("Manager"),
        Role.AUDITOR: word("Auditor"),
        Role.ADMIN: word("Administrator"),
    }
)

ROLE_DUTIES: Mapping[Role, Word] = MappingProxyType(
    {
        Role.TRIAGE: word("The queue of all open services, places and signs"),
        Role.HANDLER: word("Works on the cases of a team"),
        Role.LIGHTING: word("Dark places, safety walks and the plan of measures"),
        Role.OMBUDSMAN: word("Complaints about needless trouble"),
        Role.ASSISTANCE: word("Applications for assistance; every view is logged"),
        Role.ASSISTANCE_LEAD: word("Second approval in assistance, automatic grants on and off"),
        Role.EDITOR: word("Makes courses"),
        Role.PUBLISHER: word("Approves what a course editor made"),
        Role.MANAGER: word("Reads the figures"),
        Role.AUDITOR: word("Reads the log and changes nothing"),
        Role.ADMIN: word("Accounts, places and operations; no cases"),
    }
)


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """All that somebody with these `roles` may do once they have signed in."""
    return _EVERYBODY.union(*(ROLE_PERMISSIONS[role] for role in roles))


def permissions_before_sign_in_is_finished() -> frozenset[Permission]:
    """All that somebody may do who has given a password but not yet taken every step."""
    return _EVERYBODY
