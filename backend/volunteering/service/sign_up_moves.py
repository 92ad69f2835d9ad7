"""What becomes of a sign-up by somebody's word: cancelled, accepted, declined, a qualification confirmed, excused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.core.actor import Actor
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.errors import QualificationNeededError, ReasonNeededError, ShiftStartedError, TooLateError
from backend.volunteering.models import Shift, ShiftRole, SignUp
from backend.volunteering.moves import SIGN_UP_MOVES, SignUpMove
from backend.volunteering.rules.promises import EXCUSE_WITHIN, free_until
from backend.volunteering.service.fitness import check_choices, check_risks
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.places import HOLDING, pass_places_on, take_free
from backend.volunteering.service.shift import lock_shift, refuse_private
from backend.volunteering.service.sign_up import NOTHING_CHOSEN
from backend.volunteering.service.sign_up_grounds import permit_move
from backend.volunteering.service.sign_up_view import view_sign_ups
from backend.volunteering.types import SignUpState, Subject
from backend.volunteering.types.activities import AskedAs, SignUpWish


@dataclass(frozen=True, slots=True)
class Said:
    """What comes with a move."""

    accept_risks: bool = False
    note: str | None = None
    wish: SignUpWish = NOTHING_CHOSEN


NOTHING_SAID = Said()


def move_sign_up(
    uow: UnitOfWork, actor: Actor, community_id: int, sign_up_id: UUID, move: SignUpMove, said: Said = NOTHING_SAID
) -> dict[str, Any]:
    """Cancel, accept, decline, take back, confirm a qualification or excuse; whoever waits longest moves up.

    Raises NotFoundError, ForbiddenError, MoveNotAllowedError, ShiftStartedError, ReasonNeededError (a late
    cancellation, an excuse), TooLateError (the answer's or the excuse's time is over), RisksNotAcceptedError,
    QualificationNeededError, InvalidError (unit).
    """
    row = uow.session.get(SignUp, (community_id, sign_up_id))
    if row is None:
        raise NotFoundError
    shift = lock_shift(uow, community_id, row.shift_id)
    permit_move(actor, row, shift, move)
    refuse_private(shift)
    uow.session.refresh(row, with_for_update={"key_share": True})
    before = SignUpState(row.state)
    after = SIGN_UP_MOVES.next(before, move)
    _DECIDE[move](uow, actor, shift, row, said)
    row.state = after
    if after is SignUpState.CANCELLED:
        row.busy = row.answer_by = None
    write_moves(uow, community_id, Subject.SIGN_UP, [Moved(row.id, move, before, after, actor.member_id)])
    uow.session.flush()
    _tell(uow, shift, row, move, before)
    if before in HOLDING and after is SignUpState.CANCELLED:
        pass_places_on(uow, [shift], [row])
    if move is SignUpMove.ACCEPT and after is SignUpState.WAITING:
        _take_if_free(uow, shift, row)
    return view_sign_ups(uow, actor, [row])[0]


def _tell(uow: UnitOfWork, shift: Shift, row: SignUp, move: SignUpMove, before: SignUpState) -> None:
    """Tell whom it concerns and who did not do it themselves."""
    if move is SignUpMove.CANCEL:
        events.tell_sign_up(uow, events.SIGN_UP_CANCELLED, shift, row)
    elif move is SignUpMove.ACCEPT and before is SignUpState.INVITED:
        events.tell_sign_up(uow, events.SIGNED_UP, shift, row)
    elif move in (SignUpMove.ACCEPT, SignUpMove.DECLINE):
        events.tell_answered(uow, shift, row, accepted=move is SignUpMove.ACCEPT)
    elif move is SignUpMove.TAKE_BACK:
        events.tell_taken_back(uow, shift, row)
    elif move is SignUpMove.EXCUSE:
        events.tell_excused(uow, shift, row)


def _cancel(uow: UnitOfWork, actor: Actor, shift: Shift, row: SignUp, said: Said) -> None:
    """Note a late cancellation of a place with its reason."""
    if uow.now >= shift.starts_at:
        raise ShiftStartedError
    until = free_until(starts_at=shift.starts_at, cancel_hours=shift.cancel_hours, placed_at=row.placed_at)
    if row.state == SignUpState.SIGNED_UP and uow.now > until:
        if not said.note:
            raise ReasonNeededError(f"活动前{shift.cancel_hours}小时内取消，请写明原因", free_until=until.isoformat())
        row.cancelled_late_at, row.cancel_reason = uow.now, said.note


def _accept(uow: UnitOfWork, actor: Actor, shift: Shift, row: SignUp, said: Said) -> None:
    """Give the word that was asked for; who is invited says the rest of what one says when signing up."""
    _check_unanswered(uow, shift, row)
    if row.asked_as != AskedAs.LEADER:
        check_risks(shift, accept_risks=said.accept_risks)
        row.risks_accepted_at = uow.now if said.accept_risks else row.risks_accepted_at
    if row.asked_as == AskedAs.SELF:
        role = uow.session.get(ShiftRole, (row.community_id, row.role_id)) if row.role_id else None
        check_choices(actor, role, said.wish)
        row.for_unit_id, row.qualification_number = said.wish.for_unit_id, said.wish.qualification_number
    if row.asked_as == AskedAs.GUARDIAN and row.role_id and row.qualification_number is None:
        role = uow.session.get_one(ShiftRole, (row.community_id, row.role_id))
        if role.qualification is not None:
            raise QualificationNeededError(qualification=role.qualification)
    row.answered_at = uow.now
    if row.state == SignUpState.INVITED:
        row.answer_by, row.placed_at = None, uow.now


def _decline(uow: UnitOfWork, actor: Actor, shift: Shift, row: SignUp, said: Said) -> None:
    _check_unanswered(uow, shift, row)
    row.answered_at = uow.now


def _take_back(uow: UnitOfWork, actor: Actor, shift: Shift, row: SignUp, said: Said) -> None:
    """Free the place that was held for somebody who has not answered; who was asked may sign up by themselves."""
    if uow.now >= shift.starts_at:
        raise ShiftStartedError


def _check_unanswered(uow: UnitOfWork, shift: Shift, row: SignUp) -> None:
    if row.asked_id is None or row.answered_at is not None:
        raise MoveNotAllowedError
    if uow.now >= shift.starts_at:
        raise ShiftStartedError
    if row.answer_by is not None and uow.now > row.answer_by:
        raise TooLateError("答复的时间已过，名额已让给别人")


def _confirm(uow: UnitOfWork, actor: Actor, shift: Shift, row: SignUp, said: Said) -> None:
    """Note who looked at the certificate (志愿服务条例 Art. 16)."""
    if row.qualification_number is None or row.qualification_confirmed_at is not None:
        raise MoveNotAllowedError
    row.qualification_confirmed_by, row.qualification_confirmed_at = actor.member_id, uow.now


def _excuse(uow: UnitOfWork, actor: Actor, shift: Shift, row: SignUp, said: Said) -> None:
    """Let an absence or a late cancellation count no more."""
    is_strike = row.state == SignUpState.NO_SHOW or row.cancelled_late_at is not None
    if not is_strike or row.excused_at is not None:
        raise MoveNotAllowedError
    if uow.now > shift.ends_at + EXCUSE_WITHIN:
        raise TooLateError(f"活动结束{EXCUSE_WITHIN.days}天后不能再补说明")
    if not said.note:
        raise ReasonNeededError
    row.excused_by, row.excused_at, row.excuse_reason = actor.member_id, uow.now, said.note


def _take_if_free(uow: UnitOfWork, shift: Shift, row: SignUp) -> None:
    """Give a place at once where one is free: then nobody who has every word waits before this one."""
    if not take_free(uow, shift, row.role_id):
        return
    row.state, row.placed_at = SIGN_UP_MOVES.next(SignUpState.WAITING, SignUpMove.MOVE_UP), uow.now
    moved = Moved(row.id, SignUpMove.MOVE_UP, SignUpState.WAITING, row.state)
    write_moves(uow, shift.community_id, Subject.SIGN_UP, [moved])
    events.tell_sign_up(uow, events.MOVED_UP, shift, row)
    uow.session.flush()


_DECIDE: dict[SignUpMove, Callable[[UnitOfWork, Actor, Shift, SignUp, Said], None]] = {
    SignUpMove.CANCEL: _cancel,
    SignUpMove.ACCEPT: _accept,
    SignUpMove.DECLINE: _decline,
    SignUpMove.TAKE_BACK: _take_back,
    SignUpMove.CONFIRM_QUALIFICATION: _confirm,
    SignUpMove.EXCUSE: _excuse,
}
