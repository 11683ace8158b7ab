"""The tables of the ombudsman: complaints, the register of processes, groups of complaints, measures."""

from portal.forms.complaint.models.complaints import ComplaintRow
from portal.forms.complaint.models.groups import ComplaintGroup, GroupText, Measure
from portal.forms.complaint.models.register import ProcessNode

__all__ = ["ComplaintGroup", "ComplaintRow", "GroupText", "Measure", "ProcessNode"]
