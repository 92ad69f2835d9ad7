"""Whether a unit lets itself be ranked: said by its contact, taken back at any time, and each word kept."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from backend.alliances.models import RankingConsent
from backend.alliances.policy import POLICY, A
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork


def set_ranking_consent(
    uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, *, shows: bool
) -> dict[str, Any]:
    """Let the unit be shown in rankings from now on, or not any more; raises NotFoundError."""
    POLICY.permit(actor, A.CONSENT, unit_id=unit_id)
    communities.get_unit(uow, community_id, unit_id)
    if consent_of(uow, community_id, unit_id) is not shows:
        line = RankingConsent(
            community_id=community_id,
            id=uow.new_id(),
            unit_id=unit_id,
            shows=shows,
            by_member_id=actor.member_id,
            at=uow.now,
        )
        uow.session.add(line)
        uow.session.flush()
    return {"shows_in_ranking": shows}


def consent_of(uow: UnitOfWork, community_id: int, unit_id: UUID) -> bool:
    """Tell whether a unit lets itself be shown; who has said nothing does not."""
    newest = (
        select(RankingConsent.shows)
        .where(RankingConsent.community_id == community_id, RankingConsent.unit_id == unit_id)
        .order_by(RankingConsent.id.desc())
        .limit(1)
    )
    return uow.session.scalars(newest).one_or_none() or False


def consenting_units(uow: UnitOfWork, community_id: int) -> set[UUID]:
    """Return the units that let themselves be shown now."""
    newest = (
        select(RankingConsent.unit_id, RankingConsent.shows)
        .where(RankingConsent.community_id == community_id)
        .ext(distinct_on(RankingConsent.unit_id))
        .order_by(RankingConsent.unit_id, RankingConsent.id.desc())
    )
    return {row.unit_id for row in uow.session.execute(newest) if row.shows}
