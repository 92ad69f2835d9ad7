"""Private shifts: one neighbour's time for another, agreed on elsewhere. On no list, nobody else's to see or join."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.rotating_code import new_secret
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import ServiceRecord, Shift, SignUp
from backend.volunteering.moves import SHIFT_MOVES, RecordMove, ShiftMove
from backend.volunteering.rules.hours import check_shift_times
from backend.volunteering.service.audit.planning import plan_audits
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.parts import record_number
from backend.volunteering.service.places import take_place
from backend.volunteering.service.record import move_record
from backend.volunteering.service.shift import cancel_sign_ups, lock_shift
from backend.volunteering.types import (
    RECORD_STATE_NAMES,
    NewPrivateShift,
    Purpose,
    RecordRef,
    RecordSource,
    RecordState,
    ShiftState,
    SignUpState,
    Subject,
)


def open_private_shift(uow: UnitOfWork, community_id: int, new: NewPrivateShift) -> UUID:
    """Open the shift with its helper on it and return its id; who may is the caller's to decide.

    Presence, witness, confirmation and notice then go their usual way; what is entered earns nothing.
    Raises InvalidError (times) and OwnClashError where the helper is on another shift at that time.
    """
    check_shift_times(new.starts_at, new.ends_at, now=uow.now)
    shift = Shift(
        community_id=community_id,
        id=uow.new_id(),
        purpose=Purpose.EXCHANGE,
        leader_id=new.leader_id,
        beneficiary_id=new.beneficiary_id,
        title=new.title,
        category=new.category,
        place=new.place,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        places=1,
        places_taken=0,
        risks=[],
        dangerous=False,
        code_secret=new_secret(),
        state=ShiftState.OPEN,
        created_by=new.leader_id,
        created_at=uow.now,
    )
    uow.session.add(shift)
    plan_audits(uow, community_id)
    uow.session.flush()
    take_place(uow, shift, new.helper_id, accept_risks=False)
    return shift.id


def cancel_private_shift(uow: UnitOfWork, community_id: int, shift_id: UUID, *, by: UUID | None) -> None:
    """Free the helper's time; where somebody has checked in, or it is over, it stays as it is."""
    shift = lock_shift(uow, community_id, shift_id)
    if shift.state != ShiftState.OPEN or _has_come(uow, shift):
        return
    before, shift.state = shift.state, SHIFT_MOVES.next(ShiftState(shift.state), ShiftMove.CANCEL)
    shift.places_taken = 0
    cancel_sign_ups(uow, [shift], by=by)
    write_moves(uow, community_id, Subject.SHIFT, [Moved(shift.id, ShiftMove.CANCEL, before, ShiftState.CANCELLED, by)])
    uow.session.flush()


def _has_come(uow: UnitOfWork, shift: Shift) -> bool:
    """Tell whether somebody is there; locks the sign-ups, so that nobody checks in meanwhile."""
    states = uow.session.scalars(
        select(SignUp.state)
        .where(SignUp.community_id == shift.community_id, SignUp.shift_id == shift.id)
        .order_by(SignUp.id)
        .with_for_update(key_share=True)
    ).all()
    return any(state not in (SignUpState.SIGNED_UP, SignUpState.CANCELLED) for state in states)


def records_of_shifts(uow: UnitOfWork, community_id: int, shift_ids: Collection[UUID]) -> dict[UUID, RecordRef]:
    """Return the record of each private shift at which the helper checked in."""
    if not shift_ids:
        return {}
    rows = uow.session.scalars(
        select(ServiceRecord)
        .where(
            ServiceRecord.community_id == community_id,
            ServiceRecord.shift_id.in_(set(shift_ids)),
            ServiceRecord.source != RecordSource.CORRECTION,
        )
        .execution_options(populate_existing=True)
    )
    return {
        row.shift_id: RecordRef(
            row.id,
            row.shift_id,
            record_number(row.number),
            RecordState(row.state),
            RECORD_STATE_NAMES[RecordState(row.state)],
            row.minutes,
            row.witnessed_by,
        )
        for row in rows
    }


def witness_record(uow: UnitOfWork, actor: Actor, community_id: int, record_id: UUID, *, note: str | None) -> None:
    """Bear witness to a record as who was helped, or as staff who asked them by telephone; raises what that raises."""
    move_record(uow, actor, community_id, record_id, RecordMove.WITNESS, note=note)
