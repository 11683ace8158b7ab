"""The population register (folkbokföringen): name, address, municipality, and whether the identity is protected.

`register_of(settings)` gives the adapter: the municipality's own service bus in front of Skatteverket's Navet, or in
the demo a simulated twin with invented people whose numbers are of Skatteverket's series for tests. Who is nowhere in
the register is None; a register that does not answer raises `RegisterAway` and is never read as "not protected".
"""

from portal.accounts.population.municipalities import name_of
from portal.accounts.population.register import Register, RegisterAway, RegisteredPerson, register_of

__all__ = ["Register", "RegisterAway", "RegisteredPerson", "name_of", "register_of"]
