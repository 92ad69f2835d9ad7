"""Rounds as everybody sees them: hashes as hexadecimal digits, results in sums, records by number."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.books import service as books
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import AuditCase, AuditRound, ServiceRecord
from backend.volunteering.service.parts import record_number
from backend.volunteering.types.audit import DRAWN_BY_NAMES, ROUND_STATE_NAMES, UNFOUND, CaseState, DrawnBy, RoundState

# A page shows so many numbers; the published draw has all of them.
SAMPLE_MAX = 100


def view_audits(uow: UnitOfWork, rounds: Sequence[AuditRound]) -> list[dict[str, Any]]:
    """Return rounds of one community as the API shows them, in three statements."""
    if not rounds:
        return []
    community_id = rounds[0].community_id
    sums = _sums(uow, community_id, [each.id for each in rounds])
    hashes = books.hashes_of_seals(uow, community_id, {each.seal_number for each in rounds if each.seal_number})
    return [_view(each, sums.get(each.id, {}), hashes) for each in rounds]


def _view(each: AuditRound, sums: dict[str, int], hashes: dict[int, bytes]) -> dict[str, Any]:
    seal_hash = hashes.get(each.seal_number) if each.seal_number else None
    found = {state.value: sums.get(state, 0) for state in (CaseState.PASSED, CaseState.FAILED, CaseState.UNDECIDABLE)}
    return {
        "id": each.id,
        "number": each.number,
        "starts_on": each.starts_on,
        "ends_on": each.ends_on,
        "state": each.state,
        "state_name": ROUND_STATE_NAMES[RoundState(each.state)],
        "commitment": each.commitment.hex(),
        "committed_at": each.committed_at,
        "draw_due_at": books.sealed_at(each.ends_on),
        "seed": each.seed.hex() if each.seed else None,
        "seal": {"number": each.seal_number, "hash": seal_hash.hex()} if seal_hash else None,
        "records": each.records,
        "lot": each.lot,
        "flagged": each.flagged,
        "drawn_at": each.drawn_at,
        "closed_at": each.closed_at,
        "sums": {**found, "open": sum(sums.get(state, 0) for state in UNFOUND), "overdue": sums.get("overdue", 0)},
    }


def _sums(uow: UnitOfWork, community_id: int, ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """Return per round how many cases stand where, and how many of the unfound are overdue."""
    overdue = func.count().filter(AuditCase.due_at <= uow.now)
    rows = uow.session.execute(
        select(AuditCase.audit_id, AuditCase.state, func.count(), overdue)
        .where(AuditCase.community_id == community_id, AuditCase.audit_id.in_(ids))
        .group_by(AuditCase.audit_id, AuditCase.state)
    )
    sums: dict[UUID, dict[str, int]] = {}
    for audit_id, state, count, late in rows:
        of_round = sums.setdefault(audit_id, {"overdue": 0})
        of_round[state] = count
        of_round["overdue"] += late if state in UNFOUND else 0
    return sums


def sample_of(uow: UnitOfWork, round_: AuditRound) -> list[dict[str, Any]]:
    """Return the first of a round's sample by number and why each was taken; not what was found of it."""
    rows = uow.session.execute(
        select(ServiceRecord.number, AuditCase.record_id, AuditCase.drawn_by)
        .join(
            ServiceRecord,
            (ServiceRecord.community_id == AuditCase.community_id) & (ServiceRecord.id == AuditCase.record_id),
        )
        .where(AuditCase.community_id == round_.community_id, AuditCase.audit_id == round_.id)
        .order_by(ServiceRecord.number)
        .limit(SAMPLE_MAX)
    )
    return [
        {
            "number": record_number(number),
            "record_id": record_id,
            "drawn_by": drawn_by,
            "drawn_by_name": DRAWN_BY_NAMES[DrawnBy(drawn_by)],
        }
        for number, record_id, drawn_by in rows
    ]
