"""The tariff in force: one line a benefit entry, written when it is adopted and ended when it is closed."""

from collections.abc import Sequence
from datetime import date

from psycopg.errors import ExclusionViolation
from sqlalchemy import delete, or_, select

from backend.books import service as books
from backend.core.clock import local_date
from backend.infra import numbers
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.lists.errors import TariffNotInPackError, TariffOverlapError, TariffTooLateError
from backend.lists.models import TariffRow
from backend.lists.rules import decide_tariff_end
from backend.lists.types import EntryRef, Measure, TariffBook, TariffLine


def tariff_on(uow: UnitOfWork, community_id: int, day: date) -> Sequence[TariffLine]:
    """Return the lines in force on a day of service; volunteering chooses among them."""
    rows = uow.session.scalars(
        select(TariffRow)
        .where(
            TariffRow.community_id == community_id,
            TariffRow.valid_from <= day,
            or_(TariffRow.valid_to.is_(None), TariffRow.valid_to >= day),
        )
        .order_by(TariffRow.entry_id)
    )
    return [_to_line(row) for row in rows]


def tariff_of(uow: UnitOfWork, community_id: int) -> Sequence[TariffLine]:
    """Return every line there ever was; what was served under one keeps it."""
    rows = uow.session.scalars(
        select(TariffRow).where(TariffRow.community_id == community_id).order_by(TariffRow.entry_id)
    )
    return [_to_line(row) for row in rows]


def _to_line(row: TariffRow) -> TariffLine:
    return TariffLine(
        entry_id=row.entry_id,
        category=row.category,
        measure=Measure(row.measure),
        book=TariffBook(row.book),
        amount=row.amount,
        cap_per_day=row.cap_per_day,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def open_tariff_line(uow: UnitOfWork, entry: EntryRef) -> None:
    """Bring the benefit entry's line into force; the past is not rewritten.

    Raises TariffOverlapError, TariffNotInPackError and TariffTooLateError.
    """
    valid_from = date.fromisoformat(entry.details["valid_from"])
    if books.is_service_booked(uow, entry.community_id, valid_from):
        raise TariffTooLateError
    _refuse_other_book(uow, entry, valid_from)
    # The counter's row lets one adoption at a time through: inserts at once may deadlock on an exclusion constraint.
    numbers.next_number(uow, entry.community_id, "tariff_line")
    valid_to = entry.details.get("valid_to")
    row = TariffRow(
        community_id=entry.community_id,
        entry_id=entry.id,
        category=entry.details.get("category"),
        measure=entry.details["measure"],
        book=entry.details["book"],
        amount=entry.details["amount"],
        cap_per_day=entry.details.get("cap_per_day"),
        valid_from=valid_from,
        valid_to=date.fromisoformat(valid_to) if valid_to else None,
    )
    add_or_refuse(uow, row, refusal=TariffOverlapError, violates=ExclusionViolation)


def _refuse_other_book(uow: UnitOfWork, entry: EntryRef, day: date) -> None:
    """A benefit narrows the rule pack; an hour earns in no book that the pack does not name."""
    pack = books.pack_on(uow, entry.community_id, day)
    if pack is None or entry.details["measure"] != Measure.HOUR:
        return
    if pack.earn.book not in (None, entry.details["book"]):
        raise TariffNotInPackError(pack=pack.code, book=pack.earn.book)


def end_tariff_line(uow: UnitOfWork, entry: EntryRef) -> None:
    """End the entry's line today; one that has not begun is taken away. Without a line nothing happens."""
    row = uow.session.scalars(
        select(TariffRow)
        .where(TariffRow.community_id == entry.community_id, TariffRow.entry_id == entry.id)
        .with_for_update()
    ).one_or_none()
    if row is None:
        return
    today = local_date(uow.now)
    end = decide_tariff_end(valid_from=row.valid_from, valid_to=row.valid_to, today=today)
    if end is not None:
        row.valid_to = end
        uow.session.flush()
        return
    uow.session.execute(
        delete(TariffRow).where(TariffRow.community_id == entry.community_id, TariffRow.entry_id == entry.id)
    )
