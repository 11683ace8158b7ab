"""The resident who has signed in with an e-ID: who they are, their session, and who may use a service online.

A view marked `@resident` asks `portal.accounts.resident_guard.current_resident()`. What belongs to a person is kept
under `Resident.subject_key`, a blind index of the personnummer; the personnummer itself is kept sealed alone.
"""

from portal.accounts.residents.rules import Hindrance, Resident, ResidentVisit, hindrance

__all__ = ["Hindrance", "Resident", "ResidentVisit", "hindrance"]
