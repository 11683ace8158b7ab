"""Photos from residents: checked, held sealed, re-encoded, kept, forgotten.

A photo's way: the form's route gives the upload to `incoming`, which looks at the header (`sniff`, within the limits
of `rules`) and keeps the raw bytes sealed under the form token. When the report is sent, `service.receive` makes a
row and queues a job; the worker's `jobs.make_ready` opens the raw bytes, has `reencode` paint them anew in a child
process without keys (`workshop`), keeps a display picture and a thumbnail sealed in the `store` and queues the raw
bytes' removal. Only what was re-encoded is ever shown to anybody. `fsck` finds rows without files and files without
rows.
"""
