"""A round is closed by its last finding; an empty one at its draw."""

from sqlalchemy import func, select

from backend.communities import service as communities
from backend.core.actor import Role
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import AuditCase, AuditRound
from backend.volunteering.moves import AUDIT_MOVES, AuditMove
from backend.volunteering.service.audit import telling
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.types import Subject
from backend.volunteering.types.audit import UNFOUND, CaseState, RoundState


def close_when_found(uow: UnitOfWork, round_: AuditRound) -> None:
    """Close the round, whose row the caller has locked, if no case of it waits any more."""
    counts = dict(
        uow.session.execute(
            select(AuditCase.state, func.count())
            .where(AuditCase.community_id == round_.community_id, AuditCase.audit_id == round_.id)
            .group_by(AuditCase.state)
        ).all()
    )
    if any(state in counts for state in UNFOUND):
        return
    before, round_.closed_at = RoundState(round_.state), uow.now
    round_.state = AUDIT_MOVES.next(before, AuditMove.CLOSE)
    uow.session.flush()
    moved = Moved(round_.id, AuditMove.CLOSE, before, round_.state)
    write_moves(uow, round_.community_id, Subject.AUDIT, [moved])
    told = communities.holders_of(uow, round_.community_id, Role.SUPERVISOR, Role.STAFF, Role.LEAD)
    found = (CaseState.PASSED, CaseState.FAILED, CaseState.UNDECIDABLE)
    sums = {state.value: counts.get(state, 0) for state in found}
    telling.tell_audit_closed(uow, round_, sums, [each.id for each in told])
