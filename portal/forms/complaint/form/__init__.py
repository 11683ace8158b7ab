"""The forms of the ombudsman: the four pages that residents fill in, and those of the register."""

from portal.forms.complaint.form.pages import PAGES, CostPage, HardPage, PageForm, ReachPage, WhoPage, complaint_of
from portal.forms.complaint.form.register import MergeForm, NewNodeForm, NodeForm, RegisterFileForm

__all__ = [
    "PAGES",
    "CostPage",
    "HardPage",
    "MergeForm",
    "NewNodeForm",
    "NodeForm",
    "PageForm",
    "ReachPage",
    "RegisterFileForm",
    "WhoPage",
    "complaint_of",
]
