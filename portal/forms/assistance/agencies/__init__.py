"""What other authorities know about those who apply: one adapter interface, shaped as the multi-question SSBTEK.

`replies` says what an agency may answer, `source` how it is asked; `simulated` is the demo's twin, which says that it
is simulated, and `unconnected` is what a municipality without an agreement has: nobody answers. An agency that does
not answer is never read as no income.

Law: socialtjänstlagen (2025:400) 15 kap. 4 and 10–12 §§; förordning (2008:975) 2–7 §§.
"""

from portal.core.settings import Settings
from portal.forms.assistance.agencies.simulated import Simulated
from portal.forms.assistance.agencies.source import Source
from portal.forms.assistance.agencies.unconnected import Unconnected


def source_of(settings: Settings) -> Source:
    """The way to the agencies: simulated in the demo alone; otherwise nobody answers until there is an agreement."""
    return Simulated() if settings.is_demo else Unconnected()
