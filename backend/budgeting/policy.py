"""Who may do what in budget rounds."""

from enum import StrEnum

from backend.budgeting.moves import ProposalMove
from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_ROUNDS = "read_rounds"
    READ_ALL_PROPOSALS = "read_all_proposals"
    OPEN_ROUND = "open_round"
    MOVE_ROUND = "move_round"
    PROPOSE = "propose"
    MOVE_PROPOSAL = "move_proposal"
    CHECK_PROPOSAL = "check_proposal"
    WITHDRAW_PROPOSAL = "withdraw_proposal"
    READ_BALLOT = "read_ballot"
    VOTE = "vote"


POLICY = Policy(
    "budgeting",
    {
        A.READ_ROUNDS: frozenset({R.ANYONE}),
        # What nobody has checked, or did not pass, is its proposer's and the desk's.
        A.READ_ALL_PROPOSALS: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR}),
        A.OPEN_ROUND: frozenset({R.STAFF, R.LEAD}),
        A.MOVE_ROUND: frozenset({R.STAFF, R.LEAD}),
        A.PROPOSE: frozenset({R.MEMBER}),
        A.MOVE_PROPOSAL: frozenset({R.MEMBER}),
        A.CHECK_PROPOSAL: frozenset({R.STAFF, R.LEAD}),
        A.WITHDRAW_PROPOSAL: frozenset({R.SELF}),
        # Of these the service asks more: an adult who lives here.
        A.READ_BALLOT: frozenset({R.MEMBER}),
        A.VOTE: frozenset({R.MEMBER}),
    },
)
ACTION_OF_PROPOSAL_MOVE = {
    ProposalMove.PASS: A.CHECK_PROPOSAL,
    ProposalMove.REFUSE: A.CHECK_PROPOSAL,
    ProposalMove.WITHDRAW: A.WITHDRAW_PROPOSAL,
}
