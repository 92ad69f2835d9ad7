"""Who may do what with claims, agreements and duties."""

from enum import StrEnum

from backend.agreements.moves.claims import AssistMove, ClaimMove
from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_CLAIMS = "read_claims"
    READ_CLAIM_NOTES = "read_claim_notes"
    CLAIM = "claim"
    MOVE_CLAIM = "move_claim"
    DECIDE_CLAIM = "decide_claim"
    PERFORM_CLAIM = "perform_claim"
    ANSWER_ASSIST = "answer_assist"
    DECIDE_DELIVERY = "decide_delivery"
    READ_AGREEMENTS = "read_agreements"
    READ_OPEN_AGREEMENTS = "read_open_agreements"
    DRAFT_AGREEMENT = "draft_agreement"
    MOVE_AGREEMENT = "move_agreement"
    SIGN_FOR_UNIT = "sign_for_unit"
    SIGN_FOR_COMMUNITY = "sign_for_community"
    HAND_IN_PAPER = "hand_in_paper"
    READ_DUTIES = "read_duties"
    ACT_ON_DUTY = "act_on_duty"
    SPEAK_FOR_UNIT = "speak_for_unit"
    SPEAK_FOR_COMMUNITY = "speak_for_community"
    PERFORM_FOR_COMMUNITY = "perform_for_community"
    NOTE_DUTY = "note_duty"


POLICY = Policy(
    "agreements",
    {
        A.READ_CLAIMS: frozenset({R.MEMBER}),
        # What the claimant wrote beside it, for who is no side of the claim.
        A.READ_CLAIM_NOTES: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR}),
        A.CLAIM: frozenset({R.UNIT_CONTACT, R.SELF}),
        A.MOVE_CLAIM: frozenset({R.MEMBER}),
        A.DECIDE_CLAIM: frozenset({R.STAFF, R.LEAD}),
        A.PERFORM_CLAIM: frozenset({R.UNIT_CONTACT, R.SELF}),
        # Each assisting unit answers by its own contact.
        A.ANSWER_ASSIST: frozenset({R.UNIT_CONTACT}),
        # BENEFICIARY: who asked for the entry, or speaks for the unit that did.
        A.DECIDE_DELIVERY: frozenset({R.STAFF, R.LEAD, R.BENEFICIARY}),
        A.READ_AGREEMENTS: frozenset({R.MEMBER}),
        # What is not signed yet, and how each party signed: the parties' own people and who looks after agreements.
        A.READ_OPEN_AGREEMENTS: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR, R.UNIT_CONTACT, R.UNIT_EMPLOYEE}),
        A.DRAFT_AGREEMENT: frozenset({R.STAFF, R.LEAD}),
        A.MOVE_AGREEMENT: frozenset({R.MEMBER}),
        A.SIGN_FOR_UNIT: frozenset({R.UNIT_CONTACT}),
        A.SIGN_FOR_COMMUNITY: frozenset({R.LEAD}),
        # A unit's paper, where its contact has no phone at hand.
        A.HAND_IN_PAPER: frozenset({R.STAFF, R.UNIT_CONTACT}),
        # UNIT_CONTACT: of a unit that is party of the agreement.
        A.READ_DUTIES: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR, R.UNIT_CONTACT}),
        # Whether somebody may take this step depends on the side they speak for: service/parties.py.
        A.ACT_ON_DUTY: frozenset({R.MEMBER}),
        A.SPEAK_FOR_UNIT: frozenset({R.UNIT_CONTACT}),
        A.SPEAK_FOR_COMMUNITY: frozenset({R.LEAD}),
        A.PERFORM_FOR_COMMUNITY: frozenset({R.STAFF, R.LEAD}),
        A.NOTE_DUTY: frozenset({R.LEAD, R.SUPERVISOR, R.UNIT_CONTACT}),
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
ACTION_OF_ASSIST_MOVE = {
    AssistMove.AGREE: A.ANSWER_ASSIST,
    AssistMove.DECLINE: A.ANSWER_ASSIST,
    AssistMove.LEAVE: A.ANSWER_ASSIST,
    AssistMove.TAKE_BACK: A.PERFORM_CLAIM,
}
