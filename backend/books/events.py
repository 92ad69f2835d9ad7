"""Topics of the outbox that the books tell others of, with their payloads."""

from collections.abc import Sequence

from backend.books.types import Finding
from backend.infra import outbox
from backend.infra.uow import UnitOfWork

BROKEN = "books.broken"


def tell_broken(uow: UnitOfWork, community_id: int, findings: Sequence[Finding]) -> None:
    """Tell the desk that the books do not tally."""
    outbox.record(uow, community_id, BROKEN, {"count": len(findings), "checks": [each.check for each in findings]})
