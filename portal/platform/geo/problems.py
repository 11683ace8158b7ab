"""What is wrong with a position or an outline."""

from portal.platform.tables import BadCell


class BadShape(BadCell):
    """One position or outline cannot be used; `params` fill the `%(name)s` of `message`."""
