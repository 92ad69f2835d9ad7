"""What may be certified: entered records in force, and which of them were corrected since."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select

from backend.infra.uow import UnitOfWork
from backend.volunteering.models import EnteredRecord
from backend.volunteering.service.in_force import in_force
from backend.volunteering.service.parts import record_number
from backend.volunteering.types.certified import CertifiedRecord


def list_certified_records(
    uow: UnitOfWork, community_id: int, member_id: UUID, *, first: date | None, last: date | None, limit: int
) -> Sequence[CertifiedRecord]:
    """Return a member's records in force of the days from ``first`` to ``last`` (both in), oldest first."""
    wanted = select(EnteredRecord).where(
        EnteredRecord.community_id == community_id,
        EnteredRecord.performed_by == member_id,
        in_force(),
    )
    if first is not None:
        wanted = wanted.where(EnteredRecord.served_on >= first)
    if last is not None:
        wanted = wanted.where(EnteredRecord.served_on <= last)
    rows = uow.session.scalars(wanted.order_by(EnteredRecord.served_on, EnteredRecord.number).limit(limit))
    return [
        CertifiedRecord(row.id, record_number(row.number), row.served_on, row.title, row.category, row.minutes)
        for row in rows
    ]


def corrected_since(uow: UnitOfWork, community_id: int, ids: Select[UUID]) -> dict[UUID, datetime]:
    """Return those of the entered records (a SELECT of their ids) that a later one replaced, and when."""
    rows = uow.session.execute(
        select(EnteredRecord.corrects_id, EnteredRecord.entered_at).where(
            EnteredRecord.community_id == community_id, EnteredRecord.corrects_id.in_(ids)
        )
    )
    return {row.corrects_id: row.entered_at for row in rows if row.corrects_id is not None}
