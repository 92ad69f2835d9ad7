"""Entering afterwards what a signed sheet tells: many lines, all or nothing. It witnesses and confirms nothing."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from psycopg.errors import ExclusionViolation
from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import Range

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import NotMemberError
from backend.infra import links, numbers
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.errors import OwnClashError, SheetRefusedError, ShiftNotOverError
from backend.volunteering.models import ServiceRecord, Shift, SignUp
from backend.volunteering.moves import RECORD_MOVES, SIGN_UP_MOVES, RecordMove, SignUpMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.paper import check_days_back, days_after, minutes_of, role_faults, time_faults
from backend.volunteering.service.evidence import keep_evidence
from backend.volunteering.service.fitness import is_unqualified
from backend.volunteering.service.flagging import raise_flags
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.quota import use_quota
from backend.volunteering.service.record_view import view_records
from backend.volunteering.service.roles import roles_of
from backend.volunteering.service.shift import lock_shift, open_past_shift, refuse_private
from backend.volunteering.types import (
    Fence,
    Flag,
    NewShift,
    RaisedFlag,
    RecordSource,
    RecordState,
    ShiftState,
    SignUpState,
    Subject,
)
from backend.volunteering.types.paper import EvidenceKind, LineFault, NewSheet, PaperLine, PastShift

RECORDED = RECORD_MOVES.next(RecordState.CHECKED_IN, RecordMove.RECORD)


def enter_sheet(uow: UnitOfWork, actor: Actor, community_id: int, sheet: NewSheet) -> list[dict[str, Any]]:
    """Enter a photographed sheet's lines as records that wait for a witness; return them in the sheet's order.

    Raises NotFoundError, MoveNotAllowedError (a private shift), ShiftNotOverError, TooLateError, SheetRefusedError (all
    lines that can't be), PaperQuotaError, InvalidError (photos, times of a past shift), EvidenceUsedError,
    OwnClashError (in a race), and what opening a shift raises of a past one.
    """
    POLICY.permit(actor, A.ENTER_PAPER)
    if actor.member_id is None:
        raise NotMemberError
    shift = _shift_of(uow, actor, community_id, sheet)
    check_days_back(local_date(shift.starts_at), local_date(uow.now))
    communities.lock_members(uow, community_id, {line.member_id for line in sheet.lines})
    sign_ups = _sign_ups(uow, shift, sheet.lines)
    _refuse_faults(uow, actor, shift, sheet.lines, sign_ups)
    minutes = sum(minutes_of(line, shift.starts_at, shift.ends_at) for line in sheet.lines)
    use_quota(uow, community_id, actor.member_id, records=len(sheet.lines), minutes=minutes)
    records = _store(
        uow, actor.member_id, shift, sheet.lines, _take_part(uow, actor.member_id, shift, sheet.lines, sign_ups)
    )
    keep_evidence(uow, actor, community_id, records, sheet.photos, EvidenceKind.SHEET)
    facts = {"days": days_after(shift.ends_at, uow.now)}
    raise_flags(uow, community_id, [RaisedFlag(record.id, Flag.AFTER_THE_FACT, facts) for record in records])
    events.tell_paper_entered(uow, shift, records)
    return view_records(uow, actor, records)


def _shift_of(uow: UnitOfWork, actor: Actor, community_id: int, sheet: NewSheet) -> Shift:
    if sheet.shift is not None:
        return open_past_shift(uow, actor, community_id, _new_shift(sheet.shift, places=len(sheet.lines)))
    assert sheet.shift_id is not None  # the schema: one of the two
    shift = lock_shift(uow, community_id, sheet.shift_id)
    refuse_private(shift)
    if shift.state != ShiftState.ENDED:
        raise ShiftNotOverError
    return shift


def _new_shift(past: PastShift, *, places: int) -> NewShift:
    return NewShift(
        entry_id=past.entry_id,
        starts_at=past.starts_at,
        ends_at=past.ends_at,
        places=places,
        place=past.place,
        title=past.title,
        leader_member_id=past.leader_member_id,
        beneficiary_member_id=past.beneficiary_member_id,
    )


def _sign_ups(uow: UnitOfWork, shift: Shift, lines: Sequence[PaperLine]) -> list[Any]:
    """Return what the people of the sheet were on at that time: (sign-up, title of its shift), this shift's first.

    Those of this shift are locked: a check-in from a phone without a network may arrive at this moment.
    """
    uow.session.execute(
        select(SignUp.id)
        .where(
            SignUp.community_id == shift.community_id,
            SignUp.shift_id == shift.id,
            SignUp.member_id.in_({line.member_id for line in lines}),
        )
        .order_by(SignUp.id)
        .with_for_update(key_share=True)
    )
    return list(
        uow.session.execute(
            select(SignUp, Shift.title)
            .join(Shift, (Shift.community_id == SignUp.community_id) & (Shift.id == SignUp.shift_id))
            .where(
                SignUp.community_id == shift.community_id,
                SignUp.member_id.in_({line.member_id for line in lines}),
                SignUp.state != SignUpState.CANCELLED,
                or_(SignUp.shift_id == shift.id, SignUp.busy.overlaps(Range(shift.starts_at, shift.ends_at))),
            )
            .order_by((SignUp.shift_id == shift.id).desc(), SignUp.id)
            .execution_options(populate_existing=True)
        ).all()
    )


def _refuse_faults(
    uow: UnitOfWork, actor: Actor, shift: Shift, lines: Sequence[PaperLine], sign_ups: Sequence[Any]
) -> None:
    """Raise SheetRefusedError with everything that is wrong, so that a clerk corrects a sheet once."""
    faults = _people_faults(uow, actor, shift, lines, sign_ups)
    faults += _role_faults(uow, shift, lines, sign_ups, {fault.line for fault in faults})
    faulty = {fault.line for fault in faults}
    faults += [fault for fault in time_faults(lines, shift.starts_at, shift.ends_at) if fault.line not in faulty]
    if faults:
        faults.sort(key=lambda fault: fault.line)
        raise SheetRefusedError(lines=[{"line": f.line, "field": f.field, "text": f.text} for f in faults])


def _people_faults(
    uow: UnitOfWork, actor: Actor, shift: Shift, lines: Sequence[PaperLine], sign_ups: Sequence[Any]
) -> list[LineFault]:
    ids = {line.member_id for line in lines}
    verified = communities.verified_of(uow, shift.community_id, ids)
    births = communities.birth_dates(uow, shift.community_id, ids)
    placed = {row.member_id: row for row, _ in sign_ups if row.shift_id == shift.id}
    in_the_way = _in_the_way(shift, sign_ups)
    day, seen, found = local_date(shift.starts_at), set[UUID](), []
    for at, line in enumerate(lines):
        who = line.member_id
        if who not in verified:
            text = "不是本社区已核实的成员"
        elif who == actor.member_id:
            text = "不能补录自己的时长，请由其他工作人员录"
        elif who == shift.beneficiary_id:
            text = "这场活动是为这位居民服务的"
        elif who in seen:
            text = "这张表里重复了"
        elif who in in_the_way:
            text = in_the_way[who]
        elif who in births and communities.age_on(births[who], day) < (shift.age_min or 0):
            text = f"这场活动须满{shift.age_min}岁"
        elif not communities.is_adult(births[who], day) and (shift.dangerous or who not in placed):
            text = "未成年人须由监护人同意报名，有危险的活动不能参加"
        elif who in placed and is_unqualified(placed[who]):
            text = "资质还没有确认，不能计时长"
        else:
            seen.add(who)
            continue
        found.append(LineFault(at, "member_id", text))
    return found


def _role_faults(
    uow: UnitOfWork, shift: Shift, lines: Sequence[PaperLine], sign_ups: Sequence[Any], faulty: Collection[int]
) -> list[LineFault]:
    """Return what the roles ask of those who had not signed up."""
    placed = {row.member_id for row, _ in sign_ups if row.shift_id == shift.id}
    new = [(at, line) for at, line in enumerate(lines) if at not in faulty and line.member_id not in placed]
    roles = {role.id: role for role in roles_of(uow, shift.community_id, [shift.id]).get(shift.id, ())}
    births = communities.birth_dates(uow, shift.community_id, {line.member_id for _, line in new})
    day = local_date(shift.starts_at)
    return [
        fault
        for at, line in new
        for fault in role_faults(at, line, roles, communities.age_on(births[line.member_id], day))
    ]


def _in_the_way(shift: Shift, sign_ups: Sequence[Any]) -> dict[UUID, str]:
    """Return what keeps members from a new record: one of this shift, or another shift at that time."""
    found: dict[UUID, str] = {}
    for sign_up, title in sign_ups:
        if sign_up.shift_id != shift.id:
            found.setdefault(sign_up.member_id, f"那时报了另一场活动“{title}”")
        elif sign_up.state != SignUpState.NO_SHOW:
            found[sign_up.member_id] = "已经有这场活动的记录"
    return found


def _take_part(
    uow: UnitOfWork, by: UUID, shift: Shift, lines: Sequence[PaperLine], sign_ups: Sequence[Any]
) -> dict[UUID, SignUp]:
    """Return everybody's sign-up, checked out: of who was noted as not having come, or a new one."""
    mine = {sign_up.member_id: sign_up for sign_up, _ in sign_ups if sign_up.shift_id == shift.id}
    moves = []
    for sign_up in mine.values():
        before = SignUpState(sign_up.state)
        sign_up.state = SIGN_UP_MOVES.next(before, SignUpMove.RECORD)
        moves.append(Moved(sign_up.id, SignUpMove.RECORD, before, sign_up.state))
    new = {line.member_id: _new_sign_up(uow, by, shift, line) for line in lines if line.member_id not in mine}
    # Somebody may sign up for another shift this very moment, in a past that is still open.
    clash = partial(OwnClashError, "有人刚刚报了同一时间的另一场活动，请再试一次")
    add_or_refuse(uow, *new.values(), refusal=clash, violates=ExclusionViolation)
    write_moves(uow, shift.community_id, Subject.SIGN_UP, moves)
    return mine | new


def _new_sign_up(uow: UnitOfWork, by: UUID, shift: Shift, line: PaperLine) -> SignUp:
    """Return the place of who had not signed up; whoever enters the sheet has looked at the certificate."""
    has_seen = line.qualification_number is not None
    return SignUp(
        community_id=shift.community_id,
        id=uow.new_id(),
        shift_id=shift.id,
        member_id=line.member_id,
        state=SignUpState.CHECKED_OUT,
        busy=Range(shift.starts_at, shift.ends_at),
        queued_at=uow.now,
        code_tries=0,
        role_id=line.role_id,
        qualification_number=line.qualification_number,
        qualification_confirmed_by=by if has_seen else None,
        qualification_confirmed_at=uow.now if has_seen else None,
        created_at=uow.now,
    )


def _store(
    uow: UnitOfWork, recorder_id: UUID, shift: Shift, lines: Sequence[PaperLine], sign_ups: dict[UUID, SignUp]
) -> list[ServiceRecord]:
    first = numbers.next_numbers(uow, shift.community_id, "record", count=len(lines))
    records = [
        ServiceRecord(
            community_id=shift.community_id,
            id=uow.new_id(),
            number=first + at,
            shift_id=shift.id,
            sign_up_id=sign_ups[line.member_id].id,
            performed_by=line.member_id,
            source=RecordSource.PAPER,
            recorded_by=recorder_id,
            for_unit_id=sign_ups[line.member_id].for_unit_id,
            state=RECORDED,
            served_on=local_date(shift.starts_at),
            checked_in_at=line.came_at,
            checked_out_at=line.left_at,
            minutes=minutes_of(line, shift.starts_at, shift.ends_at),
            fence=Fence.NOT_GIVEN,
            created_at=uow.now,
        )
        for at, line in enumerate(lines)
    ]
    uow.session.add_all(records)
    uow.session.flush()
    community_id = shift.community_id
    pairs = [(("shift", shift.id), ("record", record.id)) for record in records]
    links.record_many(uow, community_id, pairs, relation="recorded")
    moves = [Moved(r.id, RecordMove.RECORD, RecordState.CHECKED_IN, r.state, recorder_id) for r in records]
    write_moves(uow, community_id, Subject.RECORD, moves)
    return records
