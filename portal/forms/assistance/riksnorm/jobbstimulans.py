"""Jobbstimulans: who has had försörjningsstöd six months in a row keeps a quarter of a wage (socialtjänstlagen 12:8).

The two years begin when the six months are full and run on whether there is a wage, or assistance, or neither. After
them the six months must be met anew, so months inside the two years do not count towards the next six. A month
without försörjningsstöd, such as a refusal, breaks the count.
"""

from collections.abc import Iterable

from portal.forms.assistance.riksnorm.month import Month

QUALIFYING, LASTING = 6, 24
COUNTED, OF = 3, 4
"""Three quarters of the wage are counted."""


def month_of_period(given: Iterable[Month], month: Month) -> int | None:
    """Which of the 24 months `month` is, from 1; None outside a period. `given` are the months with assistance."""
    begins: Month | None = None
    last: Month | None = None
    run = 0
    for each in sorted({one for one in given if one < month}):
        if begins is not None and each.since(begins) < LASTING:
            continue
        run = run + 1 if last is not None and each.since(last) == 1 else 1
        last = each
        if run == QUALIFYING:
            begins, last, run = each.later(1), None, 0
    number = month.since(begins) + 1 if begins is not None else LASTING + 1
    return number if number <= LASTING else None
