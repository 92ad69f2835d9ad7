"""The self-check: every invariant of the books as a query for what breaks it. It repairs nothing."""

from collections.abc import Mapping

from sqlalchemy import text

from backend.books.service.archive_files import broken_archives
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
            SELECT account_id, credits, debits, lines FROM archived_balances WHERE community_id = :community_id
            UNION ALL
            SELECT id, -credits_posted, -debits_posted, -lines FROM accounts WHERE community_id = :community_id
        ) AS sums
        GROUP BY account_id HAVING sum(credits) <> 0 OR sum(debits) <> 0 OR sum(lines) <> 0
    """,  # noqa: S608  # made of the constant above
    "an account's lines have no gap and each continues the balance before it": f"""
        SELECT 'transfer ' || id || ' line ' || line || ' of account ' || account_id AS what
        FROM (
            SELECT id, account_id, line, balance, moved,
                   lag(balance, 1, 0::bigint) OVER (PARTITION BY account_id ORDER BY line, id NULLS FIRST)
                       AS balance_before,
                   lag(line, 1, 0::bigint) OVER (PARTITION BY account_id ORDER BY line, id NULLS FIRST) AS line_before
            FROM (
                {_LEGS}
                UNION ALL
                SELECT NULL, account_id, lines, credits - debits, 0 FROM archived_balances
                WHERE community_id = :community_id
            ) AS legs
        ) AS chained
        WHERE id IS NOT NULL AND (line <> line_before + 1 OR balance <> balance_before + moved)
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
        SELECT 'key ' || business_key AS what FROM all_transfers
        WHERE community_id = :community_id GROUP BY business_key HAVING count(*) > 1
    """,
    "a reversal moves back what it names, between the same owners": """
        SELECT 'transfer ' || r.id AS what
        FROM transfers r
        LEFT JOIN all_transfers t ON t.community_id = :community_id AND t.id = r.refers_to_id
        LEFT JOIN accounts rd ON rd.community_id = :community_id AND rd.id = r.debit_account_id
        LEFT JOIN accounts rc ON rc.community_id = :community_id AND rc.id = r.credit_account_id
        LEFT JOIN accounts td ON td.community_id = :community_id AND td.id = t.debit_account_id
        LEFT JOIN accounts tc ON tc.community_id = :community_id AND tc.id = t.credit_account_id
        WHERE r.community_id = :community_id AND r.type = 'reversal'
          AND ((td.kind, td.owner_id, tc.kind, tc.owner_id) IS DISTINCT FROM
               (rc.kind, rc.owner_id, rd.kind, rd.owner_id) OR r.amount > t.amount)
    """,
    "reversals together move back no more than what they name": """
        SELECT 'transfer ' || r.refers_to_id AS what
        FROM (
            SELECT refers_to_id, sum(amount) AS amount FROM all_transfers
            WHERE community_id = :community_id AND type = 'reversal' GROUP BY refers_to_id
        ) AS r
        JOIN all_transfers t ON t.community_id = :community_id AND t.id = r.refers_to_id
        WHERE r.amount > t.amount
    """,
    "what is owed is what was earned wrongly less what reversals took back of it": """
        SELECT 'receivable ' || r.id AS what
        FROM receivables r
        LEFT JOIN (
            SELECT refers_to_id, source_id, sum(amount) AS taken FROM all_transfers
            WHERE community_id = :community_id AND type = 'reversal' AND source_type = 'record'
            GROUP BY refers_to_id, source_id
        ) AS t ON t.refers_to_id = r.transfer_id AND t.source_id = r.correction_id
        WHERE r.community_id = :community_id AND r.taken <> coalesce(t.taken, 0)
    """,
    "no more is claimed back of an earning than it earned, from the account it went to": """
        SELECT 'transfer ' || c.transfer_id AS what
        FROM (
            SELECT transfer_id, book, kind, owner_id, sum(amount) AS amount FROM receivables
            WHERE community_id = :community_id GROUP BY transfer_id, book, kind, owner_id
        ) AS c
        LEFT JOIN all_transfers t ON t.community_id = :community_id AND t.id = c.transfer_id
        LEFT JOIN accounts a ON a.community_id = :community_id AND a.id = t.credit_account_id
        WHERE (a.book, a.kind, a.owner_id) IS DISTINCT FROM (c.book, c.kind, c.owner_id)
           OR t.type NOT IN ('earn_time', 'earn_points') OR c.amount > t.amount
    """,
    "what resolves a hold names one of the same accounts and moves no more than it held": """
        SELECT 'transfer ' || r.id AS what
        FROM transfers r
        LEFT JOIN all_transfers t ON t.community_id = :community_id AND t.id = r.refers_to_id AND t.state = 'pending'
        WHERE r.community_id = :community_id AND r.state IN ('post_pending', 'void_pending')
          AND (t.id IS NULL OR t.debit_account_id <> r.debit_account_id
               OR t.credit_account_id <> r.credit_account_id OR r.amount > t.amount)
    """,
    "every hold is either open or resolved once": """
        SELECT 'hold ' || id AS what
        FROM (
            SELECT id, 1 AS held, 0 AS ended FROM all_transfers
            WHERE community_id = :community_id AND state = 'pending'
            UNION ALL
            SELECT refers_to_id, 0, 1 FROM all_transfers
            WHERE community_id = :community_id AND state IN ('post_pending', 'void_pending')
            UNION ALL
            SELECT id, 0, 1 FROM holds WHERE community_id = :community_id
        ) AS sides
        GROUP BY id HAVING sum(held) <> 1 OR sum(ended) <> 1
    """,
    "a hold has an end, which is the transfer's, and nothing else has one": """
        SELECT 'transfer ' || id AS what FROM transfers
        WHERE community_id = :community_id
          AND CASE WHEN state = 'pending' THEN ends_at IS NULL AND type <> 'clear' ELSE ends_at IS NOT NULL END
        UNION ALL
        SELECT 'hold ' || h.id FROM holds h
        JOIN transfers t ON t.community_id = :community_id AND t.id = h.id
        WHERE h.community_id = :community_id AND t.ends_at IS DISTINCT FROM h.ends_at
    """,
    "what accounts set aside is what open holds set aside": """
        SELECT 'account ' || account_id AS what
        FROM (
            SELECT t.debit_account_id AS account_id, t.amount AS held_out, 0 AS held_in
            FROM holds h JOIN all_transfers t ON t.community_id = :community_id AND t.id = h.id
            WHERE h.community_id = :community_id
            UNION ALL
            SELECT t.credit_account_id, 0, t.amount
            FROM holds h JOIN all_transfers t ON t.community_id = :community_id AND t.id = h.id
            WHERE h.community_id = :community_id
            UNION ALL
            SELECT id, -debits_pending, -credits_pending FROM accounts WHERE community_id = :community_id
        ) AS sums
        GROUP BY account_id HAVING sum(held_out) <> 0 OR sum(held_in) <> 0
    """,
    "a transfer's source has a type and an id": """
        SELECT 'transfer ' || id AS what FROM transfers
        WHERE community_id = :community_id AND (source_type IS NULL) <> (source_id IS NULL)
    """,
    "each book adds up to zero": """
        SELECT 'book ' || book AS what FROM accounts
        WHERE community_id = :community_id GROUP BY book HAVING sum(credits_posted) <> sum(debits_posted)
    """,
}
POINTS_TALLY = "pledged - lapsed is where the points are"
ARCHIVED = "archived years lie in their files as they were"
CHECK_NAMES = (*CHECKS, POINTS_TALLY, ARCHIVED, SEALED)


def self_check(uow: UnitOfWork, community_id: int) -> list[Finding]:
    """Return the invariants that do not hold in a community, each with its first examples; nothing when all do."""
    findings = ask_checks(uow, community_id, CHECKS)
    found = coverage(uow, community_id)
    if not found.tallies:
        example = f"{found.pledged} - {found.lapsed} <> {found.accounted_for}"
        findings.append(Finding(POINTS_TALLY, 1, (example,)))
    archives = list(broken_archives(uow, community_id))
    findings.append(Finding(ARCHIVED, len(archives), tuple(archives[:EXAMPLES_MAX])))
    return [finding for finding in findings if finding.broken] + check_seals(uow, community_id)


def ask_checks(uow: UnitOfWork, community_id: int, checks: Mapping[str, str]) -> list[Finding]:
    """Return which of any feature's checks do not hold; each is a query by the words that tell what holds.

    A query returns one column, ``what``: a row for everything that breaks it. It may name :community_id and :now.
    """
    facts = {"community_id": community_id, "now": uow.now}
    broken = {check: sorted(uow.session.scalars(text(query), facts)) for check, query in checks.items()}
    return [Finding(check, len(rows), tuple(rows[:EXAMPLES_MAX])) for check, rows in broken.items() if rows]
