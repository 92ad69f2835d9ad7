"""Values of reciprocity and alliances."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID


class Side(StrEnum):
    """Which way something went, seen from the unit."""

    GAVE = "gave"
    GOT = "got"


class Source(StrEnum):
    """Where a line of an account comes from; each deed is told by one of them."""

    DUTY = "duty"
    HOURS = "hours"
    BOOKING = "booking"
    DONATION = "donation"
    CLAIM = "claim"


SOURCE_NAMES = {
    Source.DUTY: "协议约定",
    Source.HOURS: "志愿服务",
    Source.BOOKING: "开放资源",
    Source.DONATION: "捐赠",
    Source.CLAIM: "认领小事",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure: amounts are whole numbers of its smallest part, ``per`` of which make one."""

    code: str
    name: str
    per: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a unit's account; ``amount`` is in the measure's smallest part."""

    side: Side
    source: Source
    text: str
    measure: Measure
    amount: int
    times: int
    agreement_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How many terms fell due, were kept and were excused; one that fell due and is open still counts as due."""

    due: int = 0
    kept: int = 0
    excused: int = 0

    @property
    def percent(self) -> int | None:
        """Return the whole percent that was kept; None where nothing was due."""
        return None if self.due == 0 else self.kept * 100 // self.due


@dataclass(frozen=True, slots=True)
class Account:
    """What a unit gave and got in a period; ``owed_to`` are the terms of others towards it."""

    lines: Sequence[Line] = ()
    own: Terms = field(default_factory=Terms)
    owed_to: Terms = field(default_factory=Terms)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to tell."""
        return not self.lines and not self.own.due and not self.owed_to.due


class Stand(StrEnum):
    """How a community stands in an alliance."""

    INVITED = "invited"
    JOINED = "joined"
    DECLINED = "declined"
    LEFT = "left"
    ENDED = "ended"


STAND_NAMES = {
    Stand.INVITED: "等待答复",
    Stand.JOINED: "已加入",
    Stand.DECLINED: "没有加入",
    Stand.LEFT: "已退出",
    Stand.ENDED: "联盟已结束",
}


class RoundState(StrEnum):
    """How far a month has come: being written, issued on the 10th, told on the next 10th."""

    DRAFTING = "drafting"
    ISSUED = "issued"
    TOLD = "told"


ROUND_STATE_NAMES = {
    RoundState.DRAFTING: "准备中",
    RoundState.ISSUED: "办理中",
    RoundState.TOLD: "已汇总通报",
}


class Scope(StrEnum):
    """Whom an item is for (澄城: 公共项目, 个人项目)."""

    PUBLIC = "public"
    PERSONAL = "personal"


SCOPE_NAMES = {Scope.PUBLIC: "公共项目", Scope.PERSONAL: "个人项目"}


class Outcome(StrEnum):
    """What became of an item, in its taker's words."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


OUTCOME_NAMES = {Outcome.DONE: "已办成", Outcome.PARTLY: "办了一部分", Outcome.NOT_DONE: "没有办成"}


@dataclass(frozen=True, slots=True)
class NewAlliance:
    """What a lead founds: a name, what it is for, and the communities of the street that are invited."""

    name: str
    purpose: str
    other_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class NewItem:
    """One thing of the next list, and which community takes it."""

    scope: Scope
    title: str
    taker_id: int
    amount: int
    measure: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a taker says of its item on the board of ``month`` (its first day)."""

    month: date
    outcome: Outcome
    done_amount: int
    word: str
