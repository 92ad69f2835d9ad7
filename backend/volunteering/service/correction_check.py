"""The self-check of corrections: what is replaced makes room, no presence counts twice, what stands was earned."""

CHECKS = {
    "a record is corrected where an entered correction names it, and nowhere else": """
        SELECT 'record ' || r.id AS what
        FROM service_records r
        LEFT JOIN entered_records c ON c.community_id = :community_id AND c.corrects_id = r.id
        WHERE r.community_id = :community_id AND r.state IN ('entered', 'corrected')
          AND (r.state = 'corrected') <> (c.id IS NOT NULL)
    """,
    "of one presence one entered record is in force": """
        SELECT 'sign-up ' || r.sign_up_id AS what
        FROM entered_records e
        JOIN service_records r ON r.community_id = :community_id AND r.id = e.id
        LEFT JOIN entered_records c ON c.community_id = :community_id AND c.corrects_id = e.id
        WHERE e.community_id = :community_id AND c.id IS NULL
        GROUP BY r.sign_up_id HAVING count(*) > 1
    """,
    "a correction is of the presence that it corrects, and has other minutes": """
        SELECT 'record ' || c.id AS what
        FROM entered_records c
        JOIN entered_records e ON e.community_id = :community_id AND e.id = c.corrects_id
        WHERE c.community_id = :community_id
          AND ((c.performed_by, c.shift_id, c.served_on, c.category) IS DISTINCT FROM
               (e.performed_by, e.shift_id, e.served_on, e.category)
               OR c.minutes = e.minutes OR c.entered_at < e.entered_at)
    """,
    "what a settled correction and those before it earned, less what is claimed back, is what it was reckoned": """
        WITH RECURSIVE chain (head, id) AS (
            SELECT c.id, c.id FROM entered_records c
            JOIN reckonings k ON k.community_id = :community_id AND k.id = c.id
            LEFT JOIN entered_records later ON later.community_id = :community_id AND later.corrects_id = c.id
            LEFT JOIN settlement_tasks s ON s.community_id = :community_id AND s.id = c.id
            WHERE c.community_id = :community_id AND c.corrects_id IS NOT NULL AND later.id IS NULL AND s.id IS NULL
            UNION ALL
            SELECT b.head, e.corrects_id FROM chain b
            JOIN entered_records e ON e.community_id = :community_id AND e.id = b.id
            WHERE e.corrects_id IS NOT NULL
        )
        SELECT 'record ' || head AS what
        FROM (
            SELECT id AS head, -time_credits - pool_time AS minutes, -points - pool_points AS points
            FROM reckonings WHERE community_id = :community_id AND id IN (SELECT head FROM chain)
            UNION ALL
            SELECT b.head, CASE WHEN t.type = 'earn_time' THEN t.amount ELSE 0 END,
                   CASE WHEN t.type = 'earn_points' THEN t.amount ELSE 0 END
            FROM chain b
            JOIN all_transfers t ON t.community_id = :community_id AND t.source_type = 'record' AND t.source_id = b.id
            WHERE t.type IN ('earn_time', 'earn_points')
            UNION ALL
            SELECT b.head, CASE WHEN r.book = 'TIME' THEN -r.amount ELSE 0 END,
                   CASE WHEN r.book = 'POINT' THEN -r.amount ELSE 0 END
            FROM chain b
            JOIN receivables r ON r.community_id = :community_id AND r.record_id = b.id
        ) AS parts
        GROUP BY head HAVING sum(minutes) <> 0 OR sum(points) <> 0
    """,
}
