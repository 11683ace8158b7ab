"""The history of the tables: `env.py` reaches the database, `versions/` holds one numbered file per change.

`portal upgrade` runs what is missing. A version imports nothing of the portal, so that it does the same in ten years.
"""
