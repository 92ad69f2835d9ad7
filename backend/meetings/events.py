"""What meetings tell others of: one topic, whose ``what`` says which thing happened."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from backend.infra import outbox
from backend.infra.uow import UnitOfWork
from backend.meetings.models import Demand, Meeting

TOLD = "meetings.told"
# A roll may be thousands; one event names so many of them.
MEMBERS_AN_EVENT = 500


def tell_of_meeting(
    uow: UnitOfWork, meeting: Meeting, what: str, member_ids: Collection[UUID | None], **more: Any
) -> None:
    """Store one thing that happened to a meeting, for whom it concerns; ``more`` are JSON values."""
    said = {
        "target": ["meeting", str(meeting.id)],
        "title": meeting.title,
        "kind": meeting.kind,
        "place": meeting.place,
        "starts_at": meeting.starts_at.isoformat(),
        **more,
    }
    _tell(uow, meeting.community_id, what, said, member_ids)


def tell_of_demand(uow: UnitOfWork, demand: Demand, what: str, member_ids: Collection[UUID | None]) -> None:
    """Store one thing that happened to a demand."""
    said = {
        "target": ["meeting_demand", str(demand.id)],
        "title": demand.title,
        "call_by": None if demand.call_by is None else demand.call_by.isoformat(),
    }
    _tell(uow, demand.community_id, what, said, member_ids)


def _tell(
    uow: UnitOfWork, community_id: int, what: str, said: dict[str, Any], member_ids: Collection[UUID | None]
) -> None:
    ids = sorted(str(id_) for id_ in set(member_ids) if id_ is not None)
    parts = [ids[start : start + MEMBERS_AN_EVENT] for start in range(0, len(ids), MEMBERS_AN_EVENT)]
    told = [(None, {**said, "what": what, "member_ids": part}, uow.now) for part in parts]
    outbox.record_many(uow, community_id, TOLD, told)
