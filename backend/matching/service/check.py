"""The self-check of matching."""

CHECKS = {
    "nobody is suggested, or in the index of offers, who is not matched": """
        SELECT 'suggestion ' || s.id AS what
        FROM match_suggestions s
        LEFT JOIN match_profiles p ON p.community_id = :community_id
            AND (p.member_id = s.member_id OR p.unit_id = s.unit_id OR p.resource_id = s.resource_id)
        WHERE s.community_id = :community_id AND s.state = 'offered' AND s.run_id IS NOT NULL
          AND NOT coalesce(p.is_on, s.resource_id IS NOT NULL)
        UNION ALL
        SELECT 'offer ' || o.id
        FROM match_offers o
        LEFT JOIN match_profiles p ON p.community_id = :community_id
            AND (p.member_id = o.id OR p.unit_id = o.id OR p.resource_id = o.id)
        WHERE o.community_id = :community_id AND NOT coalesce(p.is_on, o.kind = 'resource')
    """,
    "a profile's newest word is what stands in it": """
        SELECT 'profile ' || p.id AS what
        FROM match_profiles p
        LEFT JOIN match_profile_words w ON w.community_id = :community_id
            AND w.profile_id = p.id AND w.version = p.version
        WHERE p.community_id = :community_id AND w.is_on IS DISTINCT FROM p.is_on
    """,
    "a suggestion's last line is its state, and every ended one has a line": """
        SELECT 'suggestion ' || s.id AS what
        FROM match_suggestions s
        LEFT JOIN LATERAL (
            SELECT m.to_state FROM match_suggestion_moves m
            WHERE m.community_id = :community_id AND m.suggestion_id = s.id
            ORDER BY m.id DESC LIMIT 1
        ) m ON true
        WHERE s.community_id = :community_id AND m.to_state IS DISTINCT FROM s.state
    """,
    "nobody is suggested two things at one time by the machine": """
        SELECT 'suggestions ' || a.id || ' and ' || b.id AS what
        FROM match_suggestions a
        JOIN match_suggestions b ON b.community_id = :community_id AND b.member_id = a.member_id AND b.id > a.id
            AND b.state = 'offered' AND b.run_id IS NOT NULL
            AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
        WHERE a.community_id = :community_id AND a.state = 'offered' AND a.run_id IS NOT NULL
          AND a.member_id IS NOT NULL AND a.starts_at IS NOT NULL AND b.starts_at IS NOT NULL
    """,
    "what is personal became no public problem by itself": """
        SELECT 'unmet ' || u.id AS what
        FROM match_unmet u
        JOIN entries e ON e.community_id = :community_id AND e.id = u.entry_id
        WHERE u.community_id = :community_id AND u.became_id IS NOT NULL AND e.details ->> 'beneficiary' = 'personal'
    """,
}
