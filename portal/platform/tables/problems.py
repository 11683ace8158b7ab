"""What is wrong with a file, said so that its owner can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.core.errors import Refused
from portal.core.words import Word, word


class BadCell(Refused):
    """One cell cannot be used; `params` fill the `%(name)s` of `message`."""

    def __init__(self, message: Word, **params: str | int) -> None:
        super().__init__(message)
        self.params = params


@dataclass(frozen=True)
class Problem:
    """A fault in one row (0 is the file as a whole)."""

    row: int
    message: Word
    params: dict[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.row}: {self.message % self.params if self.params else self.message}"


class FileErrors(Refused):
    """The file was not used at all; `problems` lists what to mend, at most a hundred rows of it."""

    default = word("The file has faults. Nothing was stored.")
    most = 100

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def file_problem(message: Word, **params: str | int) -> FileErrors:
    """The error for a fault in the file as a whole."""
    return FileErrors([Problem(0, message, params)])


def refuse(faults: Sequence[Problem]) -> None:
    """Raise `FileErrors` with the first hundred faults in the order of the rows, and say how many more there are."""
    if not faults:
        return
    ordered = sorted(faults, key=lambda fault: fault.row)
    shown, more = ordered[: FileErrors.most], len(ordered) - FileErrors.most
    if more > 0:
        shown.append(Problem(0, word("There are %(more)s more faults."), {"more": more}))
    raise FileErrors(shown)
