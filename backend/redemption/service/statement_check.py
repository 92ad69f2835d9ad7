"""The self-check of statements and refunds against the ledger, archived years included. It repairs nothing."""

# What moved on merchants' accounts: + in, - out. Sweeps between stripes of one account are nobody's line.
_LEGS = """
    SELECT a.owner_id AS unit_id, (t.occurred_at AT TIME ZONE 'Asia/Shanghai')::date AS day, t.type,
           CASE WHEN a.id = t.credit_account_id THEN t.amount ELSE -t.amount END AS moved
    FROM accounts a
    JOIN all_transfers t ON t.community_id = :community_id
         AND (t.credit_account_id = a.id OR t.debit_account_id = a.id)
    WHERE a.community_id = :community_id AND a.kind = 'merchant'
      AND t.state IN ('posted', 'post_pending') AND t.type <> 'sweep'
"""
CHECKS = {
    "a merchant's statement is what the ledger moved on its day": f"""
        SELECT 'statement of unit ' || unit_id || ' on ' || day AS what
        FROM (
            SELECT unit_id, day, redeemed, refunds, corrections, 1 AS made FROM merchant_statements
            WHERE community_id = :community_id
            UNION ALL
            SELECT unit_id, day,
                   CASE WHEN moved > 0 AND type <> 'fulfil' THEN -moved ELSE 0 END,
                   CASE WHEN moved < 0 AND type = 'voucher_return' THEN moved ELSE 0 END,
                   CASE WHEN moved > 0 AND type = 'fulfil' THEN -moved
                        WHEN moved < 0 AND type NOT IN ('fulfil', 'voucher_return') THEN -moved ELSE 0 END,
                   0
            FROM ({_LEGS}) AS legs
        ) AS sides
        GROUP BY unit_id, day
        HAVING sum(made) = 1 AND (sum(redeemed) <> 0 OR sum(refunds) <> 0 OR sum(corrections) <> 0)
    """,  # noqa: S608  # made of the constant above
    "a merchant's statement opens with what the one before it left": """
        SELECT 'statement ' || number AS what
        FROM (
            SELECT number, opening,
                   lag(closing - fulfilled) OVER (PARTITION BY unit_id ORDER BY day) AS left_before
            FROM merchant_statements WHERE community_id = :community_id
        ) AS chained
        WHERE opening <> left_before
    """,
    "what a statement fulfilled is what the ledger moved for it": """
        SELECT 'statement ' || id AS what
        FROM (
            SELECT id, fulfilled AS points FROM merchant_statements WHERE community_id = :community_id
            UNION ALL
            SELECT source_id, -amount FROM all_transfers
            WHERE community_id = :community_id AND source_type = 'merchant_statement'
        ) AS sides
        GROUP BY id HAVING sum(points) <> 0
    """,
    "a refund moved its points back once": """
        SELECT 'refund ' || id AS what
        FROM (
            SELECT id, points FROM refunds WHERE community_id = :community_id
            UNION ALL
            SELECT source_id, -amount FROM all_transfers
            WHERE community_id = :community_id AND source_type = 'refund' AND type = 'voucher_return'
        ) AS sides
        GROUP BY id HAVING sum(points) <> 0
    """,
    "no more pieces are refunded than were redeemed": """
        SELECT 'redemption ' || id AS what
        FROM (
            SELECT redemption_id AS id, -quantity AS pieces FROM refunds WHERE community_id = :community_id
            UNION ALL
            SELECT id, quantity FROM redemptions WHERE community_id = :community_id
        ) AS sides
        GROUP BY id HAVING sum(pieces) < 0
    """,
}
