"""The register of places and their signs: parks, playgrounds, bathing places and whatever else has a name.

A place has the municipality's own reference (`ref`), by which a file imported again updates it instead of doubling
it. A sign is a code on a post at a place; its life (ordered, mounted, damaged, missing, retired) is a table in
`rules`, every step is written down, and how often it is scanned is a number a day with no person in it.

`importing` reads a stranger's CSV or GeoJSON and names every fault by its row; `signs` makes and reads codes;
`scans` counts in memory, so that looking at a sign's page writes nothing; `sheets` puts signs on paper.
`service` is what can happen, `queries` what can be looked up; residents' pages (`reports/sign`, `reports/damage`)
use the latter. Staff keep the register at `/handlaggning/platser`, operators with `portal places import`.
"""
