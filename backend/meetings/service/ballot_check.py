"""The self-check of ballots: what SQL can prove of votes, counts, papers and proxies."""

BALLOT_CHECKS = {
    "a closed vote counts again as it was announced": """
        SELECT 'motion ' || m.id AS what
        FROM meeting_motions m
        LEFT JOIN (
            SELECT motion_id, choice FROM meeting_marks
            WHERE community_id = :community_id AND choice IS NOT NULL
            UNION ALL
            SELECT motion_id, choice FROM meeting_ballots WHERE community_id = :community_id
        ) b ON b.motion_id = m.id
        WHERE m.community_id = :community_id AND m.state = 'closed'
        GROUP BY m.id, m.yes, m.no_votes, m.abstain, m.invalid
        HAVING count(*) FILTER (WHERE b.choice = 'yes') <> m.yes
            OR count(*) FILTER (WHERE b.choice = 'no') <> m.no_votes
            OR count(*) FILTER (WHERE b.choice = 'abstain') <> m.abstain
            OR count(*) FILTER (WHERE b.choice = 'invalid') <> m.invalid
    """,
    "a vote has as many ballots as seats that voted": """
        SELECT 'motion ' || m.id AS what
        FROM meeting_motions m
        CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE k.channel <> 'paper' OR m.first_reader_id IS NOT NULL) AS due
            FROM meeting_marks k WHERE k.community_id = :community_id AND k.motion_id = m.id
        ) marks
        CROSS JOIN LATERAL (
            SELECT count(*) AS many
            FROM meeting_ballots b WHERE b.community_id = :community_id AND b.motion_id = m.id
        ) ballots
        WHERE m.community_id = :community_id AND m.secrecy = 'secret' AND marks.due <> ballots.many
    """,
    "what was sealed of a vote says what its row says": """
        SELECT 'motion ' || m.id AS what
        FROM meeting_motions m
        WHERE m.community_id = :community_id AND m.state = 'closed' AND (
            encode(sha256(m.content), 'hex') <> m.seal
            OR (convert_from(m.content, 'UTF8')::jsonb -> 'counts' ->> 'yes')::bigint <> m.yes
            OR (convert_from(m.content, 'UTF8')::jsonb -> 'turnout' ->> 'seats')::bigint <> m.seats
            OR convert_from(m.content, 'UTF8')::jsonb ->> 'outcome' <> m.outcome
        )
    """,
    "papers are counted once two people have read them, and a vote does not close before": """
        SELECT 'motion ' || m.id AS what
        FROM meeting_motions m
        JOIN meeting_marks k ON k.community_id = :community_id AND k.motion_id = m.id AND k.channel = 'paper'
        WHERE m.community_id = :community_id AND (
            m.state = 'closed' AND m.first_reader_id IS NULL
            OR m.secrecy = 'open' AND (k.choice IS NULL) <> (m.first_reader_id IS NULL)
        )
    """,
    "what people read of secret papers is forgotten once it counts": """
        SELECT 'reading ' || r.id AS what
        FROM meeting_paper_readings r
        JOIN meeting_motions m ON m.community_id = :community_id AND m.id = r.motion_id
        WHERE r.community_id = :community_id AND m.secrecy = 'secret' AND r.content IS NOT NULL
          AND (m.first_reader_id IS NOT NULL OR m.state <> 'open')
    """,
    "nobody holds more proxies than they may, nor passes one on": """
        SELECT 'seat ' || p.holder_seat_id AS what
        FROM meeting_proxies p
        WHERE p.community_id = :community_id AND p.state <> 'taken_back'
        GROUP BY p.holder_seat_id
        HAVING count(*) > 2 OR EXISTS (
            SELECT 1 FROM meeting_proxies q
            WHERE q.community_id = :community_id AND q.seat_id = p.holder_seat_id AND q.state <> 'taken_back'
        )
    """,
    "whoever is present by proxy has one that was not taken back": """
        SELECT 'seat ' || a.seat_id AS what
        FROM meeting_attendances a
        WHERE a.community_id = :community_id AND a.way = 'proxy' AND NOT EXISTS (
            SELECT 1 FROM meeting_proxies p
            WHERE p.community_id = :community_id AND p.meeting_id = a.meeting_id AND p.seat_id = a.seat_id
              AND p.state <> 'taken_back'
        )
    """,
}
