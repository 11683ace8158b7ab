"""The ground every part stands on; it knows nothing municipal.

Read `settings` first (one frozen object, built from the environment once), then `feature` (the one thing a
feature hands to the application), `db` and `keys` (tables and sealed columns), and last `web` (the Flask glue:
who may enter, form tokens, languages, errors, headers, assets).
"""
