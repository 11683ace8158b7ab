"""`python -m portal.cli` is the console script `portal`."""

import sys

from portal.cli.parser import main

if __name__ == "__main__":
    sys.exit(main())
