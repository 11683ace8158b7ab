"""The resident's door: the open page with the calculator, then the application from `ansok` on, one module each."""

from portal.forms.assistance.routes import information
from portal.forms.assistance.routes.blueprint import bp

__all__ = ["bp", "information"]
