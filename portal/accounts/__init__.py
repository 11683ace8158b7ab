"""Who staff are and what they may do; who a resident is that signed in.

Every view says who may enter (the marks of `core.web`); `guard` enforces it. A member of staff has roles, a role
gives permissions (`permissions`), and a view asks for one permission. `viewer.Viewer` is the person as queries and
templates see them; `guard.current_viewer()` is the one of this request.

Signing in goes in steps: password, then the code of the second factor (or setting one up, which production demands
of everybody), then a password of one's own where an administrator handed out a temporary one. Between the steps
there is already a session, but one that may do nothing except take the next step; each step gives it a new number.

- `rules` holds times, the password policy and how tries are slowed; `passwords`, `totp`, `recovery` and `tokens`
  are the craft.
- `service` holds the use cases, `queries` what can be looked up, `models` the tables.
- `staff` is the door (`/handlaggning/logga-in`, `…/konto`, `…/konton`).

Residents have no account: an e-ID (`eid`) says who they are, the population register (`population`) what their name
is and whether they are protected, and a session (`residents`) holds them signed in. `resident_guard` lets them into
views marked `@resident`; `current_resident()` is the one of this request; `hindered` is the page of those whom we
meet in person.

Sources: the project's role table; OWASP ASVS 5.0 chapters 6 and 7; requirements R-18 to R-20 and R-35 to R-39.
Slowing follows OWASP's device cookies, so that nobody can lock a colleague out by guessing in their name.
"""
