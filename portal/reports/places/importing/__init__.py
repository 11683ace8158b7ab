"""Reading a file of places from a stranger: CSV or GeoJSON in, checked rows out, or every fault by its row.

`columns` knows what a column may be called, `table` reads the CSV itself (letters, separators, quotes), `cells`
turns one row of cells into a place. Nothing here touches the database: areas and what is stored already are the
business of `service.plan_import`.
"""

from portal.reports.places.importing.file import LARGEST, PlaceFile, read_places

__all__ = ["LARGEST", "PlaceFile", "read_places"]
