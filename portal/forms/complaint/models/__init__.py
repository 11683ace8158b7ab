"""The tables of the ombudsman: complaints, the register of processes, groups of complaints, measures."""

from portal.forms.complaint.models.complaints import ComplaintFile, ComplaintRow
from portal.forms.complaint.models.groups import ComplaintGroup, GroupText, Measure
from portal.forms.complaint.models.register import ProcessNode

__all__ = ["ComplaintFile", "ComplaintGroup", "ComplaintRow", "GroupText", "Measure", "ProcessNode"]
