"""Flags on records: raising them with the figures that explain them, and reading them. None is ever taken off."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.dialects.postgresql import insert

from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.models import MoveRow, RecordFlag, ServiceRecord
from backend.volunteering.moves import RECORD_MOVES, RecordMove
from backend.volunteering.rules.flag_words import FLAG_NAMES, explain
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.parts import shifts_by_ids
from backend.volunteering.types import HOLDING_FLAGS, Flag, RaisedFlag, RecordState, Subject

# What lets a record go on notice although it is flagged.
RULINGS = (RecordMove.UPHOLD, RecordMove.LOWER)
# What was entered stays as it is, whatever is found later.
ENTERED = frozenset({RecordState.ENTERED, RecordState.CORRECTED})


def raise_flags(uow: UnitOfWork, community_id: int, raised: Sequence[RaisedFlag]) -> None:
    """Raise flags; a code that a record has already is not raised again, so whoever ruled on it is not asked twice.

    A holding flag takes a record on notice to a supervisor; one before notice is held when it would go there; one in
    the statutory record can't be held any more and is marked for a supervisor's list. Locks the records by their ids.
    """
    if not raised:
        return
    records = lock_records(uow, community_id, {each.record_id for each in raised})
    rows = {
        (each.record_id, each.code): {
            "community_id": community_id,
            "record_id": each.record_id,
            "code": each.code.value,
            "facts": dict(each.facts),
            "after_entry": records[each.record_id].state in ENTERED,
            "raised_at": uow.now,
        }
        for each in raised
    }
    statement = insert(RecordFlag).values(list(rows.values())).on_conflict_do_nothing()
    new = uow.session.execute(statement.returning(RecordFlag.record_id, RecordFlag.code)).all()
    holding = {row.record_id for row in new if row.code in HOLDING_FLAGS}
    _hold(uow, community_id, [records[id_] for id_ in sorted(holding)])


def lock_records(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, ServiceRecord]:
    """Return the records locked, in the order of their ids."""
    rows = uow.session.scalars(
        select(ServiceRecord)
        .where(ServiceRecord.community_id == community_id, ServiceRecord.id.in_(ids))
        .order_by(ServiceRecord.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def _hold(uow: UnitOfWork, community_id: int, records: Sequence[ServiceRecord]) -> None:
    """Take those on notice off it, and tell whose hours they are."""
    held = [record for record in records if record.state == RecordState.ON_NOTICE]
    if not held:
        return
    state = RECORD_MOVES.next(RecordState.ON_NOTICE, RecordMove.HOLD)
    for record in held:
        record.state = state
    uow.session.flush()
    moves = [Moved(record.id, RecordMove.HOLD, RecordState.ON_NOTICE, state) for record in held]
    write_moves(uow, community_id, Subject.RECORD, moves)
    shifts = shifts_by_ids(uow, community_id, {record.shift_id for record in held})
    events.tell_records_moved(uow, community_id, [(record, shifts[record.shift_id].title) for record in held])


def is_to_be_held(uow: UnitOfWork, record: ServiceRecord) -> bool:
    """Tell whether a flag holds the record for a supervisor: one that nobody has ruled on since."""
    of_record = (RecordFlag.community_id == record.community_id, RecordFlag.record_id == record.id)
    unruled = select(RecordFlag.code).where(*of_record, RecordFlag.code.in_(HOLDING_FLAGS), _is_unruled())
    return uow.session.execute(unruled.limit(1)).first() is not None


def _is_unruled() -> ColumnElement[bool]:
    """Tell of a flag that nobody has ruled on its record since it was raised."""
    ruled_since = select(MoveRow.id).where(
        MoveRow.community_id == RecordFlag.community_id,
        MoveRow.subject_id == RecordFlag.record_id,
        MoveRow.move.in_(RULINGS),
        MoveRow.at >= RecordFlag.raised_at,
    )
    return ~ruled_since.exists()


def is_flagged_late(community_id: int) -> ColumnElement[bool]:
    """Tell whether a record was flagged when it was entered already, and nobody has said since that it stands."""
    return ServiceRecord.id.in_(_late(community_id))


def _late(community_id: int) -> Select[UUID]:
    return select(RecordFlag.record_id).where(
        RecordFlag.community_id == community_id, RecordFlag.after_entry, _is_unruled()
    )


def waiting_late(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> frozenset[UUID]:
    """Return those of the records that were flagged after entry and wait for somebody to say whether they stand."""
    return frozenset(uow.session.scalars(_late(community_id).where(RecordFlag.record_id.in_(set(ids)))))


def has_rushed(uow: UnitOfWork, record: ServiceRecord, member_id: UUID) -> bool:
    """Tell whether the record is flagged for rulings in haste and the member has ruled on it."""
    ruled = select(MoveRow.id).where(
        MoveRow.community_id == RecordFlag.community_id,
        MoveRow.subject_id == RecordFlag.record_id,
        MoveRow.move.in_(RULINGS),
        MoveRow.by_member_id == member_id,
    )
    rushed = select(RecordFlag.code).where(
        RecordFlag.community_id == record.community_id,
        RecordFlag.record_id == record.id,
        RecordFlag.code == Flag.QUICK_RULINGS,
        ruled.exists(),
    )
    return uow.session.execute(rushed).first() is not None


def flags_of_records(
    uow: UnitOfWork, community_id: int, record_ids: Collection[UUID]
) -> dict[UUID, list[dict[str, str | bool]]]:
    """Return each record's flags as the API shows them: code, name (at most 16 characters), text, holds."""
    if not record_ids:
        return {}
    rows = uow.session.execute(
        select(RecordFlag.record_id, RecordFlag.code, RecordFlag.facts)
        .where(RecordFlag.community_id == community_id, RecordFlag.record_id.in_(set(record_ids)))
        .order_by(RecordFlag.record_id, RecordFlag.raised_at, RecordFlag.code)
    )
    found: dict[UUID, list[dict[str, str | bool]]] = {}
    for record_id, code, facts in rows:
        flag = Flag(code)
        shown = {"code": code, "name": FLAG_NAMES[flag], "text": explain(flag, facts), "holds": flag in HOLDING_FLAGS}
        found.setdefault(record_id, []).append(shown)
    return found
