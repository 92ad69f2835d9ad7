"""Redemption's self-check: what vouchers, uses, guarantees and the ledger tell of each other. It repairs nothing."""

CHECKS = {
    "a voucher's account holds the points of its pieces left": """
        SELECT 'voucher ' || v.id AS what
        FROM vouchers v
        LEFT JOIN accounts a ON a.community_id = v.community_id AND a.kind = 'voucher' AND a.owner_id = v.id
                            AND a.book = 'POINT' AND a.stripe = 0
        WHERE v.community_id = :community_id
          AND coalesce(a.credits_posted - a.debits_posted, 0)
              <> CASE WHEN v.state = 'issued' THEN (v.quantity - v.used) * (v.points / v.quantity) ELSE 0 END
    """,
    "a voucher's uses are its redemptions": """
        SELECT 'voucher ' || id AS what
        FROM (
            SELECT id, used, uses FROM vouchers WHERE community_id = :community_id
            UNION ALL
            SELECT voucher_id, -quantity, -1 FROM redemptions WHERE community_id = :community_id
        ) AS sides
        GROUP BY id HAVING sum(used) <> 0 OR sum(uses) <> 0
    """,
    "every redemption has its transfer, of its points": """
        SELECT 'redemption ' || r.id AS what
        FROM redemptions r
        LEFT JOIN all_transfers t ON t.community_id = r.community_id
                                 AND t.business_key = 'voucher:' || r.voucher_id || ':use:' || r.use
        WHERE r.community_id = :community_id AND t.amount IS DISTINCT FROM r.points
    """,
    "every guarantee has its transfer, of its points, and is told in its sync": """
        SELECT 'guarantee ' || g.id AS what
        FROM guarantees g
        LEFT JOIN all_transfers t ON t.community_id = g.community_id
                                 AND t.business_key = 'voucher:' || g.voucher_id || ':guarantee:' || g.client_id
        LEFT JOIN synced_items s ON s.community_id = g.community_id AND s.client_id = g.client_id
        WHERE g.community_id = :community_id
          AND (t.amount IS DISTINCT FROM g.points OR s.guaranteed IS DISTINCT FROM g.quantity)
    """,
    "a shop's guarantees of a month are what was counted": """
        SELECT 'shop ' || unit_id AS what
        FROM (
            SELECT unit_id, points FROM guarantee_months WHERE community_id = :community_id
            UNION ALL
            SELECT unit_id, -points FROM guarantees WHERE community_id = :community_id
        ) AS sides
        GROUP BY unit_id HAVING sum(points) <> 0
    """,
}
