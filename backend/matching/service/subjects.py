"""What suggestions and unmet needs are about: needs and offers by id, many at once in a bounded number of reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, or_

from backend.communities import service as communities
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef
from backend.matching.models import Suggestion, Unmet
from backend.matching.types import OFFER_COLUMNS, NeedKey, NeedKind, OfferKey, OfferKind
from backend.volunteering import service as volunteering
from backend.volunteering.service import OfferedRole, OfferedShift

# Whose name is no longer known has left.
NOBODY = "已退出的邻居"


class AboutNeed(Protocol):
    """A row about a need."""

    entry_id: Any
    shift_id: Any
    role_id: Any


class AboutPair(AboutNeed, Protocol):
    """A row about a need and an offer."""

    member_id: Any
    unit_id: Any
    resource_id: Any


@dataclass(frozen=True, slots=True)
class Subject:
    """A need as it is now. ``asker_member_id`` and ``asker_unit_id`` are whose need it is; a shift's leader leads."""

    key: NeedKey
    title: str
    category: str
    category_name: str
    place: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    left: int
    quantity_unit: str
    is_open: bool
    skill: str | None
    qualification: str | None = None
    risks: Sequence[str] = ()
    entry: EntryRef | None = None
    shift: OfferedShift | None = None
    role: OfferedRole | None = None

    @property
    def asker_member_id(self) -> UUID | None:
        """Return the member who asked, or who leads the shift."""
        if self.entry is not None:
            return self.entry.proposer_member_id
        return self.shift.leader_id if self.shift else None

    @property
    def asker_unit_id(self) -> UUID | None:
        """Return the unit that asked."""
        return self.entry.proposer_unit_id if self.entry else None

    def shown(self) -> dict[str, Any]:
        """Return it as the API shows it."""
        return {
            "type": self.key.kind.value,
            "id": self.key.id,
            "role_id": self.key.role_id,
            "role_name": self.role.name if self.role else None,
            "number": self.entry.number if self.entry else None,
            "kind": self.entry.kind if self.entry else None,
            **{name: getattr(self, name) for name in _SHOWN},
        }


_SHOWN = (
    "title",
    "category",
    "category_name",
    "place",
    "starts_at",
    "ends_at",
    "left",
    "quantity_unit",
    "is_open",
)


class Offered(NamedTuple):
    """An offer as it is now, with the member or the unit that answers for it."""

    key: OfferKey
    name: str
    owner_name: str | None
    member_id: UUID | None
    unit_id: UUID | None


def need_key(row: AboutNeed) -> NeedKey:
    """Return which need a row is about."""
    if row.entry_id is not None:
        return NeedKey(NeedKind.ENTRY, row.entry_id)
    return NeedKey(NeedKind.SHIFT, row.shift_id, row.role_id)


def offer_key(row: AboutPair) -> OfferKey:
    """Return which offer a row is about."""
    return next(
        OfferKey(kind, id_) for kind, column in OFFER_COLUMNS.items() if (id_ := getattr(row, column)) is not None
    )


def in_category(table: type[Suggestion] | type[Unmet], community_id: int, category: str) -> ColumnElement[bool]:
    """Return the condition that a row is about a need of a category, or of one below it."""
    return or_(
        table.entry_id.in_(lists.entries_in_category(community_id, category)),
        table.shift_id.in_(volunteering.shifts_in_category(community_id, category)),
    )


def find_subjects(uow: UnitOfWork, community_id: int, keys: Iterable[NeedKey]) -> dict[NeedKey, Subject]:
    """Return needs by key; unknown ones and private shifts are left out. At most four statements."""
    wanted = set(keys)
    entries = lists.entries_by_ids(uow, community_id, {key.id for key in wanted if key.kind is NeedKind.ENTRY})
    shifts = volunteering.offered_shifts(uow, community_id, {key.id for key in wanted if key.kind is NeedKind.SHIFT})
    names = lists.category_names(uow) if wanted else {}
    found = {}
    for key in wanted:
        if key.kind is NeedKind.ENTRY and key.id in entries:
            found[key] = _of_entry(key, entries[key.id], names)
        elif key.kind is NeedKind.SHIFT and key.id in shifts:
            found[key] = _of_shift(key, shifts[key.id], names)
    return found


def _of_entry(key: NeedKey, entry: EntryRef, names: Mapping[str, str]) -> Subject:
    skills = entry.details.get("skills") or []
    return Subject(
        key=key,
        title=entry.title,
        category=entry.category,
        category_name=names.get(entry.category, entry.category),
        place=entry.place,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        left=max(0, (entry.quantity or 0) - entry.claimed_quantity),
        quantity_unit=entry.quantity_unit or "份",
        is_open=lists.is_claimable(entry),
        skill="、".join(skills) or None,
        qualification=entry.details.get("qualification"),
        entry=entry,
    )


def _of_shift(key: NeedKey, shift: OfferedShift, names: Mapping[str, str]) -> Subject:
    role = next((role for role in shift.roles if role.id == key.role_id), None)
    return Subject(
        key=key,
        title=shift.title,
        category=shift.category,
        category_name=names.get(shift.category, shift.category),
        place=shift.place,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        left=max(0, role.free if role else shift.free),
        quantity_unit="人",
        is_open=shift.is_open,
        skill=role.skill if role else None,
        qualification=role.qualification if role else None,
        risks=shift.risks,
        shift=shift,
        role=role,
    )


def find_offers(uow: UnitOfWork, community_id: int, keys: Iterable[OfferKey]) -> dict[OfferKey, Offered]:
    """Return offers by key; unknown resources are left out. At most three statements."""
    wanted = set(keys)
    resources = lists.entries_by_ids(uow, community_id, {key.id for key in wanted if key.kind is OfferKind.RESOURCE})
    member_ids = {key.id for key in wanted if key.kind is OfferKind.MEMBER}
    unit_ids = {key.id for key in wanted if key.kind is OfferKind.UNIT}
    member_ids |= {entry.proposer_member_id for entry in resources.values() if entry.proposer_member_id}
    unit_ids |= {entry.proposer_unit_id for entry in resources.values() if entry.proposer_unit_id}
    members = communities.members_by_ids(uow, community_id, member_ids)
    units = communities.units_by_ids(uow, community_id, unit_ids)
    names = {id_: ref.name for refs in (members, units) for id_, ref in refs.items()}
    found = {}
    for key in wanted:
        if key.kind is OfferKind.RESOURCE:
            if key.id in resources:
                found[key] = _of_resource(key, resources[key.id], names)
        else:
            is_member = key.kind is OfferKind.MEMBER
            ids = (key.id, None) if is_member else (None, key.id)
            found[key] = Offered(key, names.get(key.id, NOBODY), None, *ids)
    return found


def _of_resource(key: OfferKey, entry: EntryRef, names: Mapping[UUID, str]) -> Offered:
    owner_id = entry.proposer_unit_id or entry.proposer_member_id
    owner = names.get(owner_id, NOBODY) if owner_id else "社区"
    return Offered(key, entry.title, owner, entry.proposer_member_id, entry.proposer_unit_id)
