"""What SQL can prove of duties."""

DUTY_CHECKS = {
    "what was accepted of a term is the sum of its accepted evidence": """
        SELECT 'term ' || t.id AS what
        FROM duty_terms t
        LEFT JOIN duty_evidence e
            ON e.community_id = t.community_id AND e.term_id = t.id AND e.state = 'accepted'
        WHERE t.community_id = :community_id
        GROUP BY t.id, t.accepted_amount
        HAVING t.accepted_amount <> coalesce(sum(e.accepted_amount), 0)
    """,
    "a term waits for its accepter exactly while evidence waits": """
        SELECT 'term ' || t.id AS what
        FROM duty_terms t
        WHERE t.community_id = :community_id
          AND (t.state = 'submitted') <> EXISTS (
              SELECT 1 FROM duty_evidence e
              WHERE e.community_id = t.community_id AND e.term_id = t.id AND e.state = 'waiting'
          )
    """,
    "a term in time's hands has a next moment": """
        SELECT 'term ' || t.id AS what
        FROM duty_terms t
        WHERE t.community_id = :community_id AND t.next_at IS NULL
          AND t.state IN ('open', 'submitted', 'partly', 'overdue', 'escalated')
    """,
    "nobody who belonged to the debtor's unit decided on its evidence": """
        SELECT 'evidence ' || e.id AS what
        FROM duty_evidence e
        JOIN duty_terms t ON t.community_id = e.community_id AND t.id = e.term_id
        JOIN duties d ON d.community_id = t.community_id AND d.id = t.duty_id
        JOIN employments m ON m.community_id = e.community_id AND m.member_id = e.decided_by
            AND m.unit_id = d.giver_unit_id
            AND (m.state = 'confirmed' AND coalesce(m.decided_at, m.created_at) <= e.decided_at
                OR m.state = 'ended' AND m.decided_at >= e.at AND m.created_at <= e.decided_at)
        WHERE e.community_id = :community_id AND e.decided_at IS NOT NULL
    """,
}
