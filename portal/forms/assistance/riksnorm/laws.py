"""Which section each line rests on, in the month it is about: the law of 2001, or from July 2025 the new one."""

from collections.abc import Mapping

from portal.forms.assistance.riksnorm.month import Month

NEW_FROM = Month(2025, 7)

_NOW = {
    "norm": "12 kap. 2 § socialtjänstförordningen (2025:468)",
    "share": "12 kap. 3 § socialtjänstförordningen (2025:468)",
    "days": "12 kap. 2 § socialtjänstförordningen (2025:468); SOSFS 2013:1",
    "reasonable": "12 kap. 7 § 2 socialtjänstlagen (2025:400)",
    "other_need": "12 kap. 1 § socialtjänstlagen (2025:400)",
    "income": "12 kap. 1 § socialtjänstlagen (2025:400)",
    "jobbstimulans": "12 kap. 8 § socialtjänstlagen (2025:400)",
    "child_earnings": "12 kap. 9 § socialtjänstlagen (2025:400)",
    "leisure_card": "12 kap. 7 a § socialtjänstlagen (2025:400)",
    "special_norm": "12 kap. 7 § tredje stycket socialtjänstlagen (2025:400)",
}

_BEFORE = {
    "norm": "2 kap. 1 § socialtjänstförordningen (2001:937)",
    "share": "2 kap. socialtjänstförordningen (2001:937)",
    "days": "2 kap. 1 § socialtjänstförordningen (2001:937); SOSFS 2013:1",
    "reasonable": "4 kap. 3 § socialtjänstlagen (2001:453)",
    "other_need": "4 kap. 1 § socialtjänstlagen (2001:453)",
    "income": "4 kap. 1 § socialtjänstlagen (2001:453)",
    "jobbstimulans": "4 kap. 1 b § socialtjänstlagen (2001:453)",
    "child_earnings": "4 kap. socialtjänstlagen (2001:453)",
    "leisure_card": "4 kap. 1 § socialtjänstlagen (2001:453)",
    "special_norm": "4 kap. 3 § socialtjänstlagen (2001:453)",
}


def laws_in(month: Month) -> Mapping[str, str]:
    """The section behind each ground, as the law stood in `month`."""
    return _NOW if month >= NEW_FROM else _BEFORE
