"""The calculation of ekonomiskt bistånd by the riksnorm: pure functions, integer öre, every line explained.

`calculate(household, month, practice)` is all of it; the rest says what goes in (`household`, `practice`, `table`)
and what comes out (`result`), in JSON (`reading`, `writing`, `replaying`) and in words (`wording`, `explaining`). It
knows no framework, no database and no other part of the portal than its words. The rules, their sources and the
schema of the files: `docs/riksnorm.md`.

Law: socialtjänstförordningen (2025:468) 12 kap. 2 and 3 §§; socialtjänstlagen (2025:400) 12 kap. 1 and 7-9 §§;
SOSFS 2013:1.
"""

from portal.forms.assistance.riksnorm.amounts import Amount, Rounding
from portal.forms.assistance.riksnorm.calculation import ENGINE_VERSION, calculate
from portal.forms.assistance.riksnorm.explaining import (
    answer,
    explained,
    line_note,
    line_text,
    missing_text,
    question_text,
)
from portal.forms.assistance.riksnorm.household import (
    ALL,
    BadHouseholdError,
    Change,
    Cost,
    Household,
    Income,
    Jobbstimulans,
    Member,
    Role,
    Source,
)
from portal.forms.assistance.riksnorm.month import Month
from portal.forms.assistance.riksnorm.practice import DayDivisor, Practice
from portal.forms.assistance.riksnorm.reading import household_from_json, practice_from_json, read_file
from portal.forms.assistance.riksnorm.replaying import OtherEngineError, replay, result_from_json
from portal.forms.assistance.riksnorm.result import Kind, Line, Outcome, Question, Result, Status
from portal.forms.assistance.riksnorm.table import NoTableError, Table, table_for, tables
from portal.forms.assistance.riksnorm.writing import household_to_json, practice_to_json, result_to_json

__all__ = [
    "ALL",
    "ENGINE_VERSION",
    "Amount",
    "BadHouseholdError",
    "Change",
    "Cost",
    "DayDivisor",
    "Household",
    "Income",
    "Jobbstimulans",
    "Kind",
    "Line",
    "Member",
    "Month",
    "NoTableError",
    "OtherEngineError",
    "Outcome",
    "Practice",
    "Question",
    "Result",
    "Role",
    "Rounding",
    "Source",
    "Status",
    "Table",
    "answer",
    "calculate",
    "explained",
    "household_from_json",
    "household_to_json",
    "line_note",
    "line_text",
    "missing_text",
    "practice_from_json",
    "practice_to_json",
    "question_text",
    "read_file",
    "replay",
    "result_from_json",
    "result_to_json",
    "table_for",
    "tables",
]
