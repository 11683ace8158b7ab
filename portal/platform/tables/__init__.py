"""Tables that strangers send: a CSV file as cells by column, or every fault by its row; nothing of what they mean."""

from portal.platform.tables.headings import Headings, printable
from portal.platform.tables.problems import BadCell, FileErrors, Problem, file_problem, refuse
from portal.platform.tables.reading import Table, decoded, read_table

__all__ = [
    "BadCell",
    "FileErrors",
    "Headings",
    "Problem",
    "Table",
    "decoded",
    "file_problem",
    "printable",
    "read_table",
    "refuse",
]
