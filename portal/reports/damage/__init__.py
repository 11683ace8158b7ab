"""Damage, graffiti, litter and faults at a place in town: the feature to know first.

A resident scans a sign (`/s/<code>`), presses what is wrong and sends; nothing to sign in to. The same form twice
is one case (`core.web.form_token`, `cases.numbers`). Walk 1 passes through `routes` (the door), `form`, `service`
(files, cases and letters below it), and comes back to staff through the queue to `staff`.

Law: kommunallagen 2 kap. 1 § (what the municipality looks after), offentlighets- och sekretesslagen 5 kap. (every
report is registered), förvaltningslagen 6–9 §§ (service, and an answer without delay).
"""
