"""Courses anyone may watch without being known: films in parts, for parents, for family homes and for companies.

Two halves that never meet in one request. `watching` is an application of its own: it reads the *shelf*
(`published`, plain files below `var/published`) and knows no case, no person and no staff; of a visitor it can keep
nothing but counters (`counting`), and only when the visitor asks for it. Everything else is the workshop, pages of
the main application for editors: texts, uploads, films (`films` makes HLS of them), captions, review, publication.
Publishing puts a course on the shelf; withdrawing takes it off, and its media are gone at once.

SoL (2025:400) 11 kap. 5 § lets the municipality offer such courses to all without trying the need; 14 kap. 5 §
lets it decide that nothing that reveals a person is documented. Walk 3 (docs/walks.md) passes through here.
"""
