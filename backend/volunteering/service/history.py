"""The history of shifts, sign-ups and records: every move leaves a line, and no line ever changes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast
from uuid import UUID

from sqlalchemy import Table, insert, select

from backend.infra.uow import UnitOfWork
from backend.volunteering.models import MoveRow, ServiceRecord
from backend.volunteering.moves import RECORD_MOVES, RecordMove
from backend.volunteering.types import RecordState, Subject


@dataclass(frozen=True, slots=True)
class Moved:
    """One move of one subject; ``by`` is None for what time brought."""

    subject_id: UUID
    move: StrEnum
    from_state: str
    to_state: str
    by: UUID | None = None
    note: str | None = None


_INSERT = insert(cast(Table, MoveRow.__table__))  # past the ORM, which has nothing to add


def write_moves(uow: UnitOfWork, community_id: int, subject: Subject, moves: Sequence[Moved]) -> None:
    """Write lines of history, in the order given, in one statement."""
    if not moves:
        return
    rows = [
        {
            "community_id": community_id,
            "id": uow.new_id(),
            "subject": subject.value,
            "subject_id": moved.subject_id,
            "move": moved.move.value,
            "from_state": moved.from_state,
            "to_state": moved.to_state,
            "by_member_id": moved.by,
            "note": moved.note,
            "at": uow.now,
        }
        for moved in moves
    ]
    uow.session.execute(_INSERT, rows)


def go(uow: UnitOfWork, record: ServiceRecord, move: RecordMove, *, by: UUID | None, note: str | None = None) -> None:
    """Make one move of a locked record and leave its line; raises MoveNotAllowedError."""
    before = RecordState(record.state)
    record.state = RECORD_MOVES.next(before, move)
    moved = Moved(record.id, move, before, record.state, by, note)
    write_moves(uow, record.community_id, Subject.RECORD, [moved])


def list_moves(uow: UnitOfWork, community_id: int, subject_ids: Collection[UUID]) -> dict[UUID, list[MoveRow]]:
    """Return each subject's lines, oldest first."""
    if not subject_ids:
        return {}
    rows = uow.session.scalars(
        select(MoveRow)
        .where(MoveRow.community_id == community_id, MoveRow.subject_id.in_(set(subject_ids)))
        .order_by(MoveRow.subject_id, MoveRow.id)
    )
    found: dict[UUID, list[MoveRow]] = {}
    for row in rows:
        found.setdefault(row.subject_id, []).append(row)
    return found
