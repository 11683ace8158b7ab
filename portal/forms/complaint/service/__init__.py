"""What can happen to complaints and to the processes behind them, as verbs."""

from portal.forms.complaint.service.filing import receipt_of, submit
from portal.forms.complaint.service.importing import ImportPlan, import_register, plan_import
from portal.forms.complaint.service.register import (
    CannotMerge,
    Verb,
    add_node,
    close_node,
    describe_node,
    merge_node,
    reopen_node,
)

__all__ = [
    "CannotMerge",
    "ImportPlan",
    "Verb",
    "add_node",
    "close_node",
    "describe_node",
    "import_register",
    "merge_node",
    "plan_import",
    "receipt_of",
    "reopen_node",
    "submit",
]
