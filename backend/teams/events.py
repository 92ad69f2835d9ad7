"""What teams tells others of: one topic, whose ``what`` says which thing happened."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from backend.infra import outbox
from backend.infra.uow import UnitOfWork
from backend.teams.models import Team

TOLD = "teams.told"


class Told(NamedTuple):
    """What happened on a team and whom it concerns; ``more`` are JSON values."""

    team: Team
    what: str
    member_ids: Collection[UUID | None]
    more: dict[str, Any]


def tell(uow: UnitOfWork, team: Team, what: str, member_ids: Collection[UUID | None], **more: Any) -> None:
    """Store one thing that happened; nobody to tell: nothing is stored."""
    tell_many(uow, team.community_id, [Told(team, what, member_ids, more)])


def tell_many(uow: UnitOfWork, community_id: int, told: Sequence[Told]) -> None:
    """Store many of one community in one statement."""
    payloads = [
        {
            "team_id": str(each.team.id),
            "team": each.team.name,
            "what": each.what,
            "member_ids": sorted(str(id_) for id_ in set(each.member_ids) if id_ is not None),
            **each.more,
        }
        for each in told
    ]
    outbox.record_many(uow, community_id, TOLD, [(None, each, uow.now) for each in payloads if each["member_ids"]])
