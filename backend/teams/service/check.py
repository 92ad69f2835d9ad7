"""The self-check of teams."""

CHECKS = {
    "a team at work has one leader, any other none asked or asking": """
        SELECT 'team ' || t.id AS what
        FROM teams t
        LEFT JOIN team_seats s ON s.community_id = :community_id AND s.team_id = t.id
        WHERE t.community_id = :community_id
        GROUP BY t.id, t.state
        HAVING (t.state = 'active' AND count(*) FILTER (WHERE s.role = 'leader' AND s.state = 'active') <> 1)
            OR (t.state IN ('closed', 'called_off') AND count(*) FILTER (WHERE s.state IN ('invited', 'applied')) > 0)
    """,
    "a team that ended has no open task, and an open task is only those on the team's": """
        SELECT 'task ' || k.id AS what
        FROM team_tasks k
        JOIN teams t ON t.community_id = :community_id AND t.id = k.team_id
        LEFT JOIN team_seats s ON s.community_id = :community_id AND s.team_id = k.team_id
            AND s.member_id = k.assignee_id AND s.state = 'active'
        WHERE k.community_id = :community_id AND k.state = 'open'
          AND (t.state IN ('closed', 'called_off') OR (k.assignee_id IS NOT NULL AND s.id IS NULL))
    """,
    "a team's shifts serve its entry": """
        SELECT 'shift ' || x.shift_id AS what
        FROM team_shifts x
        JOIN teams t ON t.community_id = :community_id AND t.id = x.team_id
        JOIN shifts h ON h.community_id = :community_id AND h.id = x.shift_id
        WHERE x.community_id = :community_id AND h.entry_id IS DISTINCT FROM t.entry_id
    """,
}
