"""How the work on a film ends when it does not end well."""

from portal.courses.rules.reasons import FilmReason


class FilmRefused(Exception):
    """The file itself is at fault, and trying again would not help; `reason` says how."""

    def __init__(self, reason: FilmReason) -> None:
        self.reason = reason
        super().__init__(reason.value)


class ServerFault(Exception):
    """The server is at fault (no room, no program); the same file may do later."""

    def __init__(self, reason: FilmReason) -> None:
        self.reason = reason
        super().__init__(reason.value)


class Interrupted(Exception):
    """A program was lost on the way; try again, beginning where it was."""
