"""What can happen to a process of the register, as verbs."""

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
    "reopen_node",
]
