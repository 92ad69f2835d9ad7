"""How much of a member's time credits was not given to them: told by the order of the account, and spent last."""

from uuid import UUID

from sqlalchemy import text

from backend.infra.uow import UnitOfWork

# Two heaps: what was given (gifts, grants) and one's own. Whatever is spent is taken from the given first; a gift is
# taken from one's own. So the given heap is a walk that never sinks below 0: the sum of its steps less the lowest that
# the sum ever was. What was given in years that are archived is not told apart any more.
_OWN = text(
    """
    SELECT a.credits_posted - a.debits_posted - coalesce(sum(s.moved), 0) + least(min(s.sum), 0) AS own
    FROM accounts a
    LEFT JOIN LATERAL (
        SELECT l.moved, sum(l.moved) OVER (ORDER BY l.line) AS sum
        FROM (
            SELECT t.credit_line AS line, t.amount AS moved FROM transfers t
            WHERE t.community_id = :community_id AND t.credit_account_id = a.id
              AND t.state IN ('posted', 'post_pending') AND t.type IN ('gift', 'grant')
            UNION ALL
            SELECT t.debit_line, -t.amount FROM transfers t
            WHERE t.community_id = :community_id AND t.debit_account_id = a.id
              AND t.state IN ('posted', 'post_pending') AND t.type NOT IN ('gift', 'reversal')
        ) AS l
    ) AS s ON true
    WHERE a.community_id = :community_id AND a.book = 'TIME' AND a.kind = 'member' AND a.owner_id = :member_id
    GROUP BY a.id, a.credits_posted, a.debits_posted
    """
)


def own_time(uow: UnitOfWork, community_id: int, member_id: UUID) -> int:
    """Return how many of a member's minutes were not given to them; below 0 where more went than was their own.

    After a posting it is read under the account's lock, for the ledger keeps that until the end.
    """
    found = uow.session.scalar(_OWN, {"community_id": community_id, "member_id": member_id})
    return int(found or 0)
