"""A small register of processes: a department, two services, three processes, two steps; and files of such."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from portal.forms.complaint import service

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TEAMS = {"streets": None, "buildings": None}
HEADINGS = "ref;nivå;under;namn;namn en;ägare;enhet"
LINES = (
    "SBF;förvaltning;;Samhällsbyggnad;Planning and building;;buildings",
    "SBF-B;tjänst;SBF;Bygga och bo;Building;;",
    "SBF-B1;process;SBF-B;Bygglov;Building permit;;",
    "SBF-B1a;steg;SBF-B1;Ansökan;Application;;",
    "SBF-B1b;steg;SBF-B1;Granskning;Review;;",
    "SBF-B2;process;SBF-B;Attefallshus;Small house;;",
    "SBF-T;tjänst;SBF;Trafik;Traffic;;streets",
    "SBF-T1;process;SBF-T;Parkeringstillstånd;Parking permit;;",
)


def table(*lines: str) -> bytes:
    """A file of these lines below the headings."""
    return "\n".join([HEADINGS, *lines]).encode()


def fill(session: Session, *lines: str) -> None:
    """Put the lines (all of `LINES` by default) into the register."""
    service.import_register(session, table(*(lines or LINES)), teams=TEAMS, now=NOW)
