"""The self-check of answers: what a yes became, and who spoke."""

SUGGESTION_CHECKS = {
    "an accepted suggestion is a sign-up or a claim of whom it was for, on what it was for": """
        SELECT 'suggestion ' || s.id AS what
        FROM match_suggestions s
        LEFT JOIN sign_ups u ON u.community_id = :community_id AND u.id = s.became_id AND s.became = 'sign_up'
            AND u.shift_id = s.shift_id AND u.member_id = s.member_id
            AND (s.role_id IS NULL OR u.role_id IS NOT DISTINCT FROM s.role_id)
        LEFT JOIN entries r ON r.community_id = :community_id AND r.id = s.resource_id
        LEFT JOIN claims c ON c.community_id = :community_id AND c.id = s.became_id AND s.became = 'claim'
            AND c.entry_id = s.entry_id
            AND (c.unit_id = coalesce(s.unit_id, r.proposer_unit_id)
                OR c.member_id = coalesce(s.member_id, r.proposer_member_id))
        WHERE s.community_id = :community_id AND s.state = 'accepted' AND u.id IS NULL AND c.id IS NULL
    """,
    "an accepted suggestion is linked to its need, and to the claim that it became": """
        SELECT 'suggestion ' || s.id AS what
        FROM match_suggestions s
        WHERE s.community_id = :community_id AND s.state = 'accepted'
          AND (NOT EXISTS (
                SELECT 1 FROM links l WHERE l.community_id = :community_id AND l.relation = 'suggested'
                  AND l.to_type = 'match' AND l.to_id = s.id AND l.from_id = coalesce(s.entry_id, s.shift_id))
            OR (s.became = 'claim' AND NOT EXISTS (
                SELECT 1 FROM links l WHERE l.community_id = :community_id AND l.relation = 'accepted'
                  AND l.from_type = 'match' AND l.from_id = s.id AND l.to_id = s.became_id)))
    """,
    "an answer to a request names a suggestion only if a person made it": """
        SELECT 'review ' || v.id AS what
        FROM match_reviews v
        JOIN match_suggestions s ON s.community_id = :community_id AND s.id = v.made_id
        WHERE v.community_id = :community_id AND s.made_by IS NULL
    """,
}
