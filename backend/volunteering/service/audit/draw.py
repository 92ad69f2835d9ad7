"""The draw: once the period is sealed, the seed is revealed and the sample follows from it and the seal.

It draws from what the seals hold: a record that was taken away since is still a leaf, one slipped in later is none.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from backend.books import service as books
from backend.communities import service as communities
from backend.core.actor import Role
from backend.core.working_days import end_of_notice
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import AuditCase, AuditRound, AuditSeed, MoveRow, ServiceRecord, Shift
from backend.volunteering.moves import AUDIT_MOVES, AuditMove
from backend.volunteering.rules.audit import CASE_DAYS, REMIND_DAYS_BEFORE, choose_auditor, draw_lot, ticket
from backend.volunteering.service.audit import telling
from backend.volunteering.service.audit.closing import close_when_found
from backend.volunteering.service.audit.leaves import sealed_records
from backend.volunteering.service.audit.publishing import keep_draw
from backend.volunteering.service.history import Moved, list_moves, write_moves
from backend.volunteering.types import Subject
from backend.volunteering.types.audit import CaseState, DrawnBy, RoundState

# The seal comes an hour after midnight; where it is late, the draw waits for it.
TRY_AGAIN = timedelta(minutes=10)


def communities_to_draw(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with a round to be drawn (lock-free scan over all of them)."""
    due = select(AuditRound.community_id).where(
        AuditRound.state == RoundState.COMMITTED, AuditRound.draw_due_at <= uow.now
    )
    return uow.session.scalars(due.distinct()).all()


def draw_due(uow: UnitOfWork, community_id: int) -> int:
    """Draw the oldest round once its period is over and sealed, no later one before it; return 1, or 0 if not due."""
    round_ = uow.session.scalars(
        select(AuditRound)
        .where(
            AuditRound.community_id == community_id,
            AuditRound.state == RoundState.COMMITTED,
        )
        .order_by(AuditRound.number)
        .limit(1)
        .with_for_update()
    ).one_or_none()
    if round_ is None or round_.draw_due_at > uow.now:
        return 0
    if books.is_sealed_through(uow, community_id, round_.ends_on):
        _draw(uow, round_)
    else:
        round_.draw_due_at = uow.now + TRY_AGAIN
    uow.session.flush()
    return 1


def _draw(uow: UnitOfWork, round_: AuditRound) -> None:
    cid = round_.community_id
    seed = bytes.fromhex(uow.session.get_one(AuditSeed, (cid, round_.id)).seed)
    after, last = _seals_of(uow, round_)
    seal_hash = books.hashes_of_seals(uow, cid, [last])[last]
    records = sealed_records(uow, cid, books.sealed_days(uow, cid, after=after, last=last))
    lot = draw_lot(seed, cid, records.keys(), seal_hash)
    also = [id_ for id_, is_flagged in records.items() if is_flagged and id_ not in set(lot)]
    round_.state = AUDIT_MOVES.next(RoundState(round_.state), AuditMove.DRAW)
    round_.seed, round_.after_seal, round_.seal_number = seed, after, last
    round_.records, round_.lot, round_.flagged = len(records), len(lot), len(also)
    round_.drawn_at = uow.now
    uow.session.flush()
    moved = Moved(round_.id, AuditMove.DRAW, RoundState.COMMITTED, RoundState.DRAWN)
    write_moves(uow, cid, Subject.AUDIT, [moved])
    reasons = dict.fromkeys(lot, DrawnBy.LOT) | dict.fromkeys(also, DrawnBy.FLAG)
    _open_cases(uow, round_, reasons, {id_: ticket(seed, cid, id_, seal_hash) for id_ in reasons})
    keep_draw(uow, round_)
    close_when_found(uow, round_)


def _seals_of(uow: UnitOfWork, round_: AuditRound) -> tuple[int, int]:
    """Return after which seal the round's begin, where the round before ended, and the last of them."""
    cid = round_.community_id
    before = uow.session.scalar(
        select(AuditRound.seal_number).where(AuditRound.community_id == cid, AuditRound.number == round_.number - 1)
    )
    if before is None:
        before = books.last_seal_number(uow, cid, round_.starts_on - timedelta(days=1))
    # Where sealing stood still until after the period, the first seal of all has the commitment and the period in it.
    return before, books.last_seal_number(uow, cid, round_.ends_on) or 1


def _open_cases(uow: UnitOfWork, round_: AuditRound, reasons: dict[UUID, DrawnBy], tickets: dict[UUID, bytes]) -> None:
    """Open a case for each record drawn, each with an auditor by lot, and tell everybody concerned."""
    cid = round_.community_id
    supervisors = [each.id for each in communities.holders_of(uow, cid, Role.SUPERVISOR)]
    due_at, remind_at = end_of_notice(uow.now, CASE_DAYS), end_of_notice(uow.now, CASE_DAYS - REMIND_DAYS_BEFORE)
    drawn = _drawn(uow, cid, reasons)
    moves = list_moves(uow, cid, reasons)
    cases = []
    for record, shift in drawn:
        hands = _hands(record, shift, moves.get(record.id, ()))
        auditor = choose_auditor(tickets[record.id], supervisors, hands)
        cases.append(
            {
                "community_id": cid,
                "id": uow.new_id(),
                "audit_id": round_.id,
                "record_id": record.id,
                "drawn_by": reasons[record.id],
                "hands": hands,
                "state": CaseState.ASSIGNED if auditor else CaseState.OPEN,
                "assigned_to": auditor,
                "due_at": due_at,
                "remind_at": remind_at,
            }
        )
    if cases:
        uow.session.execute(insert(AuditCase), cases)
    telling.tell_drawn(uow, cid, _told(drawn))
    telling.tell_assigned(uow, round_, [case["assigned_to"] for case in cases], supervisors, due_at)


def _drawn(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Sequence[Any]:
    return uow.session.execute(
        select(ServiceRecord, Shift)
        .join(Shift, (Shift.community_id == ServiceRecord.community_id) & (Shift.id == ServiceRecord.shift_id))
        .where(ServiceRecord.community_id == community_id, ServiceRecord.id.in_(ids))
        .order_by(ServiceRecord.number)
    ).all()


def _hands(record: ServiceRecord, shift: Shift, moves: Sequence[MoveRow]) -> list[UUID]:
    """Return all who had a part: in doing, writing, seeing, confirming, disputing or ruling, as leader or helped."""
    parts = (
        record.performed_by,
        record.held_by,
        record.recorded_by,
        record.witnessed_by,
        record.confirmed_by,
        record.approved_by,
        record.disputed_by,
        shift.leader_id,
        shift.beneficiary_id,
        shift.created_by,
        *(record.earlier_hands or ()),
        *(move.by_member_id for move in moves),
    )
    return sorted({part for part in parts if part is not None})


def _told(drawn: Sequence[Any]) -> list[dict[str, Any]]:
    """Return who is told that a record is drawn: whose hours they are, and who was helped."""
    return [
        {"record_id": str(record.id), "member_id": str(member_id), "title": shift.title, "helped": helped}
        for record, shift in drawn
        for member_id, helped in ((record.performed_by, False), (shift.beneficiary_id, True))
        if member_id is not None
    ]
