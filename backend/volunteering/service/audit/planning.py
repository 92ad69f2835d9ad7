"""Whether a community is audited at all: from its first shift on."""

from sqlalchemy.dialects.postgresql import insert

from backend.infra.uow import UnitOfWork
from backend.volunteering.models import AuditTurn


def plan_audits(uow: UnitOfWork, community_id: int) -> None:
    """Have rounds committed from now on; called wherever hours begin, a second time changes nothing."""
    turn = insert(AuditTurn).values(community_id=community_id, due_at=uow.now)
    uow.session.execute(turn.on_conflict_do_nothing())
