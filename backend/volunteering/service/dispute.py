"""Disputes of records on notice: the objection, both sides' words with photos, the ruling. It makes no move itself."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.core.working_days import end_of_notice
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.errors import NotImpartialError, ObjectedBeforeError, TooManyObjectionsError
from backend.volunteering.models import DisputeStatement, RecordDispute, ServiceRecord, Shift
from backend.volunteering.moves import RecordMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules import dispute as rules
from backend.volunteering.rules.dispute import Parties, Said
from backend.volunteering.service.dispute_view import view_disputes
from backend.volunteering.service.flagging import has_rushed, waiting_late
from backend.volunteering.service.grounds import objected_by
from backend.volunteering.service.notice import renew_notice
from backend.volunteering.service.shift import find_shift
from backend.volunteering.types import RecordSource, RecordState
from backend.volunteering.types.dispute import Outcome, Side

RULINGS = {
    RecordMove.UPHOLD: Outcome.UPHELD,
    RecordMove.LOWER: Outcome.LOWERED,
    RecordMove.REJECT: Outcome.REJECTED,
}


def open_dispute(
    uow: UnitOfWork, actor: Actor, record: ServiceRecord, shift: Shift, *, text: str, photos: Sequence[UUID]
) -> None:
    """Object to a locked record on notice; the caller's own row is locked already, so that objections are counted.

    Raises MoveNotAllowedError (the notice is over), ObjectedBeforeError, TooManyObjectionsError, InvalidError (photos).
    """
    assert actor.member_id is not None  # policy: a member
    assert record.minutes is not None  # a CHECK: the record is on notice
    if record.notice_until is not None and uow.now >= record.notice_until:
        raise MoveNotAllowedError("公示期已过")
    if objected_by(uow, actor.member_id, record.community_id, [record.id]):
        raise ObjectedBeforeError
    if _count_open(uow, record.community_id, actor.member_id) >= rules.OPEN_MAX:
        raise TooManyObjectionsError
    dispute = RecordDispute(
        community_id=record.community_id,
        id=uow.new_id(),
        record_id=record.id,
        opened_by=actor.member_id,
        opened_at=uow.now,
        evidence_until=end_of_notice(uow.now, rules.EVIDENCE_DAYS),
        rule_by=end_of_notice(uow.now, rules.RULING_DAYS),
        minutes_before=record.minutes,
    )
    uow.session.add(dispute)
    uow.session.flush()
    record.disputed_by = actor.member_id
    _keep(uow, actor, dispute, Side.OBJECTOR, 1, text, photos)
    told = _record_side(record, shift) - {actor.member_id}
    events.tell_dispute(uow, dispute, "opened", shift.title, told, note=text)
    events.plan_dispute(uow, dispute, shift.title, again_at=end_of_notice(uow.now, rules.RULING_DAYS_AGAIN))


def withdraw_dispute(uow: UnitOfWork, record: ServiceRecord, shift: Shift) -> None:
    """Take one's objection back: the record is on notice again, at least for one more working day."""
    dispute = _open_of(uow, record)
    renew_notice(uow, record)
    if dispute is None:
        return
    dispute.outcome, dispute.closed_at = Outcome.WITHDRAWN, uow.now
    _close(uow, dispute)
    events.tell_dispute(uow, dispute, "withdrawn", shift.title, _record_side(record, shift) - {dispute.opened_by})


def rule(
    uow: UnitOfWork,
    actor: Actor,
    record: ServiceRecord,
    shift: Shift,
    move: RecordMove,
    *,
    reason: str,
    minutes: int | None,
) -> str:
    """Decide on a locked record that is held or disputed, or flagged since it was entered; return its history's line.

    Raises NotImpartialError (also of a party's household and of who objected before), HearBothSidesError, InvalidError,
    and MoveNotAllowedError for an entered record with no flag that waits.
    """
    if record.state == RecordState.ENTERED:
        if not waiting_late(uow, record.community_id, [record.id]):
            raise MoveNotAllowedError("这条记录没有待核查的疑点")
        _check_impartial(uow, actor, record, None)
        return reason
    dispute = _open_of(uow, record)
    _check_impartial(uow, actor, record, dispute)
    if dispute is not None and move is not RecordMove.UPHOLD:
        rules.check_heard(_said(uow, dispute), until=dispute.evidence_until, now=uow.now)
    before = record.minutes
    if move is RecordMove.LOWER:
        is_correction = record.source == RecordSource.CORRECTION
        record.minutes = rules.check_lower(minutes, before=before, is_correction=is_correction)
    if move is not RecordMove.REJECT:
        renew_notice(uow, record)
    line = reason if record.minutes == before else f"{before}分钟改为{record.minutes}分钟：{reason}"
    if dispute is not None:
        dispute.outcome, dispute.closed_at = RULINGS[move], uow.now
        dispute.ruled_by, dispute.reason = actor.member_id, reason
        dispute.minutes_after = record.minutes if move is RecordMove.LOWER else None
        _close(uow, dispute)
        told = _record_side(record, shift) | {dispute.opened_by}
        events.tell_dispute(uow, dispute, "ruled", shift.title, told, note=line)
    return line


