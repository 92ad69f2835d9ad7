"""What matching tells others of: one topic, whose ``what`` says which thing happened; and what it looks at later."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from backend.infra import outbox
from backend.infra.links import Ref
from backend.infra.uow import UnitOfWork

TOLD = "matching.told"
# Looked at again before suggestions lapse: what was answered meanwhile is not told of.
LAPSES_SOON = "matching.lapses_soon"


class Told(NamedTuple):
    """What happened, whom it concerns and what to open; ``more`` are JSON values. A ``key`` is told of once."""

    what: str
    member_ids: Collection[UUID | None]
    target: Ref
    title: str
    more: dict[str, Any]
    key: str | None = None


def tell(uow: UnitOfWork, community_id: int, told: Sequence[Told]) -> None:
    """Store what happened in one statement; what concerns nobody is left out."""
    events = [
        (
            each.key,
            {
                "what": each.what,
                "member_ids": sorted(str(id_) for id_ in set(each.member_ids) if id_ is not None),
                "target": [each.target[0], str(each.target[1])],
                "title": each.title,
                **each.more,
            },
            uow.now,
        )
        for each in told
        if any(each.member_ids)
    ]
    outbox.record_many(uow, community_id, TOLD, events)
