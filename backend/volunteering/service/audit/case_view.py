"""Cases as supervisors see them, and what the people concerned see of theirs; many at once."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import AuditCase, AuditFinding, AuditRound, ServiceRecord, Shift
from backend.volunteering.moves import CASE_MOVE_NAMES, CaseMove
from backend.volunteering.service.parts import record_number, shifts_by_ids
from backend.volunteering.types.audit import (
    CASE_STATE_NAMES,
    DRAWN_BY_NAMES,
    UNFOUND,
    WAY_NAMES,
    CaseState,
    DrawnBy,
    Way,
)

# Column of the record, and what whose name stands there did.
_PARTS = {
    "performed_by": "服务的人",
    "recorded_by": "登记的人",
    "witnessed_by": "见证的人",
    "confirmed_by": "确认的人",
    "approved_by": "复核的人",
}


def view_cases(uow: UnitOfWork, actor: Actor, cases: Sequence[AuditCase]) -> list[dict[str, Any]]:
    """Return cases of one community with their records, the people in them and what was found."""
    if not cases:
        return []
    cid = cases[0].community_id
    records = _by_ids(uow, ServiceRecord, cid, {case.record_id for case in cases})
    rounds = _by_ids(uow, AuditRound, cid, {case.audit_id for case in cases})
    findings = _by_ids(uow, AuditFinding, cid, {case.id for case in cases})
    shifts = shifts_by_ids(uow, cid, {record.shift_id for record in records.values()})
    parts = {record.id: _parts(record, shifts[record.shift_id]) for record in records.values()}
    people = {id_ for of_record in parts.values() for _, id_ in of_record}
    people |= {case.assigned_to for case in cases if case.assigned_to} | {each.found_by for each in findings.values()}
    members = communities.members_by_ids(uow, cid, people)
    photos = attachments.photos_by_ids(uow, cid, {UUID(id_) for each in findings.values() for id_ in each.photos})

    def named(id_: UUID | None) -> dict[str, Any] | None:
        return {"id": id_, "name": members[id_].name} if id_ is not None else None

    shown = []
    for case in cases:
        record, finding = records[case.record_id], findings.get(case.id)
        shift = shifts[record.shift_id]
        shown.append(
            {
                "id": case.id,
                "audit": {"id": case.audit_id, "number": rounds[case.audit_id].number},
                "record": {
                    "id": record.id,
                    "number": record_number(record.number),
                    "title": shift.title,
                    "place": shift.place,
                    "served_on": record.served_on,
                    "minutes": record.minutes,
                },
                "people": [{"part": part, "member": named(id_)} for part, id_ in parts[record.id]],
                "drawn_by": case.drawn_by,
                "drawn_by_name": DRAWN_BY_NAMES[DrawnBy(case.drawn_by)],
                "state": case.state,
                "state_name": CASE_STATE_NAMES[CaseState(case.state)],
                "auditor": named(case.assigned_to),
                "due_at": case.due_at,
                "is_overdue": case.state in UNFOUND and case.due_at <= uow.now,
                "may_find": _may_find(actor, case),
                "moves": [{"move": move.value, "name": CASE_MOVE_NAMES[move]} for move in _moves(uow, actor, case)],
                "finding": None if finding is None else _finding(finding, named, photos),
            }
        )
    return shown


def _parts(record: ServiceRecord, shift: Shift) -> list[tuple[str, UUID]]:
    """Return who had what part in a record, for who will call them."""
    found = [(name, getattr(record, column)) for column, name in _PARTS.items()]
    found += [("带队的人", shift.leader_id), ("受助的人", shift.beneficiary_id)]
    return [(name, id_) for name, id_ in found if id_ is not None]


def _by_ids(uow: UnitOfWork, model: Any, community_id: int, ids: Collection[UUID]) -> dict[UUID, Any]:
    rows = uow.session.scalars(select(model).where(model.community_id == community_id, model.id.in_(ids)))
    return {row.id: row for row in rows}


def _may_find(actor: Actor, case: AuditCase) -> bool:
    return case.state == CaseState.ASSIGNED and case.assigned_to == actor.member_id


def _moves(uow: UnitOfWork, actor: Actor, case: AuditCase) -> list[CaseMove]:
    """Return what the caller may do but find: take what nobody has or what is overdue."""
    is_free = case.state == CaseState.OPEN or (case.state == CaseState.ASSIGNED and case.due_at <= uow.now)
    is_other = actor.member_id != case.assigned_to and actor.member_id not in case.hands
    return [CaseMove.TAKE] if is_free and is_other else []


def _finding(finding: AuditFinding, named: Any, photos: dict[UUID, dict[str, Any]]) -> dict[str, Any]:
    return {
        "verdict": finding.verdict,
        "verdict_name": CASE_STATE_NAMES[CaseState(finding.verdict)],
        "minutes": finding.minutes,
        "ways": [WAY_NAMES[Way(way)] for way in finding.ways],
        "checked": finding.checked,
        "performer_word": finding.performer_word,
        "beneficiary_word": finding.beneficiary_word,
        "reason": finding.reason,
        "photos": [photos[UUID(id_)] for id_ in finding.photos if UUID(id_) in photos],
        "found_by": named(finding.found_by),
        "found_at": finding.found_at,
    }


def audits_of_records(uow: UnitOfWork, community_id: int, record_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return what the people of a record see of its newest audit: no word of the other side, no auditor's name."""
    if not record_ids:
        return {}
    rows = uow.session.execute(
        select(AuditCase, AuditRound.number, AuditFinding)
        .join(AuditRound, (AuditRound.community_id == AuditCase.community_id) & (AuditRound.id == AuditCase.audit_id))
        .outerjoin(
            AuditFinding, (AuditFinding.community_id == AuditCase.community_id) & (AuditFinding.id == AuditCase.id)
        )
        .where(AuditCase.community_id == community_id, AuditCase.record_id.in_(record_ids))
        .order_by(AuditCase.id)
    )
    return {case.record_id: _mark(case, number, finding) for case, number, finding in rows}


def _mark(case: AuditCase, number: int, finding: AuditFinding | None) -> dict[str, Any]:
    return {
        "audit_id": case.audit_id,
        "number": number,
        "drawn_by": case.drawn_by,
        "state": case.state,
        "state_name": CASE_STATE_NAMES[CaseState(case.state)],
        "due_at": case.due_at,
        "minutes": finding.minutes if finding else None,
        "checked": finding.checked if finding else None,
        "reason": finding.reason if finding else None,
        "found_at": finding.found_at if finding else None,
    }
