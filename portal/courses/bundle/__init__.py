"""A course as a folder of files (docs/courses-folder.md): read, checked, every fault named by its file and line.

`course` reads `course.toml`, `part` a part's folder with its films, `tables` keeps what is common to reading TOML.
Nothing here knows the database; `service.taking_in` stores what was read.
"""

from portal.courses.bundle.course import read_bundle
from portal.courses.bundle.shapes import BadFolder, Bundle, FilmFiles, PartFiles

__all__ = ["BadFolder", "Bundle", "FilmFiles", "PartFiles", "read_bundle"]
