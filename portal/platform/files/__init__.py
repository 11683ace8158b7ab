"""Photos and documents from residents: checked, held sealed, re-encoded, scanned, kept, forgotten.

A photo's way: the form's route gives the upload to `incoming`, which looks at the header (`sniff`, within the limits
of `rules`) and keeps the raw bytes sealed under the form token. When the report is sent, `service.receive` makes a
row and queues a job; the worker's `jobs.make_ready` opens the raw bytes, has `reencode` paint them anew in a child
process without keys (`workshop`), keeps a display picture and a thumbnail sealed in the `store` and queues the raw
bytes' removal. Only what was re-encoded is ever shown to anybody. `fsck` finds rows without files and files without
rows.

A document's way is the same with other limits (`incoming.keep(nonce, stream, DOCUMENTS)`, `attachments` says what it
is) and `service.receive_document`. A photo among them becomes what every photo becomes. A PDF becomes a picture of
each page (`pages`, in a child process like the photos') and is itself kept, sealed and *held* until the `scanner`
found it clean (`quarantine`). What a view may show or give out, and under which name, only `viewing` says.
"""
