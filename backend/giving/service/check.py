"""The self-check of giving: what was given, granted or used is in the books, and no more than there was."""

CHECKS = {
    "every gift, pool donation and grant has its transfer": """
        SELECT given.key AS what
        FROM (
            SELECT 'gift:' || id AS key, minutes AS amount FROM gifts WHERE community_id = :community_id
            UNION ALL
            SELECT 'pool_donation:' || id, amount FROM pool_donations WHERE community_id = :community_id
            UNION ALL
            SELECT 'grant:' || id, minutes FROM grants WHERE community_id = :community_id
        ) AS given
        LEFT JOIN all_transfers t ON t.community_id = :community_id AND t.business_key = given.key
        WHERE t.amount IS DISTINCT FROM given.amount
    """,
    "every gift, pool donation and grant in the books was given by somebody": """
        SELECT t.business_key AS what
        FROM all_transfers t
        LEFT JOIN gifts g ON g.community_id = :community_id AND g.id = t.source_id
        LEFT JOIN pool_donations d ON d.community_id = :community_id AND d.id = t.source_id
        LEFT JOIN grants r ON r.community_id = :community_id AND r.id = t.source_id
        WHERE t.community_id = :community_id AND t.type IN ('gift', 'donate', 'grant')
          AND CASE WHEN t.type = 'gift' THEN g.id WHEN t.type = 'donate' THEN d.id ELSE r.id END IS NULL
    """,
    "nobody is granted more in a month than was approved": """
        SELECT 'entitlement ' || e.id || ' in ' || r.month AS what
        FROM grants r
        JOIN entitlements e ON e.community_id = :community_id AND e.id = r.entitlement_id
        WHERE r.community_id = :community_id
        GROUP BY e.id, e.monthly_minutes, r.month HAVING sum(r.minutes) > e.monthly_minutes
    """,
    "a fund's figures are the sums of its donations and uses, and no more is used than was received": """
        SELECT 'fund ' || id AS what
        FROM (
            SELECT id, received, used FROM funds WHERE community_id = :community_id
            UNION ALL
            SELECT id, received, used FROM fund_goods WHERE community_id = :community_id
            UNION ALL
            SELECT coalesce(goods_id, fund_id), -amount, 0 FROM fund_donations
            WHERE community_id = :community_id AND state = 'acknowledged'
            UNION ALL
            SELECT coalesce(goods_id, fund_id), 0, -amount FROM fund_uses WHERE community_id = :community_id
        ) AS sums
        GROUP BY id HAVING sum(received) <> 0 OR sum(used) <> 0
        UNION ALL
        SELECT 'fund ' || id FROM funds WHERE community_id = :community_id AND used > received
        UNION ALL
        SELECT 'goods ' || id FROM fund_goods WHERE community_id = :community_id AND used > received
    """,
    "no use is corrected by more than it was": """
        SELECT 'use ' || u.id AS what
        FROM fund_uses u
        JOIN fund_uses c ON c.community_id = :community_id AND c.corrects_id = u.id
        WHERE u.community_id = :community_id
        GROUP BY u.id, u.amount HAVING u.amount + sum(c.amount) < 0
    """,
}
