"""Being there: the rotating code on the leader's phone, checking in and out with it. It keeps no place."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from psycopg.errors import ExclusionViolation
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range

from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import MoveNotAllowedError
from backend.core.rotating_code import (
    STEP_SECONDS,
    TRIES,
    Seen,
    Verdict,
    code_at,
    judge_code,
    valid_until,
)
from backend.infra import links, numbers
from backend.infra.rows import refusing
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import (
    AlreadyCheckedInError,
    AlreadyWitnessedError,
    ArrivedTooLateError,
    CodeExpiredError,
    CodeRefusedError,
    NotCheckedInError,
    OwnClashError,
    ShiftNotOpenError,
    TooManyTriesError,
)
from backend.volunteering.models import ServiceRecord, Shift, SignUp
from backend.volunteering.moves import RECORD_MOVES, SIGN_UP_MOVES, RecordMove, SignUpMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.code import LATE_WITHIN, QR_PREFIX
from backend.volunteering.rules.hours import check_in_time, check_out_time, minutes_served
from backend.volunteering.service.closing import close_record
from backend.volunteering.service.fitness import check_qualified
from backend.volunteering.service.flagging import raise_flags
from backend.volunteering.service.grounds import grounds_on
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.own_place import lock_place, lock_place_or_freed, whose
from backend.volunteering.service.record_view import view_new_record, view_records
from backend.volunteering.service.shift import find_shift_with_secret
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
# What may still be checked in late, after it was ended.
AFTER_THE_END = (SignUpState.NO_SHOW, SignUpState.CANCELLED)


def show_code(
    uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID, *, phone: Phone = NO_PHONE
) -> dict[str, Any]:
    """Return the code of this moment, to the leader alone and only around the shift.

    Raises ShiftNotOpenError, TooEarlyError, TooLateError.
    """
    shift = find_shift_with_secret(uow, community_id, shift_id)
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
    """Record that the caller, or their ward beside them, is there, or was when a phone without a network saw the code.

    Raises NotYourWardError, NotSignedUpError, AlreadyCheckedInError, OwnClashError (who was freed is elsewhere),
    QualificationUnconfirmedError, TooEarlyError, TooLateError, TooManyTriesError, ArrivedTooLateError; and
    CodeRefusedError or CodeExpiredError after the try was counted: the edge answers these and commits.
    """
    POLICY.permit(actor, A.CHECK_IN)
    shift = find_shift_with_secret(uow, community_id, shift_id)
    member_id = whose(uow, actor, community_id, given.for_member_id)
    lock = lock_place if given.seen_at is None else lock_place_or_freed
    sign_up = lock(uow, shift, member_id)
    if sign_up.state not in (SignUpState.SIGNED_UP, *AFTER_THE_END):
        raise AlreadyCheckedInError
    if sign_up.state == SignUpState.NO_SHOW and _is_on_paper(uow, sign_up):
        raise AlreadyCheckedInError(ON_PAPER)
    if sign_up.state in AFTER_THE_END:  # the shift may have been closed while this waited for the sign-up
        uow.session.refresh(shift, ["state"])
    check_qualified(sign_up)
    seen = _judge(uow, shift, sign_up, given)
    check_in_time(shift.starts_at, shift.ends_at, now=seen.at)
    _count_try(uow, sign_up, seen.verdict, claims_time=given.seen_at is not None)
    _come(uow, actor, shift, sign_up)
    id_ = uow.new_id()
    links.record(uow, community_id, from_=("shift", shift.id), to=("record", id_), relation="recorded")
    holder = None if member_id == actor.member_id else actor.member_id
    write_mark(uow, shift, sign_up, id_, Way.IN, seen, given, held_by=holder)
    # Its number locks the community's counter until the end: what can be done before is done.
    record = _build_record(uow, id_, shift, sign_up, seen, given.fence)
    record.held_by = holder
    uow.session.add(record)
    uow.session.flush()
    write_sighting(uow, record, Way.IN, seen, held_by=holder)
    has_flags = _flag_presence(uow, shift, record, seen, given.fence)
    if shift.state != ShiftState.OPEN:
        _move_sign_up(uow, actor, sign_up, SignUpMove.CHECK_OUT)
        close_record(uow, shift, record)
    return view_records(uow, actor, [record])[0] if has_flags else view_new_record(actor, record, shift)


def check_out(uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID, given: Given) -> dict[str, Any]:
    """Record that the caller, or their ward, leaves, or left when the phone saw the code; the minutes follow.

    What arrives after the shift was closed takes the place of the planned end, until somebody has borne witness.
    Raises what ``check_in`` raises, NotCheckedInError, MoveNotAllowedError after a first check-out, and
    AlreadyWitnessedError.
    """
    POLICY.permit(actor, A.CHECK_OUT)
    shift = find_shift_with_secret(uow, community_id, shift_id)
    member_id = whose(uow, actor, community_id, given.for_member_id)
    sign_up = lock_place(uow, shift, member_id)
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
        _move_sign_up(uow, actor, sign_up, SignUpMove.CHECK_OUT)
    holder = None if member_id == actor.member_id else actor.member_id
    record.held_by = holder or record.held_by
    _leave(uow, actor, shift, record, seen, given.fence)
    write_mark(uow, shift, sign_up, record.id, Way.OUT, seen, given, held_by=holder)
    write_sighting(uow, record, Way.OUT, seen, held_by=holder)
    return view_records(uow, actor, [record])[0]


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


def _come(uow: UnitOfWork, actor: Actor, shift: Shift, sign_up: SignUp) -> None:
    """Check the sign-up in; one that was freed takes its time back, unless the member was elsewhere then."""
    if sign_up.state != SignUpState.CANCELLED:
        _move_sign_up(uow, actor, sign_up, SignUpMove.CHECK_IN)
        return
    clash = partial(OwnClashError, "那段时间您已有另一场活动或签到表的记录，这次签到不能再算")
    with refusing(uow, clash, ExclusionViolation):
        sign_up.busy = Range(shift.starts_at, shift.ends_at)
        _move_sign_up(uow, actor, sign_up, SignUpMove.CHECK_IN)


def _move_sign_up(uow: UnitOfWork, actor: Actor, sign_up: SignUp, move: SignUpMove) -> None:
    before = SignUpState(sign_up.state)
    sign_up.state = SIGN_UP_MOVES.next(before, move)
    moved = Moved(sign_up.id, move, before, sign_up.state, actor.member_id)
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


def _leave(uow: UnitOfWork, actor: Actor, shift: Shift, record: ServiceRecord, seen: Seen, fence: Fence) -> None:
    record.checked_out_at = seen.at
    record.minutes = minutes_served(
        came=record.checked_in_at, left=seen.at, starts_at=shift.starts_at, ends_at=shift.ends_at
    )
    if fence is Fence.OUTSIDE or record.fence == Fence.NOT_GIVEN:
        record.fence = fence
    before = RecordState(record.state)
    record.state = RECORD_MOVES.next(before, RecordMove.CHECK_OUT)
    moved = Moved(record.id, RecordMove.CHECK_OUT, before, record.state, actor.member_id)
    write_moves(uow, record.community_id, Subject.RECORD, [moved])
    uow.session.flush()
    _flag_presence(uow, shift, record, seen, fence)


def _flag_presence(uow: UnitOfWork, shift: Shift, record: ServiceRecord, seen: Seen, fence: Fence) -> bool:
    """Flag what the code alone does not vouch for; tell whether there was anything."""
    own_code = shift.leader_id in (record.performed_by, record.held_by)
    flags = [RaisedFlag(record.id, Flag.LEADER_OWN_CODE)] if own_code else []
    flags += [RaisedFlag(record.id, Flag.BY_GUARDIAN)] if record.held_by is not None else []
    flags += [RaisedFlag(record.id, Flag.FENCE_OUTSIDE)] if fence is Fence.OUTSIDE else []
    if seen.is_late:
        minutes = max(1, (uow.now - seen.at) // timedelta(minutes=1))
        flags.append(RaisedFlag(record.id, Flag.ARRIVED_LATE, {"minutes": minutes}))
    raise_flags(uow, record.community_id, flags)
    return bool(flags)
