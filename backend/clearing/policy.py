"""Who may do what between communities."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_PAIRS = "read_pairs"
    SET_TERMS = "set_terms"
    SEND = "send"
    READ_OWN_TRANSFERS = "read_own_transfers"
    READ_TRANSFER = "read_transfer"


POLICY = Policy(
    "clearing",
    {
        # What neighbours owe each other is everybody's.
        A.READ_PAIRS: frozenset({R.MEMBER}),
        A.SET_TERMS: frozenset({R.LEAD}),
        A.SEND: frozenset({R.MEMBER}),
        A.READ_OWN_TRANSFERS: frozenset({R.MEMBER}),
        A.READ_TRANSFER: frozenset({R.SELF, R.STAFF, R.LEAD, R.SUPERVISOR}),
    },
)
