"""A citizen portal for a Swedish municipality, and where each thing in it lives.

A resident scans the sign at a playground and reports a broken swing; staff see it in one queue, answer in the
resident's language and close it with an honest outcome; the resident follows it by a receipt, without an account.

Read on in this order:

- `app.py` gathers the features and makes the Flask application; it reads as a list of calls.
- `reports/damage/` is the feature to know first: the door (`routes`), the form, the use cases (`service`), the
  tables (`models`), the law and policy (`rules`) and the case kind (`kind`). All other features look alike.
- `reports/sign/` is the page behind the QR code; `reports/places/` the register of places and their signs.
- `forms/assistance/` is ekonomiskt bistånd: application, calculation (`riksnorm/`), robot, decision, appeal;
  `forms/drafts/` keeps what is answered until it is sent.
- `cases/` is the case that every report becomes: number, receipt, letter link, states, events, promise.
- `backoffice/` is the queue and the frame of the case page; it knows no feature.
- `accounts/` says who staff are and what they may do, and who a resident is who signs in with an e-ID.
- `platform/` is what every feature leans on: files, letters, paper, the audit log, jobs, geography.
- `core/` is the ground: settings, database, keys, the web glue.

A request travels one way: door, form, service, rules and models, one commit, page.
"""
