"""What every feature leans on, municipal but of no one service.

`files` receives photos (check, strip, keep, delete), `notices` sends letters, `paper` makes PDF; below them
`audit` (who saw what), `jobs` (the outbox and the worker) and `geo` (areas, SWEREF 99, point in polygon).
"""
