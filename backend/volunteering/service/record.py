"""Records after presence: witness, confirmation, notice, dispute and ruling. It enters and books nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, union_all
from sqlalchemy.orm import aliased

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import InvalidError, MoveNotAllowedError, NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.errors import NothingServedError
from backend.volunteering.models import ServiceRecord, Shift, SignUp
from backend.volunteering.moves import ASKED_RECORD_MOVES, NOTE_REQUIRED, RECORD_MOVES, RecordMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.looking import LOOK_AFTER, PACES
from backend.volunteering.rules.separation import decide_witness_kind
from backend.volunteering.service import dispute
from backend.volunteering.service.audit import telling
from backend.volunteering.service.flagging import is_flagged_late, is_to_be_held, raise_flags
from backend.volunteering.service.grounds import (
    ON_VIEW,
    PRESENT,
    check_record_move,
    record_grounds,
    shifts_served,
)
from backend.volunteering.service.history import go
from backend.volunteering.service.notice import publish
from backend.volunteering.service.record_view import view_records
from backend.volunteering.service.shift import find_shift
from backend.volunteering.types import (
    Flag,
    RaisedFlag,
    RecordFilter,
    RecordSource,
    RecordState,
    WitnessKind,
)

RULED_ON = frozenset({RecordState.HELD, RecordState.DISPUTED})
# After these a record is looked at (again): also at how quickly the hand that made the move went through others.
LOOKED_AT = frozenset(move for pace in PACES for move in pace.moves)


def move_record(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    record_id: UUID,
    move: RecordMove,
    *,
    note: str | None,
    minutes: int | None = None,
    photos: Sequence[UUID] = (),
) -> dict[str, Any]:
    """Witness, confirm (which puts it on notice, or holds it), object with photos, take it back, rule, or let stand.

    ``minutes`` are what a ruling leaves that lowers them. Raises NotFoundError, OwnRecordError, SameHandsError,
    EarlierHandsError, NotImpartialError, ForbiddenError, MoveNotAllowedError, NothingServedError, InvalidError (a note
    is missing), and what service.dispute's functions raise.
    """
    POLICY.permit(actor, A.MOVE_RECORD)
    record = _lock_for(uow, actor, community_id, record_id, move)
    shift = find_shift(uow, community_id, record.shift_id)
    if move not in ASKED_RECORD_MOVES:
        raise MoveNotAllowedError
    grounds = record_grounds(actor, record, shift, shifts_served(uow, actor, community_id, [shift.id]))
    check_record_move(actor, record, shift, move, also=grounds)
    RECORD_MOVES.next(RecordState(record.state), move)
    by_call = move is RecordMove.WITNESS and decide_witness_kind(grounds) is WitnessKind.STAFF_CALL
    if note is None and (move in NOTE_REQUIRED or by_call):
        raise InvalidError({"note": ["请写明经过或理由"]})
    if move is RecordMove.WITNESS:
        _witness(uow, actor, record, decide_witness_kind(grounds))
    elif move is RecordMove.CONFIRM:
        _confirm(uow, actor, record)
    elif move is RecordMove.APPROVE:
        record.approved_by = actor.member_id
    elif move is RecordMove.DISPUTE:
        dispute.open_dispute(uow, actor, record, shift, text=note or "", photos=photos)
    elif move is RecordMove.WITHDRAW:
        dispute.withdraw_dispute(uow, record, shift)
    elif record.state in (*RULED_ON, RecordState.ENTERED):
        note = dispute.rule(uow, actor, record, shift, move, reason=note or "", minutes=minutes)
    go(uow, record, move, by=actor.member_id, note=note)
    _go_on(uow, record, move)
    uow.session.flush()
    events.tell_record_moved(uow, record, shift.title, note)
    return view_records(uow, actor, [record])[0]


def _go_on(uow: UnitOfWork, record: ServiceRecord, move: RecordMove) -> None:
    """Do what follows from a move by itself: it is looked at, nobody is reminded; to notice, or to a supervisor."""
    if move in LOOKED_AT:
        record.look_at = uow.now + LOOK_AFTER
    if record.source == RecordSource.CORRECTION and move in (RecordMove.CONFIRM, RecordMove.REJECT):
        telling.forget_correction(uow, record)
    if move is RecordMove.APPROVE or (move is RecordMove.CONFIRM and record.source != RecordSource.PAPER):
        publish(uow, record)
    elif move is RecordMove.WITHDRAW and is_to_be_held(uow, record):
        go(uow, record, RecordMove.HOLD, by=None)  # flagged while it was disputed: nobody has ruled on that


def _lock_for(uow: UnitOfWork, actor: Actor, community_id: int, record_id: UUID, move: RecordMove) -> ServiceRecord:
    """Lock the record; before it who objects, so that their objections are counted one by one."""
    if move is RecordMove.DISPUTE and actor.member_id is not None:
        communities.lock_member(uow, community_id, actor.member_id)
    return lock_record(uow, community_id, record_id)


def lock_record(uow: UnitOfWork, community_id: int, record_id: UUID) -> ServiceRecord:
    """Return the row locked and as it is now; raises NotFoundError."""
    record = uow.session.get(
        ServiceRecord,
        (community_id, record_id),
        with_for_update={"key_share": True},
        populate_existing=True,
    )
    if record is None:
        raise NotFoundError
    return record


def _witness(uow: UnitOfWork, actor: Actor, record: ServiceRecord, kind: WitnessKind) -> None:
    record.witnessed_by, record.witness_kind = actor.member_id, kind
    if kind is WitnessKind.STAFF_CALL:
        raise_flags(uow, record.community_id, [RaisedFlag(record.id, Flag.WITNESSED_BY_CALL)])


def _confirm(uow: UnitOfWork, actor: Actor, record: ServiceRecord) -> None:
    if not record.minutes and record.source != RecordSource.CORRECTION:
        raise NothingServedError
    record.confirmed_by = actor.member_id


def get_record(uow: UnitOfWork, actor: Actor, community_id: int, record_id: UUID) -> dict[str, Any]:
    """Return a record to who had a part in it, the desk, and during its notice (names masked) every member."""
    POLICY.permit(actor, A.READ_RECORDS)
    record = uow.session.get(ServiceRecord, (community_id, record_id))
    if record is None:
        raise NotFoundError
    if record.state not in ON_VIEW and not POLICY.allows(actor, A.READ_ALL_RECORDS):
        shift = find_shift(uow, community_id, record.shift_id)
        served = shifts_served(uow, actor, community_id, [shift.id])
        if not record_grounds(actor, record, shift, served):
            raise NotFoundError
    return view_records(uow, actor, [record])[0]


def list_records(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: RecordFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return records, newest first: all of them to the desk, to others those they have a part in."""
    POLICY.permit(actor, A.READ_RECORDS)
    statement = select(ServiceRecord).where(ServiceRecord.community_id == community_id)
    if wanted.mine:
        statement = statement.where(ServiceRecord.performed_by == actor.member_id)
    elif not POLICY.allows(actor, A.READ_ALL_RECORDS):
        statement = statement.where(_has_part(community_id, actor.member_id))
    if wanted.state is not None:
        statement = statement.where(ServiceRecord.state == wanted.state)
    if wanted.source is not None:
        statement = statement.where(ServiceRecord.source == wanted.source)
    if wanted.flagged_late:
        statement = statement.where(is_flagged_late(community_id))
    if wanted.shift_id is not None:
        statement = statement.where(ServiceRecord.shift_id == wanted.shift_id)
    found = fetch_page(uow.session, statement, page, keys=[ServiceRecord.id])
    return Page(view_records(uow, actor, found.items), found.next_cursor)


