"""Makes the film named first in the folder named second, a disk of so many bytes; says how it went.

Run inside a mount namespace of its own (`unshare --user --map-root-user --mount`), so that a disk that is really
full needs no rights and leaves no trace.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from portal.courses.films.making import SOURCE, Making
from portal.courses.films.refusing import ServerFault


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")


def main(film: str, folder: Path, size: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    shutil.copyfile(film, folder / SOURCE)
    try:
        for step in Making(folder, piece_segments=1, reserve=0).steps():
            step.do()
            say("done", step.name)
    except ServerFault as fault:
        say("fault", fault.reason)
    say("left", *sorted(path.name for path in folder.iterdir()))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
