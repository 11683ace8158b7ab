"""The tables of assistance; everything about a person is sealed, look-up goes through blind indexes."""

from portal.forms.assistance.models.agencies import AgencyAnswer, Trace, TraceKind
from portal.forms.assistance.models.application import Application, ApplicationState, Attachment, NamedChild, Party
from portal.forms.assistance.models.calculation import Calculation, LineChange, Proposal
from portal.forms.assistance.models.decision import (
    Appeal,
    AppealState,
    Decision,
    DecisionState,
    Exchange,
    ExchangeKind,
    Reading,
    Served,
)
from portal.forms.assistance.models.payment import Automation, ControlSample, DeclaredPerson, Payment, PaymentExport
from portal.forms.assistance.rules.decision import Outcome

__all__ = [
    "AgencyAnswer",
    "Appeal",
    "AppealState",
    "Application",
    "ApplicationState",
    "Attachment",
    "Automation",
    "Calculation",
    "ControlSample",
    "Decision",
    "DecisionState",
    "DeclaredPerson",
    "Exchange",
    "ExchangeKind",
    "LineChange",
    "NamedChild",
    "Outcome",
    "Party",
    "Payment",
    "PaymentExport",
    "Proposal",
    "Reading",
    "Served",
    "Trace",
    "TraceKind",
]
