"""Ekonomiskt bistånd: application, investigation, calculation, decision, appeal.

A resident signs in with an e-ID, fills in a draft page by page (`portal.forms.drafts`), alone or with a
co-applicant; when everybody has signed, the snapshot is fixed and a case is opened. The robot (`robot/`) compares,
calculates by the riksnorm (`riksnorm/`) and proposes; people decide. Walk 2 passes through `routes`, `form`,
`service` and comes to staff through the queue to `staff`. Only the role `assistance` sees any of it.

Law: socialtjänstlagen (2025:400) 12, 14–16, 30 and 35 kap.; socialtjänstförordningen (2025:468) 12 kap.;
förvaltningslagen (2017:900) 20, 23–33, 36–38, 40–46 §§; kommunallagen (2017:725) 6 kap. 37–38 §§;
offentlighets- och sekretesslagen (2009:400) 26 kap.; delgivning and days: lag (1930:173).
"""
