"""The self-check: statements hold what was sealed; boards of an alliance's own chair say what its rows say."""

CHECKS = {
    "every reciprocity statement holds what was sealed": """
        SELECT 'statement ' || number AS what FROM reciprocity_statements
        WHERE community_id = :community_id AND encode(sha256(content), 'hex') <> seal
    """,
    "the months of an alliance go on without a gap": """
        SELECT 'alliance ' || alliance_id || ' month ' || month AS what
        FROM (
            SELECT alliance_id, month, lag(month) OVER (PARTITION BY alliance_id ORDER BY month) AS before
            FROM alliance_rounds WHERE community_id = :community_id
        ) AS rounds
        WHERE before IS NOT NULL AND (before + interval '1 month')::date <> month
    """,
    "a chair's board of a month has every item of that month": """
        SELECT 'alliance ' || b.alliance_id || ' month ' || b.month AS what
        FROM alliance_boards b
        JOIN alliance_rounds r
            ON r.community_id = :community_id AND r.alliance_id = b.alliance_id AND r.month = b.month
        LEFT JOIN alliance_items i
            ON i.community_id = :community_id AND i.alliance_id = b.alliance_id AND i.month = b.month
        WHERE b.community_id = :community_id
        GROUP BY b.alliance_id, b.month, b.content
        HAVING count(i.id) <> jsonb_array_length(b.content -> 'items')
            OR count(i.outcome) <> (
                SELECT count(*) FROM jsonb_array_elements(b.content -> 'items') AS told (item)
                WHERE told.item ->> 'outcome' IS NOT NULL
            )
    """,
}
