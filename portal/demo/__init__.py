"""The demo's content: a year in Kalmar, so that a fresh clone looks lived in.

`geography` holds areas and places, `words` what residents write, `pictures` draws their photos, `stories` lives
through three hundred cases with the real use cases, each at its own moment of the past year. Everything is made up
except the names of the places.
"""

from portal.demo.filling import fill

__all__ = ["fill"]
