"""The self-check of opinions."""

CHECKS = {
    "a statement's counts are those of its votes": """
        SELECT 'statement ' || s.id AS what
        FROM statements s
        LEFT JOIN LATERAL (
            SELECT count(*) FILTER (WHERE v.vote = 1) AS agrees, count(*) FILTER (WHERE v.vote = -1) AS disagrees,
                   count(*) FILTER (WHERE v.vote = 0) AS passes
            FROM statement_votes v WHERE v.community_id = :community_id AND v.statement_id = s.id
        ) v ON true
        WHERE s.community_id = :community_id
          AND (s.agrees, s.disagrees, s.passes) <> (v.agrees, v.disagrees, v.passes)
    """,
    "nobody saw a statement that moderation did not let through": """
        SELECT 'statement ' || s.id AS what
        FROM statements s
        WHERE s.community_id = :community_id AND s.state IN ('open', 'merged', 'hidden')
          AND NOT EXISTS (
            SELECT 1 FROM moderation_items i
            WHERE i.community_id = :community_id AND i.subject_type = 'statement' AND i.subject_id = s.id
              AND i.state = 'passed')
    """,
    "a statement's last line is its state": """
        SELECT 'statement ' || s.id AS what
        FROM statements s
        LEFT JOIN LATERAL (
            SELECT m.to_state FROM statement_moves m
            WHERE m.community_id = :community_id AND m.statement_id = s.id
            ORDER BY m.at DESC, m.id DESC LIMIT 1
        ) m ON true
        WHERE s.community_id = :community_id AND m.to_state IS DISTINCT FROM s.state
    """,
    "no map shows fewer than three people as a spot or a group": """
        SELECT 'map of topic ' || m.topic_id AS what
        FROM opinion_maps m
        WHERE m.community_id = :community_id
          AND jsonb_path_exists(m.shown, '$.groups[*] ? (@.size < 3 || exists(@.spots[*] ? (@.people < 3)))')
    """,
}
