"""Agreements as stops of the trace."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.agreements.models import Agreement
from backend.agreements.moves.agreements import AGREEMENT_STATE_NAMES
from backend.agreements.policy import POLICY, A
from backend.agreements.service.agreements.store import load_many, show_number
from backend.agreements.service.agreements.view import is_insider
from backend.agreements.types.agreements import PUBLIC, AgreementState
from backend.core.actor import Actor
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork

NEXT_ACTORS = {
    AgreementState.DRAFT: "社区工作者：写好文本，发给各方",
    AgreementState.SIGNING: "各方：看过文本后签署",
    AgreementState.IN_FORCE: "各方：按条款办理",
}


def agreement_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return agreements by id; of those not signed yet others see that there is one."""
    if not POLICY.allows(actor, A.READ_AGREEMENTS):
        return {}
    rows = uow.session.scalars(
        select(Agreement).where(Agreement.community_id == community_id, Agreement.id.in_(ids))
    ).all()
    found: dict[UUID, Stop | None] = {}
    for held in load_many(uow, community_id, rows):
        if held.state not in PUBLIC and not is_insider(actor, held):
            found[held.row.id] = None
            continue
        next_actor = NEXT_ACTORS.get(held.state)
        shown = held.current or held.versions[-1]
        found[held.row.id] = Stop(
            f"{show_number(held.row.number)} {shown.title}",
            AGREEMENT_STATE_NAMES[held.state],
            held.row.created_at,
            StopStatus.NOW if next_actor else StopStatus.DONE,
            "、".join(side.name for side in held.sides if not side.has_left),
            next_actor,
        )
    return found
