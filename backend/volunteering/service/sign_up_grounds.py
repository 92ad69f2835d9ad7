"""Who may make which move on a sign-up. It changes nothing."""

from collections.abc import Collection
from datetime import datetime

from backend.core.actor import Actor, Role
from backend.core.errors import ForbiddenError, MoveNotAllowedError, SangongError
from backend.volunteering.models import Shift, SignUp
from backend.volunteering.moves import ASKED_SIGN_UP_MOVES, SIGN_UP_MOVES, SignUpMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.promises import EXCUSE_WITHIN
from backend.volunteering.service.grounds import grounds_on
from backend.volunteering.types import Purpose, SignUpState
from backend.volunteering.types.activities import AskedAs

ACTIONS = {
    SignUpMove.CANCEL: A.CANCEL_SIGN_UP,
    SignUpMove.ACCEPT: A.ANSWER,
    SignUpMove.DECLINE: A.ANSWER,
    SignUpMove.TAKE_BACK: A.TAKE_BACK,
    SignUpMove.CONFIRM_QUALIFICATION: A.CONFIRM_QUALIFICATION,
    SignUpMove.EXCUSE: A.EXCUSE,
}


def permit_move(actor: Actor, row: SignUp, shift: Shift, move: SignUpMove) -> None:
    """Raise ForbiddenError unless the caller may ask for it: nobody confirms or excuses their own."""
    if move not in ACTIONS:
        POLICY.permit(actor, A.CANCEL_SIGN_UP, member_id=row.member_id, also=_as_guardian(actor, row))
        raise MoveNotAllowedError
    action = ACTIONS[move]
    if action is A.ANSWER:
        POLICY.permit(actor, action, member_id=row.asked_id)
    elif action is A.TAKE_BACK:
        POLICY.permit(actor, action, member_id=row.invited_by)
    elif action is A.CANCEL_SIGN_UP:
        POLICY.permit(actor, action, member_id=row.member_id, also=_as_guardian(actor, row))
    else:
        POLICY.permit(actor, action, also=grounds_on(actor, shift))
        if row.member_id == actor.member_id:
            raise ForbiddenError("不能办理自己的，请由别人来办")


def allowed_sign_up_moves(actor: Actor, row: SignUp, shift: Shift, now: datetime) -> list[SignUpMove]:
    """Return the moves that the caller may make now."""
    if shift.purpose == Purpose.EXCHANGE:
        return []
    possible = SIGN_UP_MOVES.moves_from(SignUpState(row.state))
    return [
        move
        for move in ASKED_SIGN_UP_MOVES
        if move in possible and _is_time(row, shift, move, now) and _may(actor, row, shift, move)
    ]


def _is_time(row: SignUp, shift: Shift, move: SignUpMove, now: datetime) -> bool:
    """Tell whether the row and the hour allow the move."""
    if move in (SignUpMove.ACCEPT, SignUpMove.DECLINE):
        return row.asked_id is not None and row.answered_at is None and now < (row.answer_by or shift.starts_at)
    if move is SignUpMove.CONFIRM_QUALIFICATION:
        return row.qualification_number is not None and row.qualification_confirmed_at is None
    if move is SignUpMove.EXCUSE:
        is_strike = row.state == SignUpState.NO_SHOW or row.cancelled_late_at is not None
        return is_strike and row.excused_at is None and now <= shift.ends_at + EXCUSE_WITHIN
    return now < shift.starts_at


def _may(actor: Actor, row: SignUp, shift: Shift, move: SignUpMove) -> bool:
    try:
        permit_move(actor, row, shift, move)
    except SangongError:
        return False
    return True


def _as_guardian(actor: Actor, row: SignUp) -> Collection[Role]:
    is_guardian = row.asked_as == AskedAs.GUARDIAN and row.asked_id == actor.member_id
    return {Role.GUARDIAN} if is_guardian and Role.MEMBER in actor.roles else ()