def _has_part(community_id: int, me: UUID | None) -> ColumnElement[bool]:
    """Tell whether the hours are ``me``'s, led by or done for me: each by an index of its own, where OR has none."""
    record = aliased(ServiceRecord)
    here = select(record.id).where(record.community_id == community_id)
    of_shift = here.join(Shift, and_(Shift.community_id == record.community_id, Shift.id == record.shift_id))
    return ServiceRecord.id.in_(
        union_all(
            here.where(record.performed_by == me),
            of_shift.where(Shift.leader_id == me),
            of_shift.where(Shift.beneficiary_id == me),
        )
    )


def list_to_do(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return what waits for the caller: to witness, to confirm, to rule on; newest first."""
    POLICY.permit(actor, A.READ_RECORDS)
    assert actor.member_id is not None  # policy: a verified member
    me = actor.member_id
    mine = [_to_witness(me), _to_confirm(me)]
    if POLICY.allows(actor, A.CONFIRM_FOR_LEADER):
        mine += [_to_confirm_for_leader(me), _to_call(me)]
    if POLICY.allows(actor, A.RULE):
        mine.append(_to_rule(me))
    if POLICY.allows(actor, A.CONFIRM_CORRECTION):
        mine.append(_to_confirm_correction(me))
    if POLICY.allows(actor, A.APPROVE):
        mine.append(_to_approve(me))
    statement = (
        select(ServiceRecord)
        .join(Shift, _on_shift())
        .where(ServiceRecord.community_id == community_id, ServiceRecord.performed_by != me, or_(*mine))
    )
    found = fetch_page(uow.session, statement, page, keys=[ServiceRecord.id])
    return Page(view_records(uow, actor, found.items), found.next_cursor)


def _on_shift() -> ColumnElement[bool]:
    return and_(Shift.community_id == ServiceRecord.community_id, Shift.id == ServiceRecord.shift_id)


def _was_present(member: ColumnElement[bool]) -> ColumnElement[bool]:
    """Tell whether somebody of whom ``member`` holds was present at the record's shift."""
    return (
        select(SignUp.id)
        .where(
            SignUp.community_id == ServiceRecord.community_id,
            SignUp.shift_id == ServiceRecord.shift_id,
            SignUp.state.in_(PRESENT),
            member,
        )
        .exists()
    )


def _to_witness(me: UUID) -> ColumnElement[bool]:
    return and_(
        ServiceRecord.state == RecordState.CHECKED_OUT,
        ServiceRecord.recorded_by.is_distinct_from(me),
        ServiceRecord.held_by.is_distinct_from(me),
        or_(Shift.beneficiary_id == me, _was_present(SignUp.member_id == me)),
    )


def _to_call(me: UUID) -> ColumnElement[bool]:
    """Nobody else was there and nobody was served by name: staff ask by telephone."""
    return and_(
        ServiceRecord.state == RecordState.CHECKED_OUT,
        ServiceRecord.source == RecordSource.CODE,
        Shift.beneficiary_id.is_(None),
        ~_was_present(SignUp.member_id != ServiceRecord.performed_by),
        ServiceRecord.held_by.is_distinct_from(me),
        Shift.leader_id != me,
    )


def _to_confirm(me: UUID) -> ColumnElement[bool]:
    return and_(
        ServiceRecord.state == RecordState.WITNESSED,
        Shift.leader_id == me,
        ServiceRecord.witnessed_by != me,
        ServiceRecord.recorded_by.is_distinct_from(me),
        ServiceRecord.held_by.is_distinct_from(me),
    )


def _to_confirm_for_leader(me: UUID) -> ColumnElement[bool]:
    return and_(
        ServiceRecord.state == RecordState.WITNESSED,
        Shift.leader_id.in_(
            [
                ServiceRecord.performed_by,
                ServiceRecord.held_by,
                ServiceRecord.witnessed_by,
                ServiceRecord.recorded_by,
            ]
        ),
        ServiceRecord.witnessed_by != me,
        ServiceRecord.recorded_by.is_distinct_from(me),
        ServiceRecord.held_by.is_distinct_from(me),
    )


def _to_approve(me: UUID) -> ColumnElement[bool]:
    """Tell what a supervisor who had no hand in it may approve a second time."""
    return and_(
        ServiceRecord.state == RecordState.CONFIRMED,
        ServiceRecord.source == RecordSource.PAPER,
        ServiceRecord.recorded_by != me,
        ServiceRecord.witnessed_by != me,
        ServiceRecord.confirmed_by != me,
    )


def _to_rule(me: UUID) -> ColumnElement[bool]:
    return and_(
        ServiceRecord.state.in_(RULED_ON),
        ServiceRecord.witnessed_by.is_distinct_from(me),
        ServiceRecord.confirmed_by != me,
        ServiceRecord.disputed_by.is_distinct_from(me),
        ServiceRecord.recorded_by.is_distinct_from(me),
        ServiceRecord.held_by.is_distinct_from(me),
        ServiceRecord.approved_by.is_distinct_from(me),
        Shift.leader_id != me,
        _had_no_earlier_part(me),
    )


def _to_confirm_correction(me: UUID) -> ColumnElement[bool]:
    return and_(ServiceRecord.state == RecordState.FILED, ServiceRecord.recorded_by != me, _had_no_earlier_part(me))


def _had_no_earlier_part(me: UUID) -> ColumnElement[bool]:
    """Tell whether ``me`` had no part in what a record corrects; where it corrects nothing nobody had."""
    return ServiceRecord.earlier_hands.contains([me]).is_not(True)
