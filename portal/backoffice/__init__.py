"""The frame of staff work: the one queue, the case page, assigning, notes, operations; it knows no feature.

Every list answers from the columns of the case row alone, under the viewer's visibility (`cases.queries.visible_to`).

- `filters` reads a query string, however hostile, into a frozen `QueueFilter`; every filter is a link.
- `conditions`, `paging` and `facets` turn it into SQL; `queries` gives the page: rows, counts, cursors.
- `service` keeps saved views, `bulk` changes many cases at once and can undo it for ten minutes.
- `frame` gathers what a kind's own review page needs; `templates/backoffice/case.html` draws it.
- `staff` is the door: the queue, the case and its actions, photos, export, operations.

Walk 1 passes here: the report comes up in the queue, is taken, answered and closed with an honest outcome.
"""
