"""Invitations that ran out: the place goes to whoever waits, and those who were asked and who asked them are told."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.models import Shift, SignUp
from backend.volunteering.moves import SIGN_UP_MOVES, SignUpMove
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.places import pass_places_on
from backend.volunteering.types import SignUpState, Subject

SHIFTS_A_BATCH = 50


def communities_with_invitations_over(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with an invitation that ran out (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(SignUp.community_id).where(SignUp.state == SignUpState.INVITED, SignUp.answer_by <= uow.now).distinct()
    ).all()


def end_invitations(uow: UnitOfWork, community_id: int) -> int:
    """End what ran out on one batch of shifts; return how many invitations. Shifts first: that is everybody's order."""
    over = (SignUp.community_id == community_id, SignUp.state == SignUpState.INVITED, SignUp.answer_by <= uow.now)
    shifts = uow.session.scalars(
        select(Shift)
        .where(Shift.community_id == community_id, Shift.id.in_(select(SignUp.shift_id).where(*over)))
        .order_by(Shift.id)
        .limit(SHIFTS_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    rows = uow.session.scalars(
        select(SignUp)
        .where(*over, SignUp.shift_id.in_([shift.id for shift in shifts]))
        .order_by(SignUp.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    for row in rows:
        row.state = SIGN_UP_MOVES.next(SignUpState.INVITED, SignUpMove.LAPSE)
        row.busy = row.answer_by = None
    moves = [Moved(row.id, SignUpMove.LAPSE, SignUpState.INVITED, row.state) for row in rows]
    write_moves(uow, community_id, Subject.SIGN_UP, moves)
    events.tell_lapsed(uow, {shift.id: shift for shift in shifts}, rows)
    uow.session.flush()
    pass_places_on(uow, shifts, rows)
    return len(rows)
