"""The page behind the QR code on a sign: `/s/<code>` sends on to the place's page in the reader's language.

A code that is nearly right is named, a sign that is gone or unknown answers with a page that helps.
"""
