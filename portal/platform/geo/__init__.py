"""Where things are: positions, areas of the municipality, and a map that needs no map server.

Positions are kept in WGS 84 degrees, as a phone gives them. Files from a surveyor often use SWEREF 99; `sweref`
is the projection itself (Lantmäteriet's formulas) and `positions` recognises which of the two a pair of numbers is.

`shapes` holds points and polygons and what can be asked of them, `rings` says whether an outline is sound,
`geojson` reads a file of them from a stranger and names every fault by its row. `rules` turns what was read into
areas, `service` stores them (all or nothing), `queries` finds the area that a position lies in, through an
`index` kept in memory as long as no area changes.

`svg` draws areas and places as data that `templates/components/area_map.html` puts on a page: no tiles, no script,
links that a keyboard reaches, and always a list beside it. `outlines` makes borders simpler without tearing
neighbours apart.
"""
