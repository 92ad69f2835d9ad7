"""Values of giving."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from backend.books.types import Book


class Relation(StrEnum):
    """What somebody is to whoever states the relation."""

    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    SIBLING = "sibling"
    FRIEND = "friend"


class TieState(StrEnum):
    """How far a stated relation has come; DECLINED and ENDED are final, a new one may be stated."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ENDED = "ended"


class Ground(StrEnum):
    """Why somebody may be given time who cannot earn it; the first two are Nanjing's of 2019."""

    ALONE_80 = "alone_80"
    ALONE_60_HARDSHIP = "alone_60_hardship"
    OTHER = "other"


class EntitlementState(StrEnum):
    """How far an entitlement has come; DECLINED and ENDED are final."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    ENDED = "ended"


class DonationState(StrEnum):
    """Whether the fund's keeper has what was recorded; both ends are final."""

    RECORDED = "recorded"
    ACKNOWLEDGED = "acknowledged"
    REJECTED = "rejected"


RELATION_NAMES = {
    Relation.SPOUSE: "配偶",
    Relation.PARENT: "父母",
    Relation.CHILD: "子女",
    Relation.GRANDPARENT: "祖父母/外祖父母",
    Relation.GRANDCHILD: "孙子女/外孙子女",
    Relation.SIBLING: "兄弟姐妹",
    Relation.FRIEND: "亲友/其他",
}
# What I am to whom I call so.
INVERSE = {
    **{each: each for each in Relation},
    Relation.PARENT: Relation.CHILD,
    Relation.CHILD: Relation.PARENT,
    Relation.GRANDPARENT: Relation.GRANDCHILD,
    Relation.GRANDCHILD: Relation.GRANDPARENT,
}
TIE_STATE_NAMES = {
    TieState.PROPOSED: "等对方同意",
    TieState.CONFIRMED: "双方已确认",
    TieState.DECLINED: "对方没有同意",
    TieState.ENDED: "已解除",
}
GROUND_NAMES = {
    Ground.ALONE_80: "80岁以上空巢独居老人",
    Ground.ALONE_60_HARDSHIP: "60至79岁低保、失能或半失能的空巢独居老人",
    Ground.OTHER: "其他",
}
ENTITLEMENT_STATE_NAMES = {
    EntitlementState.PROPOSED: "等待审批",
    EntitlementState.APPROVED: "已批准",
    EntitlementState.DECLINED: "没有批准",
    EntitlementState.ENDED: "已结束",
}
DONATION_STATE_NAMES = {
    DonationState.RECORDED: "等保管方确认收到",
    DonationState.ACKNOWLEDGED: "已确认收到",
    DonationState.REJECTED: "没有收到",
}


@dataclass(frozen=True, slots=True)
class NewTie:
    """Somebody by full name and phone, both right, and what they are to the one who states it."""

    name: str
    phone: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class NewGift:
    """Minutes of time credits to one's kin."""

    to_member_id: UUID
    minutes: int
    message: str = ""


@dataclass(frozen=True, slots=True)
class NewPoolDonation:
    """Minutes or points to the community's pool; ``anonymous`` to everybody else."""

    book: Book
    amount: int
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class NewEntitlement:
    """What staff propose: up to ``monthly_minutes`` a month for a member, up to and with the local day ``valid_to``.

    ``automatic`` lets them be given each month without anybody's doing. OTHER says why in ``note``.
    """

    member_id: UUID
    ground: Ground
    monthly_minutes: int
    valid_to: date
    automatic: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entitlement:
    """A live entitlement as other features see one: ``left_minutes`` may still be given this local month."""

    id: UUID
    member_id: UUID
    ground: Ground
    monthly_minutes: int
    left_minutes: int
    valid_to: date


@dataclass(frozen=True, slots=True)
class NewFund:
    """What is kept for a purpose, by a unit or (None) by the community."""

    name: str
    purpose: str
    keeper_unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Goods:
    """A kind of goods and what it is counted in: 大米, 千克."""

    what: str
    unit: str


@dataclass(frozen=True, slots=True)
class NewDonation:
    """What was given to a fund: ``amount`` fen, or so many of ``goods``; by a member, a unit or a name on paper.

    ``evidence`` is the number of the keeper's paper slip or receipt.
    """

    amount: int
    received_on: date
    evidence: str
    goods: Goods | None = None
    estimated_fen: int | None = None
    donor_member_id: UUID | None = None
    donor_unit_id: UUID | None = None
    donor_name: str = ""
    anonymous: bool = False
    photos: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NewUse:
    """What ``amount`` fen, or so many of a fund's ``goods_id``, were used for."""

    amount: int
    purpose: str
    used_on: date
    evidence: str
    goods_id: UUID | None = None
    entry_id: UUID | None = None
    photos: list[UUID] = field(default_factory=list)
