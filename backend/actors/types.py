"""Values of actors: who there is, the four criteria, suggestions of actors nobody listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from backend.core.deeds import DeedKind
from backend.lists.types import EntryState


class ActorKind(StrEnum):
    """Kinds of actors."""

    UNIT = "unit"
    SHOP = "shop"
    SOCIAL_GROUP = "social_group"
    TEAM = "team"
    HOUSEHOLD = "household"
    PERSON = "person"


class Criterion(StrEnum):
    """The four criteria of list 1."""

    WILLING = "willing"
    ABLE = "able"
    RESOURCED = "resourced"
    TIED = "tied"


class ReferralState(StrEnum):
    """How far a member's word about an actor nobody listed has come."""

    OPEN = "open"
    LISTED = "listed"
    DISMISSED = "dismissed"


class SuggestionMove(StrEnum):
    """What the desk does with a suggestion; ``restore`` takes a dismissal back."""

    LIST = "list"
    DISMISS = "dismiss"
    RESTORE = "restore"


ACTOR_KIND_NAMES = {
    ActorKind.UNIT: "单位",
    ActorKind.SHOP: "商铺",
    ActorKind.SOCIAL_GROUP: "社会组织",
    ActorKind.TEAM: "团队",
    ActorKind.HOUSEHOLD: "家庭",
    ActorKind.PERSON: "个人",
}
# Organisations; the others are people, whose figures nobody but they and the desk may see.
ORGANISATIONS = frozenset({ActorKind.UNIT, ActorKind.SHOP, ActorKind.SOCIAL_GROUP})
CRITERION_NAMES = {
    Criterion.WILLING: "有意愿",
    Criterion.ABLE: "有能力",
    Criterion.RESOURCED: "有资源",
    Criterion.TIED: "有关联",
}
REFERRAL_STATE_NAMES = {
    ReferralState.OPEN: "等待社区处理",
    ReferralState.LISTED: "已列入",
    ReferralState.DISMISSED: "暂不列入",
}
SUGGESTION_MOVE_NAMES = {
    SuggestionMove.LIST: "列入清单",
    SuggestionMove.DISMISS: "暂不列入",
    SuggestionMove.RESTORE: "重新考虑",
}
# Proposed, on notice or listed: whoever is in one of these is on the list already.
LISTED_STATES = frozenset({EntryState.PROPOSED, EntryState.ON_NOTICE, EntryState.ADOPTED, EntryState.OPEN})


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose deeds an entry of list 1 stands for: a unit, or members (one, or a household). Neither: nobody known."""

    unit_id: UUID | None = None
    member_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one kind of deed adds to a criterion.

    ``count`` deeds weigh ``weight`` together today, decay included; below 0 they speak against it. ``entry_ids``
    are the newest ones' entries.
    """

    kind: DeedKind
    words: str
    count: int
    weight: float
    latest_on: date | None
    entry_ids: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Measure:
    """One criterion: 0 to 100, the evidence it is made of, and a sentence."""

    criterion: Criterion
    score: int
    evidence: Sequence[Evidence]
    sentence: str


@dataclass(frozen=True, slots=True)
class NewReferral:
    """Whom a member suggests, and why; the phone is for the desk alone."""

    name: str
    actor_kind: ActorKind
    reason: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Handling:
    """What the desk does with a suggestion; ``category`` is the entry's when it is listed."""

    move: SuggestionMove
    note: str | None = None
    category: str = "other"
