"""What lists 8 and 6 tell beside their entries: counted from append-only rows as of the end of a day that is over."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
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
    """Return by tariff entry how many records it paid for, their minutes, and what it paid (points or minutes)."""
    if not versions:
        return {}
    paid = books.earnings_before(uow, community_id, end_of_day(until))
    records = _records(uow, community_id, {record_id for record_id, _, _ in paid})
    tariff = lists.tariff_of(uow, community_id)
    found: dict[UUID, dict[str, Any]] = defaultdict(lambda: {"records": 0, "minutes": 0, "amount": 0})
    for record_id, book, amount in paid:
        category, served_on, minutes = records[record_id]
        line = line_for(_BOOKS[book], category, [line for line in tariff if line.holds_on(served_on)])
        if line is not None:
            figures = found[line.entry_id]
            figures["records"] += 1
            figures["minutes"] += minutes
            figures["amount"] += amount
    return {id_: figures for id_, figures in found.items() if id_ in versions}


def _records(uow: UnitOfWork, community_id: int, ids: set[UUID]) -> dict[UUID, tuple[str, date, int]]:
    """Return category, day of service and minutes by record; all of the community's are read, not thousands of ids."""
    rows = uow.session.execute(
        select(EnteredRecord.id, EnteredRecord.category, EnteredRecord.served_on, EnteredRecord.minutes).where(
            EnteredRecord.community_id == community_id
        )
    )
    return {id_: (category, served_on, minutes) for id_, category, served_on, minutes in rows if id_ in ids}
