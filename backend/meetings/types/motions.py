"""Values of motions: what is put to the vote, how, what came of it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class MotionState(StrEnum):
    """How far a motion has come."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Secrecy(StrEnum):
    """Whether it is known who voted how (记名 or 无记名)."""

    OPEN = "open"
    SECRET = "secret"  # noqa: S105  # how a vote is taken


class Choice(StrEnum):
    """What a ballot says; ``invalid`` is a paper that can't be read, left blank or not handed back."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    INVALID = "invalid"


class Channel(StrEnum):
    """How a seat's ballot was cast."""

    PHONE = "phone"
    PAPER = "paper"
    PROXY = "proxy"


class Outcome(StrEnum):
    """What came of a motion."""

    PASSED = "passed"
    REJECTED = "rejected"


MOTION_STATE_NAMES = {
    MotionState.DRAFT: "还没有开始表决",
    MotionState.OPEN: "正在表决",
    MotionState.CLOSED: "表决结束",
    MotionState.WITHDRAWN: "已撤回",
}
SECRECY_NAMES = {Secrecy.OPEN: "记名表决", Secrecy.SECRET: "无记名表决"}
CHOICE_NAMES = {Choice.YES: "赞成", Choice.NO: "反对", Choice.ABSTAIN: "弃权", Choice.INVALID: "无效"}
CHANNEL_NAMES = {Channel.PHONE: "手机", Channel.PAPER: "纸质票", Channel.PROXY: "书面委托"}
OUTCOME_NAMES = {Outcome.PASSED: "通过", Outcome.REJECTED: "未通过"}
# What a person can choose; ``invalid`` is only found in the box.
CHOOSABLE = (Choice.YES, Choice.NO, Choice.ABSTAIN)


@dataclass(frozen=True, slots=True)
class NewMotion:
    """What is put to the vote on a point of the agenda."""

    item_id: UUID
    text: str
    secrecy: Secrecy


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many seats there are, how many of them came themselves, how many a holder of their proxy speaks for."""

    seats: int
    in_person: int
    represented: int

    @property
    def present(self) -> int:
        """Return how many count as present."""
        return self.in_person + self.represented


@dataclass(frozen=True, slots=True)
class Counts:
    """How many ballots say what."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    invalid: int = 0

    @property
    def cast(self) -> int:
        """Return how many there are."""
        return self.yes + self.no + self.abstain + self.invalid
