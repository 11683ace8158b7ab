"""The courses in a process of their own: `python -m portal.courses.watching`, or `portal serve --courses`.

It imports nothing of the rest of the portal and has none of its keys. Ends with SIGTERM or Ctrl-C; exit code 2 when
the settings cannot be used.
"""

import argparse
import os
import sys

from portal.core.settings import SettingsError
from portal.core.settings.alone import courses_settings
from portal.core.web.server import Server, share_memory

APPLICATION = "portal.courses.watching.alone:application"
PROCESSES, THREADS = 2, 24
ASKED_WRONGLY = 2


def main() -> int:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="portal serve --courses", description="The courses alone.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s); the port is PORT")
    parser.add_argument("--processes", type=int, default=PROCESSES, help="%(default)s by default")
    parser.add_argument("--threads", type=int, default=THREADS, help="per process; %(default)s by default")
    arguments = parser.parse_args()
    os.umask(0o077)
    try:
        settings = courses_settings()
    except SettingsError as error:
        sys.stderr.write("\n".join(error.faults) + "\n")
        return ASKED_WRONGLY
    share_memory()
    Server(f"{arguments.host}:{settings.port}", arguments.processes, arguments.threads, APPLICATION).run()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
