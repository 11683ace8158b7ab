"""What the columns of a file of places may be called, in Swedish and English, and which of them must be there."""

import re
from types import MappingProxyType

from portal.platform.tables import Headings

OPTIONAL = ("topics", "note")

HEADINGS = Headings(
    names=MappingProxyType(
        {
            "ref": ("ref", "referens", "reference", "id", "platsid", "placeid", "objektid", "objectid"),
            "name": ("name", "namn", "platsnamn", "plats", "place"),
            "type": ("type", "typ", "platstyp", "placetype", "kategori", "category"),
            "area": ("area", "omrade", "stadsdel", "delomrade", "district"),
            "lat": ("lat", "latitude", "latitud", "n", "north", "northing", "nord", "norr", "y"),
            "lon": ("lon", "lng", "long", "longitude", "longitud", "e", "east", "easting", "ost", "oster", "x"),
            "topics": ("topics", "amnen", "felslag", "feltyper"),
            "note": ("note", "notes", "anteckning", "notering", "kommentar", "comment"),
        }
    ),
    needed=("ref", "name", "type", "lat", "lon"),
    aside=re.compile(r"(sweref99(tm)?|wgs84)$|^(sweref99(tm)?|wgs84)"),
)
