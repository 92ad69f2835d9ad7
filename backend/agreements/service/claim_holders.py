"""Who holds claims now, of the whole community at once, for whoever suggests new ones."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from backend.agreements.models import Claim
from backend.agreements.types.claims import STANDING_STATES
from backend.infra.uow import UnitOfWork


class HeldClaim(NamedTuple):
    """A live or waiting claim: the entry, and the unit or member that holds it."""

    entry_id: UUID
    claimant_id: UUID


def claims_held(uow: UnitOfWork, community_id: int) -> list[HeldClaim]:
    """Return every claim that is under way or waits."""
    rows = uow.session.execute(
        select(Claim.entry_id, func.coalesce(Claim.unit_id, Claim.member_id)).where(
            Claim.community_id == community_id,
            Claim.state.in_([state.value for state in STANDING_STATES]),
        )
    )
    return [HeldClaim(*row) for row in rows]
