"""A resource's slots: which days and times can be booked, and how many units are free."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE, local_date
from backend.infra.uow import UnitOfWork
from backend.lists.bookings import BookingRules, Slot, Taken
from backend.lists.errors import NotBookableError
from backend.lists.policy import POLICY, A
from backend.lists.service.bookings.store import ban_of, count_coming, taken_between
from backend.lists.service.entry import get_visible_entry
from backend.lists.slots import booking_rules, busy_units, days_ahead, free_count, is_in_time, slots_on


def show_slots(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, day: date | None) -> dict[str, Any]:
    """Return the days that can be booked and the slots of one: ``day``, or the first with a free one.

    Raises NotFoundError and NotBookableError.
    """
    POLICY.permit(actor, A.READ_LISTS)
    entry = get_visible_entry(uow, actor, community_id, entry_id)
    rules = booking_rules(entry)
    if rules is None:
        raise NotBookableError()
    days = days_ahead(rules, uow.now)
    since, until = _begin(days[0]), _begin(days[-1] + timedelta(days=1))
    taken = _by_day(taken_between(uow, community_id, entry_id, since=since, until=until))
    told = {each: _slots(rules, slots_on(rules, each), taken[each], uow.now) for each in days}
    free = {each: sum(slot["state"] == "free" for slot in slots) for each, slots in told.items()}
    chosen = day or next((each for each in days if free[each]), days[0])
    return {
        "day": chosen,
        "days": [{"day": each, "free": free[each], "open": bool(told[each])} for each in days],
        "slots": told.get(chosen, []),
        "units": rules.units,
        "people_max": rules.people_max,
        "fee_fen": rules.fee_fen,
        "slot_minutes": int(rules.slot / timedelta(minutes=1)),
        "lead_hours": int(rules.lead / timedelta(hours=1)),
        "cancel_hours": int(rules.cancel / timedelta(hours=1)),
        "member_max": rules.member_max,
        "coming": 0 if actor.member_id is None else count_coming(uow, community_id, entry_id, actor.member_id),
        "banned_until": None if actor.member_id is None else ban_of(uow, community_id, actor.member_id),
    }


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL_ZONE)


def _by_day(taken: Sequence[Taken]) -> dict[date, list[Taken]]:
    found: dict[date, list[Taken]] = defaultdict(list)
    for each in taken:
        found[local_date(each.starts_at)].append(each)
    return found


def _slots(rules: BookingRules, slots: Sequence[Slot], taken: Collection[Taken], now: datetime) -> list[dict[str, Any]]:
    return [
        {"starts_at": slot.starts_at, "ends_at": slot.ends_at, "free": free, "state": _state(rules, slot, free, now)}
        for slot in slots
        for free in [free_count(rules.units, busy_units(slot, taken))]
    ]


def _state(rules: BookingRules, slot: Slot, free: int, now: datetime) -> str:
    if slot.starts_at <= now:
        return "past"
    if not is_in_time(rules, slot, now):
        return "too_soon"
    return "free" if free > 0 else "full"
