"""The case (ärende) that every application, report and complaint becomes.

One row per case with the pointers that lists need, and beside it an append-only history (`CaseEvent`). The state
moves only as the kind's own table allows; the *outcome* is separate from the state; what is public is a third,
separate gate: before staff publish a case the public sees its topic and age, never its words or photo.

Three numbers never mix. The *case number* is said on the phone and gives no access. The *receipt* gives the
reporter access and is kept as a keyed hash. A letter carries neither but a *letter link*, which shows state and
messages and no contact details or files.

Read `kinds` (what a kind hands over), `models`, `promise` (Swedish working days), then `service` and `following`.
"""
