"""The self-check: every invariant of the books as a query for what breaks it. It repairs nothing."""

from sqlalchemy import text

from backend.books.service.sealing import SEALED, check_seals
from backend.books.service.statements import coverage
from backend.books.types import Finding
from backend.infra.uow import UnitOfWork

EXAMPLES_MAX = 5

# What one transfer did to each of its two accounts.
_LEGS = """
    SELECT id, debit_account_id AS account_id, debit_line AS line, debit_balance AS balance,
           CASE WHEN state IN ('posted', 'post_pending') THEN -amount ELSE 0 END AS moved
    FROM transfers WHERE community_id = :community_id
    UNION ALL
    SELECT id, credit_account_id, credit_line, credit_balance,
           CASE WHEN state IN ('posted', 'post_pending') THEN amount ELSE 0 END
    FROM transfers WHERE community_id = :community_id
"""

# Each query returns one column, ``what``: a row for everything that breaks the invariant. Two aggregates are never
# joined: without statistics the server would compare every account with every other.
CHECKS = {
    "an account's totals are the sums of its transfers": f"""
        SELECT 'account ' || account_id AS what
        FROM (
            SELECT account_id, greatest(moved, 0) AS credits, greatest(-moved, 0) AS debits, 1 AS lines
            FROM ({_LEGS}) AS legs
            UNION ALL
            SELECT id, -credits_posted, -debits_posted, -lines FROM accounts WHERE community_id = :community_id
        ) AS sums
        GROUP BY account_id HAVING sum(credits) <> 0 OR sum(debits) <> 0 OR sum(lines) <> 0
    """,  # noqa: S608  # made of the constant above
    "an account's lines have no gap and each continues the balance before it": f"""
        SELECT 'transfer ' || id || ' line ' || line || ' of account ' || account_id AS what
        FROM (
            SELECT id, account_id, line, balance, moved,
                   lag(balance, 1, 0::bigint) OVER (PARTITION BY account_id ORDER BY line, id) AS balance_before,
                   lag(line, 1, 0::bigint) OVER (PARTITION BY account_id ORDER BY line, id) AS line_before
            FROM ({_LEGS}) AS legs
        ) AS chained
        WHERE line <> line_before + 1 OR balance <> balance_before + moved
    """,  # noqa: S608  # made of the constant above
    "no account is below its floor or above its ceiling": """
        SELECT 'account ' || id AS what FROM accounts
        WHERE community_id = :community_id
          AND (credits_posted - debits_posted - debits_pending < floor
               OR credits_posted + credits_pending - debits_posted > ceiling)
    """,
    "both accounts of a transfer exist and are of one book": """
        SELECT 'transfer ' || t.id AS what
        FROM transfers t
        LEFT JOIN accounts d ON d.community_id = :community_id AND d.id = t.debit_account_id
        LEFT JOIN accounts c ON c.community_id = :community_id AND c.id = t.credit_account_id
        WHERE t.community_id = :community_id AND (d.id IS NULL OR c.id IS NULL OR d.book <> c.book)
    """,
    "every business key was posted once": """
        SELECT 'key ' || business_key AS what FROM transfers
        WHERE community_id = :community_id GROUP BY business_key HAVING count(*) > 1
    """,
    "a reversal moves back what it names, between the same accounts": """
        SELECT 'transfer ' || r.id AS what
        FROM transfers r
        LEFT JOIN transfers t ON t.community_id = :community_id AND t.id = r.refers_to_id
        WHERE r.community_id = :community_id AND r.type = 'reversal'
          AND (t.id IS NULL OR t.debit_account_id <> r.credit_account_id
               OR t.credit_account_id <> r.debit_account_id OR r.amount > t.amount)
    """,
    "each book adds up to zero": """
        SELECT 'book ' || book AS what FROM accounts
        WHERE community_id = :community_id GROUP BY book HAVING sum(credits_posted) <> sum(debits_posted)
    """,
}
POINTS_TALLY = "pledged - lapsed is where the points are"
CHECK_NAMES = (*CHECKS, POINTS_TALLY, SEALED)


def self_check(uow: UnitOfWork, community_id: int) -> list[Finding]:
    """Return the invariants that do not hold in a community, each with its first examples; nothing when all do."""
    findings = [_ask(uow, community_id, check, query) for check, query in CHECKS.items()]
    found = coverage(uow, community_id)
    if not found.tallies:
        example = f"{found.pledged} - {found.lapsed} <> {found.accounted_for}"
        findings.append(Finding(POINTS_TALLY, 1, (example,)))
    return [finding for finding in findings if finding.broken] + check_seals(uow, community_id)


def _ask(uow: UnitOfWork, community_id: int, check: str, query: str) -> Finding:
    broken = sorted(uow.session.scalars(text(query), {"community_id": community_id}))
    return Finding(check, len(broken), tuple(broken[:EXAMPLES_MAX]))
