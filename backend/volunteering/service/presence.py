"""Being there: the rotating code on the leader's phone, checking in and out with it. It keeps no place."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import MoveNotAllowedError
from backend.infra import links, numbers
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import (
    AlreadyCheckedInError,
    CodeExpiredError,
    CodeRefusedError,
    NotCheckedInError,
    NotSignedUpError,
    ShiftNotOpenError,
    TooManyTriesError,
)
from backend.volunteering.models import ServiceRecord, Shift, SignUp
from backend.volunteering.moves import RECORD_MOVES, SIGN_UP_MOVES, RecordMove, SignUpMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.code import (
    QR_PREFIX,
    STEP_SECONDS,
    TRIES,
    Verdict,
    code_at,
    judge_code,
    valid_until,
)
from backend.volunteering.rules.hours import check_in_time, check_out_time, minutes_served
from backend.volunteering.service.flagging import raise_flags
from backend.volunteering.service.grounds import grounds_on
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.record_view import view_records
from backend.volunteering.service.shift import find_shift
from backend.volunteering.types import (
    Fence,
    Flag,
    RaisedFlag,
    RecordSource,
    RecordState,
    ShiftState,
    SignUpState,
    Subject,
)


def show_code(uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Return the code of this moment, to the leader alone and only around the shift.

    Raises ShiftNotOpenError, TooEarlyError, TooLateError.
    """
    shift = find_shift(uow, community_id, shift_id)
    POLICY.permit(actor, A.SHOW_CODE, also=grounds_on(actor, shift))
    if shift.state == ShiftState.CANCELLED:
        raise ShiftNotOpenError
    check_in_time(shift.starts_at, shift.ends_at, now=uow.now)
    code = code_at(shift.code_secret, uow.now)
    return {
        "code": code,
        "qr": f"{QR_PREFIX}{shift.id}:{code}",
        "step_seconds": STEP_SECONDS,
        "valid_until": valid_until(uow.now),
    }


def check_in(
    uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID, *, code: str, fence: Fence
) -> dict[str, Any]:
    """Record that the caller is there.

    Raises NotSignedUpError, AlreadyCheckedInError, TooEarlyError, TooLateError, TooManyTriesError; and CodeRefusedError
    or CodeExpiredError after the try was counted: the edge answers these and commits.
    """
    POLICY.permit(actor, A.CHECK_IN)
    shift = find_shift(uow, community_id, shift_id)
    sign_up = _lock_own_sign_up(uow, actor, shift)
    if sign_up.state != SignUpState.SIGNED_UP:
        raise AlreadyCheckedInError
    check_in_time(shift.starts_at, shift.ends_at, now=uow.now)
    _try_code(uow, shift, sign_up, code)
    _move_sign_up(uow, sign_up, SignUpMove.CHECK_IN)
    record = _build_record(uow, shift, sign_up, fence)
    uow.session.add(record)
    uow.session.flush()
    _flag_presence(uow, shift, record, fence)
    links.record(uow, community_id, from_=("shift", shift.id), to=("record", record.id), relation="recorded")
    return view_records(uow, actor, [record])[0]


def check_out(
    uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID, *, code: str, fence: Fence
) -> dict[str, Any]:
    """Record that the caller leaves; the minutes follow.

    Raises what ``check_in`` raises, NotCheckedInError, and MoveNotAllowedError after a first check-out.
    """
    POLICY.permit(actor, A.CHECK_OUT)
    shift = find_shift(uow, community_id, shift_id)
    sign_up = _lock_own_sign_up(uow, actor, shift)
    if sign_up.state == SignUpState.SIGNED_UP:
        raise NotCheckedInError
    record = _lock_record_of(uow, sign_up)
    if record.state != RecordState.CHECKED_IN:
        raise MoveNotAllowedError("您已经签退")
    check_out_time(shift.starts_at, shift.ends_at, now=uow.now)
    _try_code(uow, shift, sign_up, code)
    _move_sign_up(uow, sign_up, SignUpMove.CHECK_OUT)
    _leave(uow, shift, record, fence)
    return view_records(uow, actor, [record])[0]


