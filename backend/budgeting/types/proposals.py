"""Values of proposals: states, what people and the desk give."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ProposalState(StrEnum):
    """How far a proposal has come; which of the passed ones are paid stands in the round's result."""

    PROPOSED = "proposed"
    PASSED = "passed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class TextState(StrEnum):
    """Whether a proposal's words may be seen by others."""

    WAITING = "waiting"
    PASSED = "passed"
    REFUSED = "refused"


PROPOSAL_STATE_NAMES = {
    ProposalState.PROPOSED: "等待核对",
    ProposalState.PASSED: "可以投票",
    ProposalState.REFUSED: "未通过核对",
    ProposalState.WITHDRAWN: "已撤回",
}


@dataclass(frozen=True, slots=True)
class NewProposal:
    """A proposal written in the round, or (``entry_id``) one that stands on list 5 already and gives all the rest."""

    title: str = ""
    text: str = ""
    category: str = ""
    cost_fen: int = 0
    entry_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ProposalCheck:
    """What the desk found: the cost it reckons with (None: as proposed) and why."""

    reason: str
    cost_fen: int | None = None
