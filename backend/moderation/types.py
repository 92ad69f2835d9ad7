"""Values of moderation, and what a feature offers whose texts others see."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from backend.infra.links import Ref
from backend.infra.uow import UnitOfWork


class ItemState(StrEnum):
    """Where a text stands: waiting for WeChat, held for a person, or decided."""

    WAITING = "waiting"
    HELD = "held"
    PASSED = "passed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STATE_NAMES = {
    ItemState.WAITING: "等待审核",
    ItemState.HELD: "等待人工审核",
    ItemState.PASSED: "已通过",
    ItemState.REFUSED: "未通过",
    ItemState.WITHDRAWN: "已撤回",
}
UNDECIDED = (ItemState.WAITING, ItemState.HELD)


@dataclass(frozen=True, slots=True)
class Told:
    """What a text stands in: what it is called, and what to open."""

    title: str
    target: Ref


class Subject(Protocol):
    """What a feature offers for its texts of one type."""

    name: str
    scene: int  # WeChat's number, infra.wechat.TextScene

    def decide(
        self, uow: UnitOfWork, community_id: int, subject_id: UUID, *, passed: bool, by_member_id: UUID | None
    ) -> bool:
        """Let others see the text, or not; False where it was taken back, or nobody needs it any more."""
        ...

    def tell(self, uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Mapping[UUID, Told]:
        """Return what the texts stand in, in a bounded number of statements."""
        ...


@dataclass(frozen=True, slots=True)
class Moderated:
    """Port: the types of text that are moderated; app collects them from the features' wirings."""

    subjects: Mapping[str, Subject] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that others are to see; ``subject`` is what it belongs to."""

    subject: Ref
    text: str
    author_member_id: UUID
