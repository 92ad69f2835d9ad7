"""Closing shifts that are over: who never came, who never checked out. It confirms nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.models import ServiceRecord, Shift, SignUp
from backend.volunteering.moves import (
    RECORD_MOVES,
    SHIFT_MOVES,
    SIGN_UP_MOVES,
    RecordMove,
    ShiftMove,
    SignUpMove,
)
from backend.volunteering.rules.hours import CHECK_AFTER, minutes_served
from backend.volunteering.service.flagging import raise_flags
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.places import short_notice
from backend.volunteering.types import Flag, Purpose, RaisedFlag, RecordState, ShiftState, SignUpState, Subject

SHIFTS_A_BATCH = 100
# The codes open up to and including the last moment of the window.
CLOSES_AFTER = CHECK_AFTER + timedelta(seconds=1)
AT_THE_END = {
    SignUpState.INVITED: SignUpMove.LAPSE,
    SignUpState.SIGNED_UP: SignUpMove.MISS,
    SignUpState.WAITING: SignUpMove.CANCEL,
    SignUpState.CHECKED_IN: SignUpMove.CHECK_OUT,
}
# Two neighbours need no code to be quit: without one there is no record, but nobody is noted as not having come.
AT_A_PRIVATE_END = {**AT_THE_END, SignUpState.SIGNED_UP: SignUpMove.CANCEL}


def communities_with_shifts_to_close(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with a shift that is over (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(Shift.community_id)
        .where(Shift.state == ShiftState.OPEN, Shift.ends_at <= uow.now - CLOSES_AFTER)
        .distinct()
    ).all()


def close_shifts(uow: UnitOfWork, community_id: int) -> int:
    """Close one batch of shifts whose codes open no more; return how many."""
    shifts = uow.session.scalars(
        select(Shift)
        .where(
            Shift.community_id == community_id,
            Shift.state == ShiftState.OPEN,
            Shift.ends_at <= uow.now - CLOSES_AFTER,
        )
        .order_by(Shift.ends_at, Shift.id)
        .limit(SHIFTS_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    if not shifts:
        return 0
    moves = []
    for shift in shifts:
        shift.state = SHIFT_MOVES.next(ShiftState(shift.state), ShiftMove.END)
        moves.append(Moved(shift.id, ShiftMove.END, ShiftState.OPEN, shift.state))
    write_moves(uow, community_id, Subject.SHIFT, moves)
    by_id = {shift.id: shift for shift in shifts}
    for ends, purpose in ((AT_THE_END, Purpose.ACTIVITY), (AT_A_PRIVATE_END, Purpose.EXCHANGE)):
        missed = _close_sign_ups(uow, community_id, [shift for shift in shifts if shift.purpose == purpose], ends)
        events.tell_missed(uow, [(by_id[row.shift_id], row) for row in missed])
    _close_records(uow, community_id, by_id)
    return len(shifts)


def _close_sign_ups(
    uow: UnitOfWork, community_id: int, shifts: Sequence[Shift], ends: Mapping[SignUpState, SignUpMove]
) -> list[SignUp]:
    """End what stands on the shifts; return who never came, without those whom a place surprised."""
    if not shifts:
        return []
    starts = {shift.id: shift.starts_at for shift in shifts}
    rows = uow.session.scalars(
        select(SignUp)
        .where(
            SignUp.community_id == community_id,
            SignUp.shift_id.in_(starts),
            SignUp.state.in_(list(ends)),
        )
        .order_by(SignUp.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    by_move: dict[tuple[SignUpState, SignUpMove], list[SignUp]] = {}
    for row in rows:
        state = SignUpState(row.state)
        by_move.setdefault((state, _end_of(row, starts[row.shift_id], ends[state])), []).append(row)
    moves = []
    for (state, move), ended in by_move.items():
        ids, after = [row.id for row in ended], SIGN_UP_MOVES.next(state, move)
        moves += [Moved(id_, move, state, after) for id_ in ids]
        _set_state(uow, community_id, ids, after)
    write_moves(uow, community_id, Subject.SIGN_UP, moves)
    return by_move.get((SignUpState.SIGNED_UP, SignUpMove.MISS), [])


def _end_of(row: SignUp, starts_at: datetime, move: SignUpMove) -> SignUpMove:
    """Return ``move``, but let somebody go without a word whom the waiting list gave a place at short notice."""
    return SignUpMove.CANCEL if move is SignUpMove.MISS and short_notice(row, starts_at) else move


def _set_state(uow: UnitOfWork, community_id: int, ids: Sequence[UUID], state: SignUpState) -> None:
    if not ids:
        return
    freed = {"busy": None, "answer_by": None} if state is SignUpState.CANCELLED else {}
    uow.session.execute(
        update(SignUp)
        .where(SignUp.community_id == community_id, SignUp.id.in_(ids))
        .values(state=state, **freed)
        .execution_options(synchronize_session=False)
    )


def _close_records(uow: UnitOfWork, community_id: int, shifts: dict[UUID, Shift]) -> None:
    """Check out who forgot to: the planned end counts at most, and a supervisor will look at it."""
    records = uow.session.scalars(
        select(ServiceRecord)
        .where(
            ServiceRecord.community_id == community_id,
            ServiceRecord.shift_id.in_(shifts),
            ServiceRecord.state == RecordState.CHECKED_IN,
        )
        .order_by(ServiceRecord.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    moves = [_close(record, shifts[record.shift_id]) for record in records]
    uow.session.flush()
    raise_flags(uow, community_id, [RaisedFlag(record.id, Flag.MISSING_CHECK_OUT) for record in records])
    write_moves(uow, community_id, Subject.RECORD, moves)
    events.tell_records_moved(uow, community_id, [(r, shifts[r.shift_id].title) for r in records])


def close_record(uow: UnitOfWork, shift: Shift, record: ServiceRecord) -> None:
    """Check out at the planned end whose check-in arrived after the shift was closed."""
    moved = _close(record, shift)
    uow.session.flush()
    raise_flags(uow, record.community_id, [RaisedFlag(record.id, Flag.MISSING_CHECK_OUT)])
    write_moves(uow, record.community_id, Subject.RECORD, [moved])


def _close(record: ServiceRecord, shift: Shift) -> Moved:
    record.checked_out_at = max(shift.ends_at, record.checked_in_at)
    record.minutes = minutes_served(
        came=record.checked_in_at, left=record.checked_out_at, starts_at=shift.starts_at, ends_at=shift.ends_at
    )
    record.state = RECORD_MOVES.next(RecordState.CHECKED_IN, RecordMove.CLOSE)
    return Moved(record.id, RecordMove.CLOSE, RecordState.CHECKED_IN, record.state)
