"""What lists 8 and 6 tell beside their entries: counted from append-only rows as of the end of a day that is over."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.books import service as books
from backend.books.types import Book
from backend.core.clock import end_of_day
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import TariffBook
from backend.volunteering.models import EnteredRecord
from backend.volunteering.rules.tariff import line_for
from backend.volunteering.service.in_force import in_force

_BOOKS = {Book.TIME: TariffBook.TIME, Book.POINT: TariffBook.POINT}


def action_figures(
    uow: UnitOfWork, community_id: int, versions: Mapping[UUID, int], until: date
) -> dict[UUID, dict[str, Any]]:
    """Return how many shifts, different people and minutes were entered for each action."""
    if not versions:
        return {}
    rows = uow.session.execute(
        select(
            EnteredRecord.entry_id,
            func.count(EnteredRecord.shift_id.distinct()),
            func.count(EnteredRecord.performed_by.distinct()),
            func.sum(EnteredRecord.minutes),
        )
        .where(
            EnteredRecord.community_id == community_id,
            EnteredRecord.entry_id.in_(list(versions)),
            in_force(end_of_day(until)),
        )
        .group_by(EnteredRecord.entry_id)
    )
    return {
        id_: {"shifts": shifts, "people": people, "minutes": int(minutes)}
        for id_, shifts, people, minutes in rows
        if id_ is not None
    }


def benefit_figures(
    uow: UnitOfWork, community_id: int, versions: Mapping[UUID, int], until: date
) -> dict[UUID, dict[str, Any]]:
    """Return by tariff entry how many records it paid for, their minutes, and what it paid (points or minutes).

    A correction counts from the day it was entered on, what it took back from the day on which that was taken.
    """
    if not versions:
        return {}
    paid: dict[tuple[UUID, Book], list[tuple[UUID, int]]] = defaultdict(list)
    served = _served(uow, community_id, end_of_day(until))
    for record_id, book, amount in books.earnings_before(uow, community_id, end_of_day(until)):
        paid[served.roots[record_id], book].append((record_id, amount))
    tariff = lists.tariff_of(uow, community_id)
    found: dict[UUID, dict[str, Any]] = defaultdict(lambda: {"records": 0, "minutes": 0, "amount": 0})
    for (root, book), amounts in paid.items():
        category, served_on, minutes = served.in_force[root]
        line = line_for(_BOOKS[book], category, [line for line in tariff if line.holds_on(served_on)])
        if line is None:
            continue
        # A transfer to the pool stands beside the member's; what corrections earned or gave back is none more.
        times = (sum(id_ == root and amount > 0 for id_, amount in amounts) or 1) if minutes else 0
        figures = found[line.entry_id]
        figures["records"] += times
        figures["minutes"] += minutes * times
        figures["amount"] += sum(amount for _, amount in amounts)
    return {id_: figures for id_, figures in found.items() if id_ in versions}


@dataclass(frozen=True, slots=True)
class _Served:
    """By record the first of its presence, and by that one what is in force: category, day of service, minutes."""

    roots: dict[UUID, UUID]
    in_force: dict[UUID, tuple[str, date, int]]


def _served(uow: UnitOfWork, community_id: int, before: datetime) -> _Served:
    """Return what was entered before a moment; all of the community's is read, not thousands of ids."""
    rows = uow.session.execute(
        select(
            EnteredRecord.id,
            EnteredRecord.corrects_id,
            EnteredRecord.category,
            EnteredRecord.served_on,
            EnteredRecord.minutes,
        )
        .where(EnteredRecord.community_id == community_id, EnteredRecord.entered_at < before)
        .order_by(EnteredRecord.entered_at, EnteredRecord.id)
    )
    served = _Served({}, {})
    for id_, corrects_id, category, served_on, minutes in rows:
        root = served.roots[id_] = served.roots[corrects_id] if corrects_id else id_
        served.in_force[root] = category, served_on, minutes
    return served
