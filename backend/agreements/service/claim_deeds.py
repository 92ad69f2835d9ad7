"""What a unit's claims tell of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from backend.agreements.models import Claim, ClaimAssist, ClaimMoveRow
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.types.claims import AssistState, ClaimState
from backend.core.clock import local_date
from backend.core.deeds import Deed, DeedKind
from backend.infra.uow import UnitOfWork

CLAIM = "claim"  # the first line of a claim's history
_KINDS: dict[tuple[str, str | None], DeedKind] = {
    (CLAIM, None): DeedKind.CLAIMED,
    (ClaimMove.ACCEPT_DELIVERY, ClaimState.DELIVERED): DeedKind.CLAIM_KEPT,
    (ClaimMove.WITHDRAW, ClaimState.ACCEPTED): DeedKind.CLAIM_GIVEN_UP,
}


def deeds_of_unit(uow: UnitOfWork, community_id: int, unit_id: UUID, since: datetime) -> list[Deed]:
    """Return what the unit claimed, delivered to the asker's content, and gave up after it had been accepted.

    What it agreed to help with counts as its own: claimed when it agreed, kept when the whole claim was.
    """
    rows = uow.session.execute(
        select(ClaimMoveRow.move, ClaimMoveRow.from_state, ClaimMoveRow.at, Claim.entry_id)
        .join(Claim, (Claim.community_id == ClaimMoveRow.community_id) & (Claim.id == ClaimMoveRow.claim_id))
        .where(Claim.community_id == community_id, Claim.unit_id == unit_id, ClaimMoveRow.at >= since)
    )
    own = [
        Deed(_KINDS[(move, before)], local_date(at), entry_id=entry_id)
        for move, before, at, entry_id in rows
        if (move, before) in _KINDS
    ]
    return own + _helped(uow, community_id, unit_id, since)


def _helped(uow: UnitOfWork, community_id: int, unit_id: UUID, since: datetime) -> list[Deed]:
    """Return what the unit agreed to help with, and what of that was kept, one deed a claim and kind."""
    kept_at = (
        select(ClaimMoveRow.at)
        .where(
            ClaimMoveRow.community_id == Claim.community_id,
            ClaimMoveRow.claim_id == Claim.id,
            ClaimMoveRow.move == ClaimMove.ACCEPT_DELIVERY.value,
        )
        .order_by(ClaimMoveRow.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = uow.session.execute(
        select(ClaimAssist.answered_at, kept_at, Claim.entry_id)
        .join(Claim, (Claim.community_id == ClaimAssist.community_id) & (Claim.id == ClaimAssist.claim_id))
        .where(
            ClaimAssist.community_id == community_id,
            ClaimAssist.unit_id == unit_id,
            ClaimAssist.state == AssistState.AGREED.value,
        )
    )
    return [
        Deed(kind, local_date(at), entry_id=entry_id)
        for agreed_at, closed_at, entry_id in rows
        for kind, at in ((DeedKind.CLAIMED, agreed_at), (DeedKind.CLAIM_KEPT, closed_at))
        if at is not None and at >= since
    ]


def count_claims(uow: UnitOfWork, community_id: int) -> dict[UUID, int]:
    """Return how many claims each unit made."""
    rows = uow.session.execute(
        select(Claim.unit_id, func.count().label("number"))
        .where(Claim.community_id == community_id, Claim.unit_id.is_not(None))
        .group_by(Claim.unit_id)
    )
    return {row.unit_id: row.number for row in rows}


def claimants_of(uow: UnitOfWork, community_id: int, entry_id: UUID) -> Sequence[UUID]:
    """Return the units whose claims on an entry were delivered and closed."""
    rows = uow.session.scalars(
        select(Claim.unit_id)
        .where(Claim.community_id == community_id, Claim.entry_id == entry_id, Claim.state == ClaimState.CLOSED.value)
        .distinct()
    )
    return [unit_id for unit_id in rows if unit_id is not None]
