"""Answers kept between pages until they are sent; a draft's owner is an opaque string, never a person."""
