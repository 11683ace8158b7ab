"""The demo's content: a year in Kalmar, so that a fresh clone looks lived in. Asks each feature for its own."""
