"""Who may do what with claims."""

from enum import StrEnum

from backend.agreements.moves.claims import ClaimMove
from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_CLAIMS = "read_claims"
    CLAIM = "claim"
    MOVE_CLAIM = "move_claim"
    DECIDE_CLAIM = "decide_claim"
    PERFORM_CLAIM = "perform_claim"
    DECIDE_DELIVERY = "decide_delivery"


POLICY = Policy(
    "agreements",
    {
        A.READ_CLAIMS: frozenset({R.MEMBER}),
        A.CLAIM: frozenset({R.UNIT_CONTACT}),
        A.MOVE_CLAIM: frozenset({R.MEMBER}),
        A.DECIDE_CLAIM: frozenset({R.STAFF, R.LEAD}),
        A.PERFORM_CLAIM: frozenset({R.UNIT_CONTACT}),
        # BENEFICIARY: who asked for the entry, or speaks for the unit that did.
        A.DECIDE_DELIVERY: frozenset({R.STAFF, R.LEAD, R.BENEFICIARY}),
    },
)

ACTION_OF_MOVE = {
    ClaimMove.ACCEPT: A.DECIDE_CLAIM,
    ClaimMove.DECLINE: A.DECIDE_CLAIM,
    ClaimMove.WITHDRAW: A.PERFORM_CLAIM,
    ClaimMove.DELIVER: A.PERFORM_CLAIM,
    ClaimMove.ACCEPT_DELIVERY: A.DECIDE_DELIVERY,
    ClaimMove.REJECT_DELIVERY: A.DECIDE_DELIVERY,
}
