"""The last day to appeal: förvaltningslagen (2017:900) 44 §, moved by lagen (1930:173) om beräkning av tid.

The time runs from the day on which the appellant got the decision (delgivning) and ends three weeks later, on the day
with the same name in the week (1930:173, 1 §). Where that is a Saturday, a Sunday, another public holiday,
midsummer's eve, christmas eve or new year's eve, it ends on the next working day (2 §). An appeal has come in on the
day it reaches us (FL 22 §), whatever the hour.
"""

from datetime import date, timedelta

from portal.cases.promise import next_working_day

TIME_TO_APPEAL = timedelta(weeks=3)


def last_day_to_appeal(served_on: date) -> date:
    """The last day on which an appeal comes in in time, for somebody who got the decision on `served_on`."""
    return moved(served_on + TIME_TO_APPEAL)


def moved(last_day: date) -> date:
    """Where a time limit of the law that ends on `last_day` really ends."""
    return next_working_day(last_day)


def is_in_time(came_on: date, served_on: date | None) -> bool | None:
    """Whether an appeal that came on `came_on` is in time; None while nobody knows when the decision was served."""
    return None if served_on is None else came_on <= last_day_to_appeal(served_on)
