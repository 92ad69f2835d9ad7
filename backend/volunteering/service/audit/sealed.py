"""Commitments as leaves of the books' seals: the seal of the day before the period holds the hash of its seed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from backend.books.types import Leaf, SealedRow
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.volunteering.policy import POLICY, A

_LEAF = """
    json_build_object(
        'type', 'audit', 'community_id', a.community_id, 'id', a.id, 'number', a.number, 'starts_on', a.starts_on,
        'ends_on', a.ends_on, 'commitment', encode(a.commitment, 'hex'),
        'committed_at', to_char(a.committed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    )::text
"""
_LEAVES = text(
    f"""
    SELECT a.id, sha256('\\x00'::bytea || convert_to({_LEAF}, 'UTF8')) AS hash
    FROM audit_rounds a
    WHERE a.community_id = :community_id AND a.committed_at >= CAST(:after AS timestamptz) AND a.committed_at < :until
    ORDER BY a.committed_at, a.id
    """  # noqa: S608  # made of the constant above
)
_ONE = text(
    f"""
    SELECT a.committed_at, {_LEAF} AS leaf FROM audit_rounds a WHERE a.community_id = :community_id AND a.id = :id
    """  # noqa: S608  # made of the constant above
)


def commitments_between(uow: UnitOfWork, community_id: int, after: datetime | None, until: datetime) -> list[Leaf]:
    """Return the leaves of what was committed from one moment to before another, in order."""
    rows = uow.session.execute(_LEAVES, {"community_id": community_id, "after": after or "-infinity", "until": until})
    return [Leaf(id_, bytes(hash_)) for id_, hash_ in rows]


def find_commitment(uow: UnitOfWork, actor: Actor, community_id: int, id_: UUID) -> SealedRow | None:
    """Return a round as its leaf has it, or None."""
    row = uow.session.execute(_ONE, {"community_id": community_id, "id": id_}).one_or_none()
    if row is None:
        return None
    POLICY.permit(actor, A.READ_AUDITS)
    return SealedRow(id_, row.committed_at, row.leaf)
