"""What is wrong with the register, as sentences for an operator."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.core.settings import Settings
from portal.reports.places.models import Place, Sign
from portal.reports.places.rules import search_name
from portal.reports.places.signs import read_sign_code


def fsck(session: Session, _settings: Settings | None = None) -> list[str]:
    """Codes that do not read, and places that cannot be found by their name."""
    broken = [code for code in session.scalars(select(Sign.code)) if read_sign_code(code).code != code]
    rows = session.execute(select(Place.ref, Place.name, Place.area, Place.search_name))
    lost = [ref for ref, name, area, kept in rows if kept != search_name(name, area)]
    doubled = session.scalar(select(func.count(Sign.replaced_by_id) - func.count(Sign.replaced_by_id.distinct())))
    return (
        [f"sign {code}: the code does not fit its check characters" for code in broken]
        + [f"place {ref}: cannot be searched for by its name; save it anew" for ref in lost]
        + ([f"{doubled} signs replace more than one other"] if doubled else [])
    )
