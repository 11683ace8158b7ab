"""The staff door of the register: places (`register`), their signs (`signing`), files of places (`importing`)."""

from portal.reports.places.staff import importing, register, signing
from portal.reports.places.staff.pages import blueprint

__all__ = ["blueprint", "importing", "register", "signing"]
