"""The robot: what it compares, calculates, finds and proposes, as plain Python without a database.

`assessing.assess(answers, facts, practice)` is the whole run. Read `facts` (what goes in beside the answers),
`incomes` and `household` (what the riksnorm reckons with), `changes`, `contradictions`, `findings`, `questions` (what
there is to say), `proposal` (what comes out), `automatic` (when no person is needed) and `text` (all of it in words,
with `resident_text` and `heard_text`).

The robot proposes and explains; people decide. Only a full grant of an unchanged renewal may be made without one
(kommunallagen 6:37, 6:38; socialtjänstlagen 12:1).
"""
