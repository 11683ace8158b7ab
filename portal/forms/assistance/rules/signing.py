"""Who signs an application, in which order, and when it is whole; each adult answers for what is said (SoL 14:2).

A couple applies together: the applicant signs first, then the co-applicant reads every answer and signs or sends it
back with a comment. A signature counts for the snapshot it was put under and for no other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.forms.assistance.rules.answers import Role

LONGEST_COMMENT = 2000
FEWEST_LETTERS = 3


@dataclass(frozen=True)
class Signature:
    """One adult of the application, and the hash of the snapshot they signed, if they did."""

    role: Role
    signed_hash: bytes | None


def has_signed(signature: Signature, snapshot_hash: bytes) -> bool:
    """True when this adult signed this very snapshot."""
    return signature.signed_hash == snapshot_hash


def is_whole(signatures: Sequence[Signature], snapshot_hash: bytes) -> bool:
    """True when every adult has signed the snapshot, so that the application can be filed."""
    return bool(signatures) and all(has_signed(signature, snapshot_hash) for signature in signatures)


def may_read(role: Role, signatures: Sequence[Signature], snapshot_hash: bytes) -> bool:
    """True when this adult may read the application before it is filed: the other one not until it is signed."""
    if role is Role.APPLICANT:
        return True
    applicants = [signature for signature in signatures if signature.role is Role.APPLICANT]
    return bool(applicants) and all(has_signed(signature, snapshot_hash) for signature in applicants)
