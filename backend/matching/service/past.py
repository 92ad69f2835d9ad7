"""What became of suggestions so far: those that wait, and pairs that are not suggested again."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from backend.infra.uow import UnitOfWork
from backend.matching.models import Suggestion
from backend.matching.rules import numbers
from backend.matching.types import SuggestionState

NEED_ID = func.coalesce(Suggestion.role_id, Suggestion.shift_id, Suggestion.entry_id)
OFFER_ID = func.coalesce(Suggestion.member_id, Suggestion.unit_id, Suggestion.resource_id)


class Waiting(NamedTuple):
    """A suggestion that waits for an answer, by the model's ids."""

    id: UUID
    need_id: UUID
    offer_id: UUID
    amount: int
    starts_at: datetime | None
    ends_at: datetime | None


def read_waiting(uow: UnitOfWork, community_id: int) -> list[Waiting]:
    """Return the suggestions that wait, oldest first."""
    rows = uow.session.execute(
        select(Suggestion.id, NEED_ID, OFFER_ID, Suggestion.amount, Suggestion.starts_at, Suggestion.ends_at)
        .where(Suggestion.community_id == community_id, Suggestion.state == SuggestionState.OFFERED.value)
        .order_by(Suggestion.created_at, Suggestion.id)
    )
    return [Waiting(*row) for row in rows]


def read_declined(uow: UnitOfWork, community_id: int) -> dict[UUID, frozenset[UUID]]:
    """Return by offer the needs that are not suggested to it again: declined, or let lapse a short while ago."""
    rows = uow.session.execute(
        select(OFFER_ID, NEED_ID).where(
            Suggestion.community_id == community_id,
            or_(
                and_(
                    Suggestion.state == SuggestionState.DECLINED.value,
                    Suggestion.decided_at > uow.now - numbers.DECLINE_DAYS,
                ),
                and_(
                    Suggestion.state == SuggestionState.LAPSED.value,
                    Suggestion.decided_at > uow.now - numbers.LAPSE_DAYS,
                ),
            ),
        )
    )
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for offer_id, need_id in rows:
        found[offer_id].add(need_id)
    return {offer_id: frozenset(needs) for offer_id, needs in found.items()}


def needs_ended_since(uow: UnitOfWork, community_id: int, moment: datetime) -> frozenset[UUID]:
    """Return the needs of which a suggestion was answered, lapsed or was taken back since ``moment``."""
    rows = uow.session.scalars(
        select(NEED_ID).where(Suggestion.community_id == community_id, Suggestion.decided_at > moment).distinct()
    )
    return frozenset(rows)
