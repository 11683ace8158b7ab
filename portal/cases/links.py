"""Addresses that lead to a case; the one with a receipt in it stands on the reporter's own pages alone."""

from flask import url_for


def receipt_page(receipt: str) -> str:
    """The page that shows a new receipt, in the language of the request."""
    return url_for("follow.receipt", receipt=receipt)


def follow_page(receipt: str) -> str:
    """The reporter's page of a case, in the language of the request."""
    return url_for("follow.case", receipt=receipt)
