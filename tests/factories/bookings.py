"""Resources that are booked, for tests: open every day from 9 to 12 in slots of an hour, unless told otherwise."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from backend.core.clock import LOCAL_ZONE
from backend.infra.uow import UnitOfWork
from backend.lists import service
from backend.lists.bookings import NewBooking
from tests.factories.communities import Someone
from tests.factories.lists import make_open_entry

EVERY_DAY = [{"weekday": weekday, "from": "09:00", "to": "12:00"} for weekday in range(1, 8)]
BOOKING = {"slot_minutes": 60, "lead_hours": 0, "ahead_days": 14, "cancel_hours": 2, "member_max": 5}


def room_details(**changes: Any) -> dict[str, Any]:
    """Return a room's own fields."""
    return {
        "resource_kind": "space",
        "unit_of_measure": "小时",
        "open_times": EVERY_DAY,
        "booking": BOOKING,
        "space": {"people_max": 30, "accessible": True},
        **changes,
    }


def make_room(uow: UnitOfWork, by: Someone, **changes: Any) -> UUID:
    """Open a room to book and return its entry's id; ``changes`` are to its own fields."""
    unit_id = changes.pop("unit_id", None)
    return make_open_entry(uow, by, "resource", title="活动室", details=room_details(**changes), unit_id=unit_id)


def make_wheelchairs(uow: UnitOfWork, by: Someone, quantity: int, **changes: Any) -> UUID:
    """Open so many wheelchairs to book and return their entry's id."""
    details = room_details(resource_kind="goods", unit_of_measure="辆", goods={"condition": "八成新"}, **changes)
    del details["space"]
    return make_open_entry(uow, by, "resource", title="轮椅", quantity=quantity, details=details)


def slot(day: int = 24, hour: int = 9) -> datetime:
    """Return the beginning of a slot in November 2026."""
    return datetime(2026, 11, day, hour, tzinfo=LOCAL_ZONE)


def book(uow: UnitOfWork, by: Someone, entry_id: UUID, starts_at: datetime | None = None) -> UUID:
    """Book the first slot of tomorrow, or the given one, and return the booking's id."""
    tomorrow = uow.now.astimezone(LOCAL_ZONE).date() + timedelta(days=1)
    new = NewBooking(starts_at or datetime.combine(tomorrow, time(9), LOCAL_ZONE))
    booking_id: UUID = service.bookings.book(uow, by.actor, by.community_id, entry_id, new)["id"]
    return booking_id
