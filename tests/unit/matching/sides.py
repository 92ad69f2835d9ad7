"""Needs and offers for tests of the matching model."""

from typing import Any
from uuid import UUID

from backend.matching.model.types import DAY, Help, Need, Offer, Slot, Window
from backend.matching.types import NeedKind, OfferKind

ALL = frozenset(OfferKind)


def uid(number: int) -> UUID:
    return UUID(int=number)


def need(number: int = 1, **changed: Any) -> Need:
    """A wish for an hour of company within any time of two weeks."""
    given: dict[str, Any] = {
        "id": uid(number),
        "kind": NeedKind.ENTRY,
        "category": "elder.companion",
        "helps": frozenset({Help.TIME}),
        "takers": ALL,
        "minutes": 60,
        **changed,
    }
    return Need(**given)


def offer(number: int = 1001, **changed: Any) -> Offer:
    """An adult with time for the elderly."""
    given: dict[str, Any] = {
        "id": uid(number),
        "kind": OfferKind.MEMBER,
        "categories": frozenset({"elder"}),
        "helps": frozenset({Help.TIME}),
        "owner_ids": frozenset({uid(number)}),
        "age": 40,
        **changed,
    }
    return Offer(**given)


def window(day: int, start: int, end: int) -> Window:
    """A weekly window on a weekday (Monday 0), from hour to hour."""
    return Window(day * DAY + start * 60, day * DAY + end * 60)


def slot(day: int, start: int, end: int) -> Slot:
    """A stretch on a day of the horizon, from hour to hour."""
    return Slot(day * DAY + start * 60, day * DAY + end * 60)
