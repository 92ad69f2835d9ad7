"""The self-check of meetings: what SQL can prove of rolls, presence, minutes and demands."""

CHECKS = {
    "a meeting's roll has as many seats as it says": """
        SELECT 'meeting ' || m.id AS what
        FROM meetings m
        LEFT JOIN meeting_seats s ON s.community_id = :community_id AND s.meeting_id = m.id
        WHERE m.community_id = :community_id
        GROUP BY m.id, m.seats, m.outside_seats, m.outside_taken
        HAVING count(s.id) FILTER (WHERE s.paper_hash IS NULL) <> m.seats - m.outside_seats
            OR count(s.id) FILTER (WHERE s.paper_hash IS NOT NULL) <> m.outside_taken
    """,
    "a meeting that ended counted whom it noted": """
        SELECT 'meeting ' || m.id AS what
        FROM meetings m
        LEFT JOIN meeting_attendances a ON a.community_id = :community_id AND a.meeting_id = m.id
        WHERE m.community_id = :community_id AND m.ended_at IS NOT NULL
        GROUP BY m.id, m.present
        HAVING count(a.seat_id) <> m.present
    """,
    "nothing was decided without a quorum": """
        SELECT 'item ' || i.id AS what
        FROM meeting_agenda i
        JOIN meetings m ON m.community_id = :community_id AND m.id = i.meeting_id
        WHERE i.community_id = :community_id AND i.decision IS NOT NULL AND m.is_quorate IS NOT TRUE
    """,
    "a residents' meeting was held with over half of its seats (Art. 9)": """
        SELECT 'meeting ' || m.id AS what
        FROM meetings m
        WHERE m.community_id = :community_id AND m.kind = 'residents' AND m.state IN ('held', 'published')
          AND m.present * 2 <= m.seats
    """,
    "what published minutes say is to be done is a list entry": """
        SELECT 'action ' || a.id AS what
        FROM meeting_actions a
        JOIN meeting_agenda i ON i.community_id = :community_id AND i.id = a.item_id
        JOIN meetings m ON m.community_id = :community_id AND m.id = i.meeting_id
        WHERE a.community_id = :community_id AND (m.state = 'published') <> (a.entry_id IS NOT NULL)
    """,
    "a demand that is reached was signed by enough (Art. 10)": """
        SELECT 'demand ' || d.id AS what
        FROM meeting_demands d
        LEFT JOIN meeting_signatures s ON s.community_id = :community_id AND s.demand_id = d.id
        WHERE d.community_id = :community_id AND d.state IN ('collecting', 'reached', 'answered')
        GROUP BY d.id, d.state, d.adults, d.households, d.groups
        HAVING (d.state IN ('reached', 'answered')) <> (
            count(s.member_id) * 5 >= d.adults
            OR (d.households > 0 AND count(DISTINCT s.household_id) * 5 >= d.households)
            OR (d.groups > 0 AND count(DISTINCT s.group_id) * 3 >= d.groups)
        )
    """,
}
