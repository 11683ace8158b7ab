"""Makes `places.geojson` from `places.csv`: the same places in the other form that the register can import.

Run `python -m portal.demo.geography.make_places > portal/demo/geography/places.geojson`.
"""

import csv
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from portal.demo.geography.geojson_lines import lines

SOURCE = Path(__file__).with_name("places.csv")


def places() -> dict[str, Any]:
    """The GeoJSON document."""
    with SOURCE.open(encoding="utf-8", newline="") as table:
        features = [_feature(row) for row in csv.DictReader(table)]
    return {"type": "FeatureCollection", "note": "Demo data, see README.md", "features": features}


def _feature(row: Mapping[str, str]) -> dict[str, Any]:
    told = {key: row[key] for key in ("ref", "name", "type", "area")}
    return {
        "type": "Feature",
        "properties": {**told, "demo": True, "note": row["note"]},
        "geometry": {"type": "Point", "coordinates": [float(row["lon"]), float(row["lat"])]},
    }


if __name__ == "__main__":
    sys.stdout.writelines(lines(places()))
