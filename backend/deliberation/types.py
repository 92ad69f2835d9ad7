"""Values of deliberation: stages, meeting kinds, what people give when they suggest, open, advance and decide."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from backend.infra.uow import UnitOfWork


class Stage(StrEnum):
    """How far a topic has come."""

    SUGGESTED = "suggested"
    GATHERING = "gathering"
    TALKING = "talking"
    DECIDING = "deciding"
    DECIDED = "decided"
    CARRYING_OUT = "carrying_out"
    REVIEWING = "reviewing"
    CLOSED = "closed"
    DROPPED = "dropped"


class MeetingKind(StrEnum):
    """The four kinds of meeting of design.md §8."""

    FRANK_TALK = "frank_talk"
    COUNCIL = "council"
    DIALOGUE = "dialogue"
    ALLIANCE = "alliance"


class SourceType(StrEnum):
    """What a topic can come from."""

    ENTRY = "entry"
    EDITION = "edition"  # the draft of a list that is deliberated before its seal; links call it edition_draft
    STATEMENT = "statement"  # what somebody said on another topic


STAGE_NAMES = {
    Stage.SUGGESTED: "待受理",
    Stage.GATHERING: "征求意见",
    Stage.TALKING: "协商中",
    Stage.DECIDING: "表决中",
    Stage.DECIDED: "已有结论",
    Stage.CARRYING_OUT: "落实中",
    Stage.REVIEWING: "回看中",
    Stage.CLOSED: "已结束",
    Stage.DROPPED: "不再协商",
}
MEETING_NAMES = {
    MeetingKind.FRANK_TALK: "民主恳谈会",
    MeetingKind.COUNCIL: "协商议事会",
    MeetingKind.DIALOGUE: "社区对话",
    MeetingKind.ALLIANCE: "党建联席会",
}
# Nothing more is to be done: no clock runs, nobody must act.
ENDS = frozenset({Stage.CLOSED, Stage.DROPPED})
# What was decided is looked at again on its day, also where it was said to be done.
BEFORE_REVIEW = frozenset({Stage.DECIDED, Stage.CARRYING_OUT, Stage.CLOSED})


@dataclass(frozen=True, slots=True)
class Source:
    """What a topic comes from."""

    type: SourceType
    id: UUID


@dataclass(frozen=True, slots=True)
class NewTopic:
    """What the desk enters to open a topic; ``ends_on`` is the last local day of gathering opinions."""

    title: str
    text: str
    category: str
    meeting_kind: MeetingKind
    ends_on: date | None = None
    next_actor: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class DecidedEntry:
    """The list entry that a decision becomes: what is to be done, on which list."""

    kind: str
    title: str
    text: str
    category: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided and why, who answers for it (a unit or a member), by when, and when it is looked at again.

    ``motion_id`` is the vote of a meeting that it rests on.
    """

    text: str
    reasons: str
    due_on: date
    review_on: date
    owner_unit_id: UUID | None = None
    owner_member_id: UUID | None = None
    entry: DecidedEntry | None = None
    motion_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What the desk gives beside a move; what is left out has a default by the stage it leads to.

    ``review_on`` is the next day on which what is carried out once more is looked at again.
    """

    note: str | None = None
    ends_on: date | None = None
    review_on: date | None = None
    next_actor: str | None = None
    meeting_kind: MeetingKind | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class TopicFilter:
    """Which topics are asked for; ``live`` leaves out what has ended."""

    stage: Stage | None = None
    live: bool = False
    mine: bool = False


@dataclass(frozen=True, slots=True)
class TopicStage:
    """Where a topic stands and until when."""

    id: UUID
    stage: Stage
    ends_at: datetime | None


class TopicFollower(Protocol):
    """Port: told of each move of a topic in the transaction that makes it, the topic locked."""

    def moved(self, uow: UnitOfWork, community_id: int, topic: TopicStage) -> None:
        """Follow the topic to where it stands now."""
        ...


class StatementSource(Protocol):
    """Port: what was said on a topic, from which another may be opened."""

    def texts(self, uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return the texts of statements that everybody may read."""
        ...


class Votes(Protocol):
    """Port: what was put to the vote on a topic. Meetings plugs it in."""

    def check_decision(
        self, uow: UnitOfWork, community_id: int, topic_id: UUID, motion_id: UUID | None, *, does_something: bool
    ) -> None:
        """Refuse a decision that no vote bears, and link the motion it names; ``does_something``: it has an entry."""
        ...
