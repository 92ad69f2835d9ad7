"""Being there: the rotating code on the leader's phone, checking in and out with it. It keeps no place."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import undefer

from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.infra import links, numbers
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import (
    AlreadyCheckedInError,
    AlreadyWitnessedError,
    ArrivedTooLateError,
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
    LATE_WITHIN,
    QR_PREFIX,
    STEP_SECONDS,
    TRIES,
    Seen,
    Verdict,
    code_at,
    judge_code,
    valid_until,
)
from backend.volunteering.rules.hours import check_in_time, check_out_time, minutes_served
from backend.volunteering.service.closing import close_record
from backend.volunteering.service.fitness import check_qualified
from backend.volunteering.service.flagging import raise_flags
from backend.volunteering.service.grounds import grounds_on
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.record_view import view_new_record, view_records
from backend.volunteering.service.sighting import has_left, write_mark, write_showing, write_sighting
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
from backend.volunteering.types.presence import Given, Phone, Way

NO_PHONE = Phone()
ON_PAPER = "已凭纸质签到表补录，不用再签到签退"
# Whoever did not come may have had no network: their check-in may still arrive.
HAS_PLACE = (SignUpState.SIGNED_UP, SignUpState.CHECKED_IN, SignUpState.CHECKED_OUT, SignUpState.NO_SHOW)


def show_code(
    uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID, *, phone: Phone = NO_PHONE
) -> dict[str, Any]:
    """Return the code of this moment, to the leader alone and only around the shift.

    Raises ShiftNotOpenError, TooEarlyError, TooLateError.
    """
    shift = _find_shift(uow, community_id, shift_id)
    POLICY.permit(actor, A.SHOW_CODE, also=grounds_on(actor, shift))
    if shift.state == ShiftState.CANCELLED:
        raise ShiftNotOpenError
    check_in_time(shift.starts_at, shift.ends_at, now=uow.now)
    write_showing(uow, shift, phone)
    code = code_at(shift.code_secret, uow.now)
    return {
        "code": code,
        "qr": f"{QR_PREFIX}{shift.id}:{code}",
        "step_seconds": STEP_SECONDS,
        "valid_until": valid_until(uow.now),
    }


def check_in(uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID, given: Given) -> dict[str, Any]:
    """Record that the caller is there, or was when their phone without a network saw the code.

    Raises NotSignedUpError, AlreadyCheckedInError, QualificationUnconfirmedError, TooEarlyError, TooLateError,
    TooManyTriesError, ArrivedTooLateError; and CodeRefusedError or CodeExpiredError after the try was counted: the edge
    answers these and commits.
    """
    POLICY.permit(actor, A.CHECK_IN)
    shift = _find_shift(uow, community_id, shift_id)
    sign_up = _lock_own_sign_up(uow, actor, shift)
    if sign_up.state not in (SignUpState.SIGNED_UP, SignUpState.NO_SHOW):
        raise AlreadyCheckedInError
    if sign_up.state == SignUpState.NO_SHOW and _is_on_paper(uow, sign_up):
        raise AlreadyCheckedInError(ON_PAPER)
    if sign_up.state == SignUpState.NO_SHOW:  # the shift may have been closed while this waited for the sign-up
        uow.session.refresh(shift, ["state"])
    check_qualified(sign_up)
    seen = _judge(uow, shift, sign_up, given)
    check_in_time(shift.starts_at, shift.ends_at, now=seen.at)
    _count_try(uow, sign_up, seen.verdict, claims_time=given.seen_at is not None)
    _move_sign_up(uow, sign_up, SignUpMove.CHECK_IN)
    id_ = uow.new_id()
    links.record(uow, community_id, from_=("shift", shift.id), to=("record", id_), relation="recorded")
    write_mark(uow, shift, sign_up, id_, Way.IN, seen, given)
    # Its number locks the community's counter until the end: what can be done before is done.
    record = _build_record(uow, id_, shift, sign_up, seen, given.fence)
    uow.session.add(record)
    uow.session.flush()
    write_sighting(uow, record, Way.IN, seen)
    has_flags = _flag_presence(uow, shift, record, seen, given.fence)
    if shift.state == ShiftState.ENDED:
        _move_sign_up(uow, sign_up, SignUpMove.CHECK_OUT)
        close_record(uow, shift, record)
    return view_records(uow, actor, [record])[0] if has_flags else view_new_record(actor, record, shift)


def check_out(uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID, given: Given) -> dict[str, Any]:
    """Record that the caller leaves, or left when their phone saw the code; the minutes follow.

    What arrives after the shift was closed takes the place of the planned end, until somebody has borne witness.
    Raises what ``check_in`` raises, NotCheckedInError, MoveNotAllowedError after a first check-out, and
    AlreadyWitnessedError.
    """
    POLICY.permit(actor, A.CHECK_OUT)
    shift = _find_shift(uow, community_id, shift_id)
    sign_up = _lock_own_sign_up(uow, actor, shift)
    if sign_up.state in (SignUpState.SIGNED_UP, SignUpState.NO_SHOW):
        raise NotCheckedInError
    record = _lock_record_of(uow, sign_up)
    if record is None:
        raise AlreadyCheckedInError(ON_PAPER)
    if record.state != RecordState.CHECKED_IN and has_left(uow, record):
        raise MoveNotAllowedError("您已经签退")
    seen = _judge(uow, shift, sign_up, given)
    check_out_time(shift.starts_at, shift.ends_at, now=seen.at)
    _count_try(uow, sign_up, seen.verdict, claims_time=given.seen_at is not None)
    if record.state not in (RecordState.CHECKED_IN, RecordState.CHECKED_OUT):
        raise AlreadyWitnessedError
    if seen.at < record.checked_in_at:
        raise NotCheckedInError("签退时间早于签到时间")
    if sign_up.state == SignUpState.CHECKED_IN:
        _move_sign_up(uow, sign_up, SignUpMove.CHECK_OUT)
    _leave(uow, shift, record, seen, given.fence)
    write_mark(uow, shift, sign_up, record.id, Way.OUT, seen, given)
    write_sighting(uow, record, Way.OUT, seen)
    return view_records(uow, actor, [record])[0]


def _find_shift(uow: UnitOfWork, community_id: int, shift_id: UUID) -> Shift:
    """Return the shift with its secret, in one statement; raises NotFoundError."""
    shift = uow.session.get(Shift, (community_id, shift_id), options=[undefer(Shift.code_secret)])
    if shift is None:
        raise NotFoundError
    return shift


def _lock_own_sign_up(uow: UnitOfWork, actor: Actor, shift: Shift) -> SignUp:
    """Return the caller's sign-up locked, so that guesses of the code come one after the other."""
    row = uow.session.scalars(
        select(SignUp)
        .where(
            SignUp.community_id == shift.community_id,
            SignUp.shift_id == shift.id,
            SignUp.member_id == actor.member_id,
            SignUp.state.in_(HAS_PLACE),
        )
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotSignedUpError
    return row


def _lock_record_of(uow: UnitOfWork, sign_up: SignUp) -> ServiceRecord | None:
    """Return the record that a code made; what was put in from paper, or corrects another, is no code's to change."""
    return uow.session.scalars(
        select(ServiceRecord)
        .where(
            ServiceRecord.community_id == sign_up.community_id,
            ServiceRecord.sign_up_id == sign_up.id,
            ServiceRecord.source == RecordSource.CODE,
        )
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _is_on_paper(uow: UnitOfWork, sign_up: SignUp) -> bool:
    """Tell whether somebody who was noted as not having come has a record from paper meanwhile."""
    found = select(ServiceRecord.id).where(
        ServiceRecord.community_id == sign_up.community_id, ServiceRecord.sign_up_id == sign_up.id
    )
    return uow.session.execute(found).first() is not None


def _judge(uow: UnitOfWork, shift: Shift, sign_up: SignUp, given: Given) -> Seen:
    """Return what the code is; raises TooManyTriesError, ArrivedTooLateError."""
    tries, since = sign_up.code_tries, sign_up.code_tries_since
    if TRIES.again_at(tries=tries, since=since, now=uow.now) is not None:
        raise TooManyTriesError
    seen = judge_code(shift.code_secret, given.code, now=uow.now, seen_at=given.seen_at)
    if uow.now - seen.at > LATE_WITHIN:
        raise ArrivedTooLateError
    return seen


def _count_try(uow: UnitOfWork, sign_up: SignUp, verdict: Verdict, *, claims_time: bool) -> None:
    """Pass with the right code; count a wrong one against the sign-up.

    An old one counts too where a moment is claimed with it: else moments could be tried until one fits.
    """
    if verdict is Verdict.EXPIRED and not claims_time:
        raise CodeExpiredError
    if verdict is not Verdict.RIGHT:
        sign_up.code_tries, sign_up.code_tries_since = TRIES.counted(
            tries=sign_up.code_tries, since=sign_up.code_tries_since, now=uow.now
        )
        uow.session.flush()
        raise CodeExpiredError if verdict is Verdict.EXPIRED else CodeRefusedError
    sign_up.code_tries, sign_up.code_tries_since = 0, None


def _move_sign_up(uow: UnitOfWork, sign_up: SignUp, move: SignUpMove) -> None:
    before = SignUpState(sign_up.state)
    sign_up.state = SIGN_UP_MOVES.next(before, move)
    moved = Moved(sign_up.id, move, before, sign_up.state, sign_up.member_id)
    write_moves(uow, sign_up.community_id, Subject.SIGN_UP, [moved])


def _build_record(uow: UnitOfWork, id_: UUID, shift: Shift, sign_up: SignUp, seen: Seen, fence: Fence) -> ServiceRecord:
    return ServiceRecord(
        community_id=shift.community_id,
        id=id_,
        shift_id=shift.id,
        sign_up_id=sign_up.id,
        performed_by=sign_up.member_id,
        for_unit_id=sign_up.for_unit_id,
        source=RecordSource.CODE,
        state=RecordState.CHECKED_IN,
        served_on=local_date(shift.starts_at),
        checked_in_at=seen.at,
        fence=fence,
        created_at=uow.now,
        number=numbers.next_number(uow, shift.community_id, "record"),
    )


def _leave(uow: UnitOfWork, shift: Shift, record: ServiceRecord, seen: Seen, fence: Fence) -> None:
    record.checked_out_at = seen.at
    record.minutes = minutes_served(
        came=record.checked_in_at, left=seen.at, starts_at=shift.starts_at, ends_at=shift.ends_at
    )
    if fence is Fence.OUTSIDE or record.fence == Fence.NOT_GIVEN:
        record.fence = fence
    before = RecordState(record.state)
    record.state = RECORD_MOVES.next(before, RecordMove.CHECK_OUT)
    moved = Moved(record.id, RecordMove.CHECK_OUT, before, record.state, record.performed_by)
    write_moves(uow, record.community_id, Subject.RECORD, [moved])
    uow.session.flush()
    _flag_presence(uow, shift, record, seen, fence)


def _flag_presence(uow: UnitOfWork, shift: Shift, record: ServiceRecord, seen: Seen, fence: Fence) -> bool:
    """Flag what the code alone does not vouch for; tell whether there was anything."""
    flags = [RaisedFlag(record.id, Flag.LEADER_OWN_CODE)] if record.performed_by == shift.leader_id else []
    flags += [RaisedFlag(record.id, Flag.FENCE_OUTSIDE)] if fence is Fence.OUTSIDE else []
    if seen.is_late:
        minutes = max(1, (uow.now - seen.at) // timedelta(minutes=1))
        flags.append(RaisedFlag(record.id, Flag.ARRIVED_LATE, {"minutes": minutes}))
    raise_flags(uow, record.community_id, flags)
    return bool(flags)
