"""The self-check of exchange: an order and its hold always tell the same, and no minute earns twice."""

CHECKS = {
    "an order's minutes are what its hold moved": """
        SELECT 'order ' || o.id AS what
        FROM service_orders o
        LEFT JOIN all_transfers held ON held.community_id = :community_id AND held.id = o.hold_id
        LEFT JOIN all_transfers ended ON ended.community_id = :community_id AND ended.id = o.end_id
        LEFT JOIN holds h ON h.community_id = :community_id AND h.id = o.hold_id
        WHERE o.community_id = :community_id AND o.hold_id IS NOT NULL
          AND (held.state IS DISTINCT FROM 'pending' OR held.amount <> o.minutes
               OR held.source_id IS DISTINCT FROM o.id
               OR CASE WHEN o.posted_minutes IS NULL THEN h.id IS NULL
                       ELSE h.id IS NOT NULL OR ended.refers_to_id IS DISTINCT FROM o.hold_id
                            OR ended.state IS DISTINCT FROM
                               CASE WHEN o.posted_minutes = 0 THEN 'void_pending' ELSE 'post_pending' END
                            OR (o.posted_minutes > 0 AND ended.amount <> o.posted_minutes)
                  END)
    """,
    "what a ruling returned was moved back by a transfer that names the one before": """
        SELECT 'order ' || o.id AS what
        FROM service_orders o
        LEFT JOIN all_transfers t ON t.community_id = :community_id AND t.id = o.return_id
        WHERE o.community_id = :community_id AND o.returned_minutes > 0
          AND (t.amount IS DISTINCT FROM o.returned_minutes OR t.refers_to_id IS DISTINCT FROM o.end_id)
    """,
    "no record of an exchange earns": """
        SELECT 'record ' || e.id AS what
        FROM entered_records e
        WHERE e.community_id = :community_id AND e.entry_id IS NULL
          AND (EXISTS (SELECT FROM reckonings r WHERE r.community_id = :community_id AND r.id = e.id)
               OR EXISTS (SELECT FROM settlement_tasks s WHERE s.community_id = :community_id AND s.id = e.id))
    """,
}
