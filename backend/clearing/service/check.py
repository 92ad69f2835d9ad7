"""The self-check of clearing: what each community's rows say of transfers and days is what its ledger says."""

from datetime import timedelta

from sqlalchemy import select

from backend.clearing.models import ClearingTransfer
from backend.infra.uow import UnitOfWork

WAITS_LONG = timedelta(hours=1)
CHECKS = {
    "what was sent to another community holds, moved or freed its points": """
        SELECT 'clearing ' || t.id AS what
        FROM clearing_transfers t
        LEFT JOIN holds h ON h.community_id = :community_id AND h.id = t.hold_id
        LEFT JOIN all_transfers p ON p.community_id = :community_id AND p.id = t.hold_id
        LEFT JOIN all_transfers e
            ON e.community_id = :community_id AND e.business_key = 'hold:' || t.hold_id || '\\:end'
        WHERE t.community_id = :community_id AND t.direction = 'out'
          AND (p.id IS NULL OR p.amount <> t.points
               OR CASE WHEN t.state = 'sent' THEN h.id IS NULL
                       WHEN t.state = 'done' THEN e.state IS DISTINCT FROM 'post_pending' OR e.amount <> t.points
                       ELSE e.state IS DISTINCT FROM 'void_pending' END)
    """,
    "what came from another community is booked once, and what was refused never": """
        SELECT 'clearing ' || t.id AS what
        FROM clearing_transfers t
        LEFT JOIN all_transfers p
            ON p.community_id = :community_id AND p.business_key = 'clearing:' || t.id || '\\:in'
        WHERE t.community_id = :community_id AND t.direction = 'in'
          AND ((t.state = 'done') <> (p.id IS NOT NULL) OR p.amount <> t.points)
    """,
    "what another community is owed is what was sent there less what came": """
        SELECT 'community ' || owner_id AS what
        FROM (
            SELECT lpad(to_hex(other_id), 32, '0')::uuid AS owner_id,
                   CASE WHEN direction = 'out' THEN points ELSE -points END AS owed
            FROM clearing_transfers WHERE community_id = :community_id AND state = 'done'
            UNION ALL
            SELECT owner_id, debits_posted - credits_posted FROM accounts
            WHERE community_id = :community_id AND kind = 'clearing'
        ) AS sides
        GROUP BY owner_id HAVING sum(owed) <> 0
    """,
    "a pair's closed days continue one another": """
        SELECT 'community ' || other_id || ' day ' || day AS what
        FROM (
            SELECT other_id, day, opening, lag(closing, 1, 0::bigint) OVER days AS closing_before,
                   lag(day, 1, day - 1) OVER days AS day_before
            FROM clearing_days WHERE community_id = :community_id
            WINDOW days AS (PARTITION BY other_id ORDER BY day)
        ) AS chained
        WHERE opening <> closing_before OR day <> day_before + 1
    """,
    "on every day that both have closed, one community owes what the other is owed": """
        SELECT 'community ' || o.other_id || ' day ' || o.day AS what
        FROM clearing_days o
        JOIN clearing_reports r ON r.community_id = :community_id AND r.other_id = o.other_id AND r.day = o.day
        WHERE o.community_id = :community_id
          AND -(o.closing + r.closing) - o.on_way - r.on_way NOT BETWEEN 0 AND o.unanswered + r.unanswered
    """,
}


def waiting_transfers(uow: UnitOfWork, community_id: int) -> list[str]:
    """Return the ids of what was sent more than an hour ago and has no answer, the oldest first."""
    oldest = select(ClearingTransfer.id).where(
        ClearingTransfer.community_id == community_id,
        ClearingTransfer.closed_at.is_(None),
        ClearingTransfer.sent_at < uow.now - WAITS_LONG,
    )
    return [str(id_) for id_ in uow.session.scalars(oldest.order_by(ClearingTransfer.sent_at))]
