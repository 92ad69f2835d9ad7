"""Slots of a resource: cut from its opening times in local time, minus what is taken. Pure."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from backend.core.clock import LOCAL_ZONE, local_date
from backend.lists.bookings import (
    MEMBER_MAX_DEFAULT,
    BookingRules,
    BookingState,
    NoShowRule,
    OpenTime,
    Slot,
    Taken,
)
from backend.lists.errors import BookingTooSoonError, NotThenError, SlotNotOfferedError
from backend.lists.types import EntryRef, EntryState

# Whoever comes a little early has come.
EARLY = timedelta(minutes=30)


def booking_rules(entry: EntryRef) -> BookingRules | None:
    """Return how an entry is booked, or None when it is not booked at all now."""
    booking = entry.details.get("booking")
    if entry.kind != "resource" or booking is None or entry.state is not EntryState.OPEN:
        return None
    return BookingRules(
        units=units_of(entry.details["resource_kind"], entry.quantity),
        people_max=(entry.details.get("space") or {}).get("people_max"),
        fee_fen=entry.details.get("small_fee_fen", 0),
        open_times=[
            OpenTime(each["weekday"], time.fromisoformat(each["from"]), time.fromisoformat(each["to"]))
            for each in entry.details["open_times"]
        ],
        closed_days=frozenset(date.fromisoformat(day) for day in entry.details.get("closed_days", ())),
        slot=timedelta(minutes=booking["slot_minutes"]),
        lead=timedelta(hours=booking["lead_hours"]),
        ahead_days=booking["ahead_days"],
        cancel=timedelta(hours=booking["cancel_hours"]),
        member_max=booking.get("member_max", MEMBER_MAX_DEFAULT),
        opens_at=entry.starts_at,
        closes_at=entry.ends_at,
    )


def units_of(resource_kind: str, quantity: int | None) -> int:
    """Return how many can be booked at one time: things are counted, a room or a person is one."""
    return quantity or 1 if resource_kind == "goods" else 1


def days_ahead(rules: BookingRules, now: datetime) -> list[date]:
    """Return the local days that can be booked, today first."""
    today = local_date(now)
    return [today + timedelta(days=number) for number in range(rules.ahead_days + 1)]


def slots_on(rules: BookingRules, day: date) -> list[Slot]:
    """Return the day's slots in order; what would end after closing is none."""
    if day in rules.closed_days:
        return []
    windows = sorted((each for each in rules.open_times if each.weekday == day.isoweekday()), key=lambda t: t.opens)
    return [
        slot
        for window in windows
        for slot in _cut(rules.slot, day, window)
        if (rules.opens_at is None or slot.starts_at >= rules.opens_at)
        and (rules.closes_at is None or slot.ends_at <= rules.closes_at)
    ]


def _cut(length: timedelta, day: date, window: OpenTime) -> Iterator[Slot]:
    start = datetime.combine(day, window.opens, LOCAL_ZONE)
    closes = datetime.combine(day, window.closes, LOCAL_ZONE)
    while start + length <= closes:
        yield Slot(start, start + length)
        start += length


def choose_slot(rules: BookingRules, starts_at: datetime, now: datetime) -> Slot:
    """Return the slot that begins then; raises SlotNotOfferedError, or BookingTooSoonError with ``lead_hours``."""
    day = local_date(starts_at)
    slot = next((slot for slot in slots_on(rules, day) if slot.starts_at == starts_at), None)
    if slot is None or day not in days_ahead(rules, now) or starts_at <= now:
        raise SlotNotOfferedError()
    if not is_in_time(rules, slot, now):
        hours = int(rules.lead / timedelta(hours=1))
        raise BookingTooSoonError(f"请至少提前{hours}小时预约", lead_hours=hours)
    return slot


def is_in_time(rules: BookingRules, slot: Slot, now: datetime) -> bool:
    """Tell whether a slot can still be booked, were it free."""
    return slot.starts_at > now and slot.starts_at - rules.lead >= now


def busy_units(slot: Slot, taken: Collection[Taken]) -> set[int]:
    """Return the units that are held at some time of the slot."""
    return {each.unit_no for each in taken if each.starts_at < slot.ends_at and slot.starts_at < each.ends_at}


def free_unit(units: int, busy: Collection[int]) -> int | None:
    """Return the lowest unit that is free, or None."""
    return next((unit for unit in range(1, min(units, len(busy) + 1) + 1) if unit not in busy), None)


def free_count(units: int, busy: Collection[int]) -> int:
    """Return how many units are free; a held unit that is no longer there takes no other's place."""
    return units - sum(1 for unit in busy if unit <= units)


def cancelled_state(*, by_keeper: bool, cancel_until: datetime, now: datetime) -> BookingState:
    """Return how a cancellation counts: late only when the booker gives up after the deadline."""
    return BookingState.CANCELLED if by_keeper or now <= cancel_until else BookingState.LATE_CANCELLED


def check_moment(to_state: BookingState, starts_at: datetime, now: datetime) -> None:
    """Raise NotThenError: nobody has come, or failed to, before the time; nothing is cancelled after its beginning."""
    if to_state is BookingState.USED and now < starts_at - EARLY:
        raise NotThenError("还没到预约的时间")
    if to_state is BookingState.NO_SHOW and now < starts_at:
        raise NotThenError("到了开始时间才能登记没来")
    if to_state in (BookingState.CANCELLED, BookingState.LATE_CANCELLED) and now >= starts_at:
        raise NotThenError("已经开始，不能再取消")


def banned_until(rule: NoShowRule, newest: Sequence[datetime], now: datetime) -> datetime | None:
    """Return until when a member may not book, or None; ``newest`` are the last no-shows, newest first."""
    last = newest[: rule.count]
    if len(last) < rule.count or last[0] - last[-1] > timedelta(days=rule.within_days):
        return None
    until = last[0] + timedelta(days=rule.ban_days)
    return until if until > now else None