def _lock_own_sign_up(uow: UnitOfWork, actor: Actor, shift: Shift) -> SignUp:
    """Return the caller's sign-up locked, so that guesses of the code come one after the other."""
    row = uow.session.scalars(
        select(SignUp)
        .where(
            SignUp.community_id == shift.community_id,
            SignUp.shift_id == shift.id,
            SignUp.member_id == actor.member_id,
            SignUp.state.in_([SignUpState.SIGNED_UP, SignUpState.CHECKED_IN, SignUpState.CHECKED_OUT]),
        )
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotSignedUpError
    return row


def _lock_record_of(uow: UnitOfWork, sign_up: SignUp) -> ServiceRecord:
    return uow.session.scalars(
        select(ServiceRecord)
        .where(ServiceRecord.community_id == sign_up.community_id, ServiceRecord.sign_up_id == sign_up.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def _try_code(uow: UnitOfWork, shift: Shift, sign_up: SignUp, code: str) -> None:
    """Pass with the right code; count a wrong one against the sign-up."""
    tries, since = sign_up.code_tries, sign_up.code_tries_since
    if TRIES.again_at(tries=tries, since=since, now=uow.now) is not None:
        raise TooManyTriesError
    verdict = judge_code(shift.code_secret, code, uow.now)
    if verdict is Verdict.EXPIRED:
        raise CodeExpiredError
    if verdict is Verdict.WRONG:
        sign_up.code_tries, sign_up.code_tries_since = TRIES.counted(tries=tries, since=since, now=uow.now)
        uow.session.flush()
        raise CodeRefusedError
    sign_up.code_tries, sign_up.code_tries_since = 0, None


def _move_sign_up(uow: UnitOfWork, sign_up: SignUp, move: SignUpMove) -> None:
    before = SignUpState(sign_up.state)
    sign_up.state = SIGN_UP_MOVES.next(before, move)
    moved = Moved(sign_up.id, move, before, sign_up.state, sign_up.member_id)
    write_moves(uow, sign_up.community_id, Subject.SIGN_UP, [moved])


def _build_record(uow: UnitOfWork, shift: Shift, sign_up: SignUp, fence: Fence) -> ServiceRecord:
    return ServiceRecord(
        community_id=shift.community_id,
        id=uow.new_id(),
        shift_id=shift.id,
        sign_up_id=sign_up.id,
        performed_by=sign_up.member_id,
        source=RecordSource.CODE,
        state=RecordState.CHECKED_IN,
        served_on=local_date(shift.starts_at),
        checked_in_at=uow.now,
        fence=fence,
        created_at=uow.now,
        number=numbers.next_number(uow, shift.community_id, "record"),
    )


def _leave(uow: UnitOfWork, shift: Shift, record: ServiceRecord, fence: Fence) -> None:
    record.checked_out_at = uow.now
    record.minutes = minutes_served(
        came=record.checked_in_at, left=uow.now, starts_at=shift.starts_at, ends_at=shift.ends_at
    )
    if fence is Fence.OUTSIDE or record.fence == Fence.NOT_GIVEN:
        record.fence = fence
    before = RecordState(record.state)
    record.state = RECORD_MOVES.next(before, RecordMove.CHECK_OUT)
    moved = Moved(record.id, RecordMove.CHECK_OUT, before, record.state, record.performed_by)
    write_moves(uow, record.community_id, Subject.RECORD, [moved])
    uow.session.flush()
    _flag_presence(uow, shift, record, fence)


def _flag_presence(uow: UnitOfWork, shift: Shift, record: ServiceRecord, fence: Fence) -> None:
    """Flag what the code alone does not vouch for."""
    flags = [Flag.LEADER_OWN_CODE] if record.performed_by == shift.leader_id else []
    flags += [Flag.FENCE_OUTSIDE] if fence is Fence.OUTSIDE else []
    raise_flags(uow, record.community_id, [RaisedFlag(record.id, flag) for flag in flags])
