"""What an operator types: `portal COMMAND`; exit code 0 done, 1 failed, 2 asked wrongly.

`parser` knows all commands: those here and those that the features bring. `serving` starts the server and the
worker, `migrating` brings the database up to date, `upkeep` fills the demo, forgets and looks for faults,
`rotation` seals everything anew, `backup` and `restore` keep and bring back, `catalogues` compiles translations.
"""

from portal.cli.catalogues import compile_catalogues
from portal.cli.parser import main

__all__ = ["compile_catalogues", "main"]
