"""The history of shifts, sign-ups and records: every move leaves a line, and no line ever changes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select, text

from backend.infra.uow import UnitOfWork
from backend.volunteering.models import MoveRow, ServiceRecord
from backend.volunteering.moves import RECORD_MOVES, RecordMove
from backend.volunteering.types import RecordState, Subject

# Arrays: thousands of lines come at once, and each value bound by itself costs as much as its row.
_WRITE = text(
    "INSERT INTO volunteering_moves"
    " (community_id, id, subject, subject_id, move, from_state, to_state, by_member_id, note, at)"
    " SELECT :community_id, m.id, :subject, m.subject_id, m.move, m.from_state, m.to_state, m.by_member_id, m.note, :at"
    " FROM unnest(CAST(:ids AS uuid[]), CAST(:subject_ids AS uuid[]), CAST(:moves AS text[]),"
    " CAST(:from_states AS text[]), CAST(:to_states AS text[]), CAST(:hands AS uuid[]), CAST(:notes AS text[]))"
    " AS m (id, subject_id, move, from_state, to_state, by_member_id, note)"
)


@dataclass(frozen=True, slots=True)
class Moved:
    """One move of one subject; ``by`` is None for what time brought."""

    subject_id: UUID
    move: StrEnum
    from_state: str
    to_state: str
    by: UUID | None = None
    note: str | None = None


def write_moves(uow: UnitOfWork, community_id: int, subject: Subject, moves: Sequence[Moved]) -> None:
    """Write lines of history, in the order given, in one statement."""
    if not moves:
        return
    lines = {
        "community_id": community_id,
        "subject": subject.value,
        "at": uow.now,
        "ids": [uow.new_id() for _ in moves],
        "subject_ids": [moved.subject_id for moved in moves],
        "moves": [moved.move.value for moved in moves],
        "from_states": [str(moved.from_state) for moved in moves],
        "to_states": [str(moved.to_state) for moved in moves],
        "hands": [moved.by for moved in moves],
        "notes": [moved.note for moved in moves],
    }
    uow.session.execute(_WRITE, lines)


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
