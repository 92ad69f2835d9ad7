"""What SQL can prove of duties."""

# Who decided, when, on what since when: evidence, and excuses that were granted.
_DECIDED = """
        WITH decided AS (
            SELECT 'evidence ' || e.id AS what, d.giver_unit_id, e.decided_by AS member_id, e.at AS since,
                e.decided_at AS at
            FROM duty_evidence e
            JOIN duty_terms t ON t.community_id = e.community_id AND t.id = e.term_id
            JOIN duties d ON d.community_id = t.community_id AND d.id = t.duty_id
            WHERE e.community_id = :community_id AND e.decided_at IS NOT NULL
            UNION ALL
            SELECT 'excuse of term ' || t.id, d.giver_unit_id, l.by_member_id, t.excuse_at, l.at
            FROM duty_term_moves l
            JOIN duty_terms t ON t.community_id = l.community_id AND t.id = l.term_id
            JOIN duties d ON d.community_id = t.community_id AND d.id = t.duty_id
            WHERE l.community_id = :community_id AND l.move = 'grant_excuse'
        )"""

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
    "nobody who belonged to the debtor's unit decided on what it owes": f"""{_DECIDED}
        SELECT d.what FROM decided d
        JOIN employments m ON m.community_id = :community_id AND m.member_id = d.member_id
            AND m.unit_id = d.giver_unit_id
            AND (m.state = 'confirmed' AND coalesce(m.decided_at, m.created_at) <= d.at
                OR m.state = 'ended' AND m.decided_at >= d.since AND m.created_at <= d.at)
    """,  # noqa: S608  # made of the constant above
    "nobody of the desk decided on what the community owes": f"""{_DECIDED}
        SELECT d.what FROM decided d
        JOIN members m ON m.community_id = :community_id AND m.id = d.member_id
        CROSS JOIN LATERAL unnest(ARRAY['lead', 'staff']) AS r (role)
        WHERE d.giver_unit_id IS NULL AND (
            m.roles ? r.role AND NOT EXISTS (
                SELECT 1 FROM member_events g
                WHERE g.community_id = :community_id AND g.member_id = m.id AND g.what = 'grant:' || r.role
                    AND g.at > d.at
            )
            OR EXISTS (
                SELECT 1 FROM member_events v
                WHERE v.community_id = :community_id AND v.member_id = m.id AND v.what = 'revoke:' || r.role
                    AND v.at >= d.since AND NOT EXISTS (
                        SELECT 1 FROM member_events g
                        WHERE g.community_id = :community_id AND g.member_id = m.id AND g.what = 'grant:' || r.role
                            AND g.at > d.at AND g.at <= v.at
                    )
            )
        )
    """,  # noqa: S608  # made of the constant above
}
