"""Values of rounds: stages, kinds of ballot, what the desk gives."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class RoundStage(StrEnum):
    """How far a round has come."""

    PROPOSING = "proposing"
    CHECKING = "checking"
    VOTING = "voting"
    CLOSED = "closed"  # counted; what was chosen is not on list 5 yet
    DECIDED = "decided"
    CALLED_OFF = "called_off"


class BallotKind(StrEnum):
    """How people vote."""

    APPROVAL = "approval"  # as many as one likes
    POINTS = "points"  # a number of points is spread over proposals


STAGE_NAMES = {
    RoundStage.PROPOSING: "征集提案",
    RoundStage.CHECKING: "核对提案",
    RoundStage.VOTING: "投票中",
    RoundStage.CLOSED: "已计票",
    RoundStage.DECIDED: "已列入清单",
    RoundStage.CALLED_OFF: "已取消",
}
BALLOT_NAMES = {BallotKind.APPROVAL: "勾选赞成的提案", BallotKind.POINTS: "给提案打分"}
# Nothing more is to be done: no clock runs.
ENDS = frozenset({RoundStage.DECIDED, RoundStage.CALLED_OFF})


@dataclass(frozen=True, slots=True)
class NewRound:
    """What the desk enters to begin a round; money is in fen, ``ends_on`` the last local day of proposing.

    ``points_max`` is how many points one voter spreads; None for approvals.
    """

    title: str
    text: str
    budget_fen: int
    fund: str
    ballot_kind: BallotKind
    points_max: int | None = None
    ends_on: date | None = None
    topic_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RoundStep:
    """What the desk gives beside a move; a day left out has a default by the stage it leads to."""

    note: str | None = None
    ends_on: date | None = None
