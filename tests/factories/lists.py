"""Entries of all kinds for tests, made through the service as people make them."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Role
from backend.infra.uow import UnitOfWork
from backend.lists import service
from backend.lists.models import EntryMerge
from backend.lists.types import EntryMove, NewEntry
from tests.factories.communities import Someone, make_member

# What each kind's own fields want at least.
DETAILS: dict[str, dict[str, Any]] = {
    "need": {"beneficiary": "personal", "urgency": "normal"},
    "problem": {"severity": "medium"},
    "welfare_work": {"budget_fen": 5_000_000, "fund": "社区公益金"},
    "service_project": {
        "frequency": "每周一次",
        "places": ["睦邻中心"],
        "capacity": 20,
        "standard": "每次不少于一小时",
    },
    "resource": {"resource_kind": "space", "unit_of_measure": "场"},
    "benefit": {"measure": "hour", "book": "point", "amount": 10, "valid_from": "2026-01-01"},
    "action": {"risks": [], "dangerous": False},
    "actor": {"actor_kind": "unit"},
}
CATEGORY = "elder.companion"


def new_entry(kind: str = "need", **changes: Any) -> dict[str, Any]:
    """Return a body for POST entries; ``changes`` replace fields, None takes one away."""
    body: dict[str, Any] = {
        "kind": kind,
        "title": "陪护高龄老人",
        "text": "每周二下午陪老人说说话、读读报。",
        "category": CATEGORY,
        "details": DETAILS[kind],
    }
    body.update(changes)
    return {name: value for name, value in body.items() if value is not None}


def propose_entry(uow: UnitOfWork, by: Someone, kind: str = "need", **changes: Any) -> UUID:
    """Propose an entry and return its id."""
    entry = service.propose_entry(uow, by.actor, by.community_id, NewEntry(**new_entry(kind, **changes)))
    entry_id: UUID = entry["id"]
    return entry_id


def make_open_entry(uow: UnitOfWork, by: Someone, kind: str = "need", **changes: Any) -> UUID:
    """Propose an entry, have staff adopt it and return its id: it is open."""
    staff = by if Role.STAFF in by.roles else make_member(uow, by.community_id, Role.STAFF, name="赵社工")
    entry_id = propose_entry(uow, by, kind, **changes)
    service.move_entry(uow, staff.actor, by.community_id, entry_id, EntryMove.ADOPT, None)
    return entry_id


def move_entry(uow: UnitOfWork, by: Someone, entry_id: UUID, *moves: EntryMove) -> None:
    """Make moves on an entry, one after the other."""
    for move in moves:
        service.move_entry(uow, by.actor, by.community_id, entry_id, move, None)


def make_tariff(uow: UnitOfWork, staff: Someone, **details: Any) -> UUID:
    """Put a benefit entry in force and return its id: 10 points an hour for everything, unless told otherwise."""
    wanted = {**DETAILS["benefit"], **details}
    return make_open_entry(uow, staff, "benefit", title="志愿服务积分标准", details=wanted)


def merge_one(uow: UnitOfWork, staff: Someone, into_id: UUID) -> UUID:
    """Merge a new need into another and return the merge."""
    entry_id = make_open_entry(uow, staff)
    service.merge_entries(uow, staff.actor, staff.community_id, into_id, {entry_id}, None)
    wanted = select(EntryMerge.id).where(EntryMerge.community_id == staff.community_id, EntryMerge.entry_id == entry_id)
    return uow.session.scalars(wanted).one()
