"""Topics that lists tells others of, with their payloads."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from backend.infra import outbox
from backend.infra.uow import UnitOfWork
from backend.lists.models import Booking
from backend.lists.types import EntryRef, EntryState

ENTRY_MOVED = "lists.entry_moved"
ADDRESSED = "lists.addressed"
OPENED_TO_ALL = "lists.opened_to_all"
PROJECT_LISTED = "lists.project_listed"
ENTRIES_IMPORTED = "lists.entries_imported"
OBJECTION_MADE = "lists.objection_made"
OBJECTION_ANSWERED = "lists.objection_answered"
BOOKED = "lists.booked"
BOOKING_MOVED = "lists.booking_moved"
BOOKING_SOON = "lists.booking_soon"


class Told(NamedTuple):
    """Who hears of an entry beside its proposer: those whose words were merged into it, those whom it concerns too.

    ``taken_in_by`` is the entry that took it in, where it was merged: that one its supporters may look at.
    """

    writers: Collection[UUID] = ()
    supporters: Collection[UUID] = ()
    taken_in_by: UUID | None = None


def record_entry_moved(
    uow: UnitOfWork,
    entry: EntryRef,
    *,
    from_state: EntryState,
    by_member_id: UUID | None,
    due_at: datetime | None,
    note: str | None,
    told: Told,
) -> None:
    """Store that an entry moved; ``proposer_member_id`` is the person to tell (of a unit: who wrote it).

    ``by_member_id`` is None for what time did, ``due_at`` when time will move it on.
    """
    payload = {
        "entry_id": str(entry.id),
        "title": entry.title,
        "kind": entry.kind,
        "proposer_member_id": str(entry.proposer_member_id or entry.created_by_member_id),
        "from_state": from_state.value,
        "to_state": entry.state.value,
        "by_member_id": None if by_member_id is None else str(by_member_id),
        "due_at": None if due_at is None else due_at.isoformat(),
        "note": note,
        "also_member_ids": sorted(str(id_) for id_ in told.writers),
        "supporter_ids": sorted(str(id_) for id_ in told.supporters),
        "taken_in_by": None if told.taken_in_by is None else str(told.taken_in_by),
    }
    outbox.record(uow, entry.community_id, ENTRY_MOVED, payload)


def record_project_listed(
    uow: UnitOfWork, need: EntryRef, project: EntryRef, *, kind_name: str, members: Collection[UUID]
) -> None:
    """Store that a project was made of what people asked for; they are told."""
    payload = {
        "entry_id": str(need.id),
        "title": need.title,
        "project_id": str(project.id),
        "project_number": project.number,
        "project_title": project.title,
        "kind_name": kind_name,
        "member_ids": sorted(str(id_) for id_ in members),
    }
    outbox.record(uow, need.community_id, PROJECT_LISTED, payload)


def record_addressed(uow: UnitOfWork, entry: EntryRef, *, unit_ids: Collection[UUID], until_on: date) -> None:
    """Store that named units have the first word on an entry; their contacts are told."""
    payload = {
        "entry_id": str(entry.id),
        "title": entry.title,
        "unit_ids": sorted(str(id_) for id_ in unit_ids),
        "until_on": until_on.isoformat(),
    }
    outbox.record(uow, entry.community_id, ADDRESSED, payload)


def record_opened_to_all(uow: UnitOfWork, entry: EntryRef) -> None:
    """Store that everybody may claim an entry that was addressed; the desk is told."""
    payload = {"entry_id": str(entry.id), "title": entry.title}
    outbox.record(uow, entry.community_id, OPENED_TO_ALL, payload)


def record_entries_imported(
    uow: UnitOfWork, community_id: int, *, import_id: UUID, kind: str, count: int, state: EntryState, member_id: UUID
) -> None:
    """Store that a table became entries, one event for all of them: their proposer is whoever imported it."""
    payload = {
        "import_id": str(import_id),
        "kind": kind,
        "count": count,
        "to_state": state.value,
        "member_id": str(member_id),
    }
    outbox.record(uow, community_id, ENTRIES_IMPORTED, payload, key=str(import_id))


def record_objection_made(uow: UnitOfWork, community_id: int, *, draft_id: UUID, list_name: str, text: str) -> None:
    """Store that somebody objected to a draft; staff are to answer."""
    payload = {"draft_id": str(draft_id), "list_name": list_name, "text": text}
    outbox.record(uow, community_id, OBJECTION_MADE, payload)


def record_objection_answered(
    uow: UnitOfWork, community_id: int, *, draft_id: UUID, member_id: UUID, answer: str
) -> None:
    """Store that an objection was answered; whoever made it is told."""
    payload = {"draft_id": str(draft_id), "member_id": str(member_id), "answer": answer}
    outbox.record(uow, community_id, OBJECTION_ANSWERED, payload)


def record_bookings(
    uow: UnitOfWork, topic: str, told: Sequence[tuple[Booking, EntryRef]], *, by_booker: bool = False
) -> None:
    """Store what happened to bookings; the booker and who keeps the resource are the people to tell."""
    if told:
        events = [(None, _booking_payload(booking, entry, by_booker=by_booker), uow.now) for booking, entry in told]
        outbox.record_many(uow, told[0][0].community_id, topic, events)


def _booking_payload(booking: Booking, entry: EntryRef, *, by_booker: bool) -> dict[str, Any]:
    return {
        "booking_id": str(booking.id),
        "member_id": str(booking.member_id),
        "keeper_unit_id": None if entry.proposer_unit_id is None else str(entry.proposer_unit_id),
        "keeper_member_id": None if entry.proposer_member_id is None else str(entry.proposer_member_id),
        "title": entry.title,
        "place": entry.place,
        "starts_at": booking.starts_at.isoformat(),
        "state": booking.state,
        "by_booker": by_booker,
        "note": booking.reason,
    }
