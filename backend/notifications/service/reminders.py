"""Reminders of shifts: future rows of the outbox, planned on signing up, taken back on cancellation."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from backend.infra import outbox
from backend.infra.uow import UnitOfWork
from backend.notifications import events
from backend.notifications.models import ShiftReminder
from backend.notifications.rules.reminders import is_timely, reminder_data, reminder_draft, reminder_moments
from backend.notifications.service.delivery import queue_wechat_messages
from backend.notifications.service.inbox import ROWS_A_STATEMENT, write_messages
from backend.notifications.types import ShiftPlace, Template, When

PAGE = "volunteering/shift/index?id={}"


def plan_reminders(uow: UnitOfWork, community_id: int, places: Sequence[ShiftPlace]) -> None:
    """Plan what is still to come of each place's two reminders; a place cancelled meanwhile stays without."""
    if not places:
        return
    rows = [
        {"community_id": community_id, "id": place.sign_up_id, "shift_id": place.shift_id, "created_at": uow.now}
        for place in places
    ]
    planned = set(
        uow.session.scalars(insert(ShiftReminder).values(rows).on_conflict_do_nothing().returning(ShiftReminder.id))
    )
    rows_due = [
        (_key(place.sign_up_id, when), {**_payload(place), "when": when.value}, at)
        for place in places
        if place.sign_up_id in planned
        for when, at in reminder_moments(place.starts_at, uow.now).items()
    ]
    outbox.record_many(uow, community_id, events.SHIFT_REMINDER, rows_due)


def _key(sign_up_id: UUID, when: When) -> str:
    return f"{sign_up_id}:{when}"


def _payload(place: ShiftPlace) -> dict[str, Any]:
    return {
        "sign_up_id": str(place.sign_up_id),
        "shift_id": str(place.shift_id),
        "member_id": str(place.member_id),
        "title": place.title,
        "place": place.place,
        "starts_at": place.starts_at.isoformat(),
    }


def place_of(payload: dict[str, Any]) -> ShiftPlace:
    """Read a place from an event's payload."""
    return ShiftPlace(
        sign_up_id=UUID(payload["sign_up_id"]),
        shift_id=UUID(payload["shift_id"]),
        member_id=UUID(payload["member_id"]),
        title=payload["title"],
        place=payload["place"],
        starts_at=datetime.fromisoformat(payload["starts_at"]),
    )


def withdraw_reminders(uow: UnitOfWork, community_id: int, places: Mapping[UUID, UUID]) -> None:
    """Take back the reminders of places (sign-up -> shift) that were given up or whose shift won't be.

    Also of one whose signing up is told only after this: events may overtake each other.
    """
    if not places:
        return
    rows = [
        {
            "community_id": community_id,
            "id": sign_up_id,
            "shift_id": places[sign_up_id],
            "withdrawn_at": uow.now,
            "created_at": uow.now,
        }
        for sign_up_id in sorted(places)
    ]
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        uow.session.execute(
            insert(ShiftReminder)
            .values(rows[start : start + ROWS_A_STATEMENT])
            .on_conflict_do_update(index_elements=["community_id", "id"], set_={"withdrawn_at": uow.now})
        )
    keys = [_key(sign_up_id, when) for sign_up_id in places for when in When]
    outbox.withdraw(uow, community_id, events.SHIFT_REMINDER, keys)


def remind(uow: UnitOfWork, community_id: int, reminders: Sequence[tuple[ShiftPlace, When]]) -> None:
    """Write the inbox messages of reminders that are due, and queue WeChat's for whoever agreed to them.

    One that comes too late (everything was down, or the demo's clock was moved on) is dropped.
    """
    due = [(place, when) for place, when in reminders if is_timely(when, place.starts_at, uow.now)]
    drafts = [(f"reminder:{_key(place.sign_up_id, when)}", reminder_draft(place, uow.now)) for place, when in due]
    write_messages(uow, community_id, drafts)
    messages = [
        (
            f"reminder:{_key(place.sign_up_id, when)}",
            {
                "member_id": str(place.member_id),
                "template": Template.SHIFT.value,
                "data": reminder_data(place),
                "page": PAGE.format(place.shift_id),
                "useless_after": place.starts_at.isoformat(),
            },
        )
        for place, when in due
    ]
    queue_wechat_messages(uow, community_id, Template.SHIFT, messages)
