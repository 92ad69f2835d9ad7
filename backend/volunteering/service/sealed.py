"""Entered records, and what audits committed, as leaves of the books' seals."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from backend.books.types import Leaf, SealedRow
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.volunteering.policy import POLICY, A
from backend.volunteering.service.audit.sealed import commitments_between, find_commitment

_FACTS = """
    'type', 'record', 'community_id', r.community_id, 'id', r.id, 'number', r.number,
    'performed_by', r.performed_by, 'shift_id', r.shift_id, 'entry_id', r.entry_id, 'category', r.category,
    'title', r.title, 'served_on', r.served_on, 'minutes', r.minutes, 'witnessed_by', r.witnessed_by,
    'confirmed_by', r.confirmed_by,
    'entered_at', to_char(r.entered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
"""
_FURTHER = """
    'source', r.source, 'recorded_by', r.recorded_by, 'approved_by', r.approved_by, 'corrects_id', r.corrects_id,
    'for_unit_id', r.for_unit_id
"""
# A record by code for no unit has no further facts: its leaf is as it was when no other kind existed.
_LEAF = f"""
    (CASE WHEN r.source = 'code' AND r.for_unit_id IS NULL THEN json_build_object({_FACTS})
        ELSE json_build_object({_FACTS}, {_FURTHER}) END)::text
"""
_LEAVES = text(
    f"""
    SELECT r.id, sha256('\\x00'::bytea || convert_to({_LEAF}, 'UTF8')) AS hash
    FROM entered_records r
    WHERE r.community_id = :community_id AND r.entered_at >= CAST(:after AS timestamptz) AND r.entered_at < :until
    ORDER BY r.entered_at, r.id
    """  # noqa: S608  # made of the constant above
)
_ONE = text(
    f"""
    SELECT r.performed_by, r.entered_at, {_LEAF} AS leaf
    FROM entered_records r WHERE r.community_id = :community_id AND r.id = :id
    """  # noqa: S608  # made of the constant above
)


class SealedRecords:
    """The port ``books.types.SealedRows`` on entered records and audits."""

    def leaves_between(self, uow: UnitOfWork, community_id: int, after: datetime | None, until: datetime) -> list[Leaf]:
        """Return the leaves of what was entered from one moment to before another, then of what was committed."""
        rows = uow.session.execute(
            _LEAVES, {"community_id": community_id, "after": after or "-infinity", "until": until}
        )
        entered = [Leaf(id_, bytes(hash_)) for id_, hash_ in rows]
        return entered + commitments_between(uow, community_id, after, until)

    def find(self, uow: UnitOfWork, actor: Actor, community_id: int, id_: UUID) -> SealedRow | None:
        """Return one record or audit as its leaf has it, or None; raises ForbiddenError for another's record."""
        row = uow.session.execute(_ONE, {"community_id": community_id, "id": id_}).one_or_none()
        if row is None:
            return find_commitment(uow, actor, community_id, id_)
        if row.performed_by != actor.member_id:
            POLICY.permit(actor, A.READ_ALL_RECORDS)
        return SealedRow(id_, row.entered_at, row.leaf)