def add_statement(
    uow: UnitOfWork, actor: Actor, community_id: int, record_id: UUID, *, text: str, photos: Sequence[UUID]
) -> dict[str, Any]:
    """Say one's word in the dispute that waits, then once reply; return the dispute.

    Raises NotFoundError, MoveNotAllowedError, NotPartyError, StatementLateError, AlreadySaidError, NoAnswerYetError,
    InvalidError (photos).
    """
    POLICY.permit(actor, A.STATE)
    record = uow.session.get(
        ServiceRecord, (community_id, record_id), with_for_update={"key_share": True}, populate_existing=True
    )
    if record is None:
        raise NotFoundError
    dispute = _open_of(uow, record)
    if dispute is None or record.state != RecordState.DISPUTED:
        raise MoveNotAllowedError("现在没有等待裁定的异议")
    shift = find_shift(uow, community_id, record.shift_id)
    parties = Parties(dispute.opened_by, record.performed_by, shift.leader_id)
    side, turn = rules.decide_turn(
        parties, _said(uow, dispute), actor.member_id, until=dispute.evidence_until, now=uow.now
    )
    _keep(uow, actor, dispute, side, turn, text, photos)
    other = {dispute.opened_by} if side is Side.RECORD else _record_side(record, shift)
    events.tell_dispute(uow, dispute, "stated", shift.title, other - {actor.member_id})
    return view_disputes(uow, actor, [dispute])[0]


def _count_open(uow: UnitOfWork, community_id: int, member_id: UUID) -> int:
    waiting = select(func.count()).where(
        RecordDispute.community_id == community_id,
        RecordDispute.opened_by == member_id,
        RecordDispute.outcome.is_(None),
    )
    return uow.session.scalar(waiting) or 0


def _open_of(uow: UnitOfWork, record: ServiceRecord) -> RecordDispute | None:
    """Return the dispute that waits; what was disputed before disputes had rows has none."""
    return uow.session.scalars(
        select(RecordDispute).where(
            RecordDispute.community_id == record.community_id,
            RecordDispute.record_id == record.id,
            RecordDispute.outcome.is_(None),
        )
    ).one_or_none()


def _said(uow: UnitOfWork, dispute: RecordDispute) -> list[Said]:
    rows = uow.session.execute(
        select(DisputeStatement.side, DisputeStatement.by_member_id).where(
            DisputeStatement.community_id == dispute.community_id, DisputeStatement.dispute_id == dispute.id
        )
    )
    return [Said(Side(side), by) for side, by in rows]


def _record_side(record: ServiceRecord, shift: Shift) -> set[UUID]:
    return {record.performed_by, shift.leader_id}


def _check_impartial(uow: UnitOfWork, actor: Actor, record: ServiceRecord, dispute: RecordDispute | None) -> None:
    """Raise NotImpartialError for who objected to it before or ruled in haste, and for a party's household."""
    assert actor.member_id is not None  # policy: staff or supervisor
    if objected_by(uow, actor.member_id, record.community_id, [record.id]):
        raise NotImpartialError
    if has_rushed(uow, record, actor.member_id):
        raise NotImpartialError("您对这条记录裁定得太快，请由另一位监督员核查")
    household = communities.household_of(uow, record.community_id, actor.member_id)
    if record.performed_by in household or (dispute is not None and dispute.opened_by in household):
        raise NotImpartialError


def _close(uow: UnitOfWork, dispute: RecordDispute) -> None:
    uow.session.flush()
    events.forget_dispute(uow, dispute)


def _keep(
    uow: UnitOfWork,
    actor: Actor,
    dispute: RecordDispute,
    side: Side,
    turn: int,
    text: str,
    photos: Sequence[UUID],
) -> None:
    attachments.use_photos(uow, actor, dispute.community_id, photos)
    uow.session.add(
        DisputeStatement(
            community_id=dispute.community_id,
            id=uow.new_id(),
            dispute_id=dispute.id,
            side=side,
            by_member_id=actor.member_id,
            turn=turn,
            text=text,
            photos=[str(id_) for id_ in photos],
            at=uow.now,
        )
    )
    uow.session.flush()
