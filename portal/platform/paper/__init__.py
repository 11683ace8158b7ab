"""Paper: what the portal prints, as PDF, without a browser or a system library.

A page is drawn on a `Canvas` (boxes in millimetres, text, vector shapes, QR codes, pictures); a `Document` lets
headings, paragraphs, pictures and tables flow down its pages; `sign_sheet` is the sign that hangs in a park.
Texts come in translated; nothing here knows the web, the database or a case.

Writing in several scripts is done here and not left to luck: `runs` puts a line into the order in which it is seen
(Unicode's bidirectional algorithm), splits it by typeface, and each piece is shaped with HarfBuzz. The typefaces lie
in `fonts/`, so that the same texts give the same bytes on every machine.
"""
