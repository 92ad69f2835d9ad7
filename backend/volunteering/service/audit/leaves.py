"""Which leaves of seals are records, and which of these have a flag."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from backend.books.types import SealedDay
from backend.infra.uow import UnitOfWork

_RECORDS = text(
    """
    SELECT e.id, EXISTS (
        SELECT FROM record_flags f WHERE f.community_id = e.community_id AND f.record_id = e.id
    ) AS flagged
    FROM unnest(CAST(:ids AS uuid[])) AS leaf (id)
    JOIN entered_records e ON e.community_id = :community_id AND e.id = leaf.id
    """
)


def sealed_records(uow: UnitOfWork, community_id: int, days: Sequence[SealedDay]) -> dict[UUID, bool]:
    """Return the records among the leaves of some seals, in the seals' order, and whether each has a flag."""
    ids = [leaf.id for day in days for leaf in day.leaves]
    rows = uow.session.execute(_RECORDS, {"community_id": community_id, "ids": ids})
    flagged = {row.id: row.flagged for row in rows}
    return {id_: flagged[id_] for id_ in ids if id_ in flagged}
