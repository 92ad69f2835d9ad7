"""Topics of the outbox that the books tell others of, with their payloads."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from backend.books.types import Finding
from backend.infra import outbox
from backend.infra.uow import UnitOfWork

BROKEN = "books.broken"
EXPIRING = "books.expiring"
EXPIRED = "books.expired"
ITEMS_MAX = 500


def tell_broken(uow: UnitOfWork, community_id: int, findings: Sequence[Finding]) -> None:
    """Tell the desk that the books do not tally."""
    outbox.record(uow, community_id, BROKEN, {"count": len(findings), "checks": [each.check for each in findings]})


def tell_expiring(uow: UnitOfWork, community_id: int, on: date, amounts: Sequence[tuple[UUID, int]]) -> None:
    """Tell members what will expire on a day unless they use it."""
    _tell_members(uow, community_id, EXPIRING, amounts, on=on.isoformat())


def tell_expired(uow: UnitOfWork, community_id: int, amounts: Sequence[tuple[UUID, int]]) -> None:
    """Tell members what has expired."""
    _tell_members(uow, community_id, EXPIRED, amounts)


def _tell_members(
    uow: UnitOfWork, community_id: int, topic: str, amounts: Sequence[tuple[UUID, int]], **facts: str
) -> None:
    """Record events of at most ITEMS_MAX members each, in one statement."""
    items = [{"member_id": str(member_id), "points": points} for member_id, points in amounts]
    parts = [items[start : start + ITEMS_MAX] for start in range(0, len(items), ITEMS_MAX)]
    outbox.record_many(uow, community_id, topic, [(None, {"items": part, **facts}, uow.now) for part in parts])
