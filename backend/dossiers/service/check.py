"""The self-check of dossiers: what came from elsewhere earns nothing and had two hands."""

CHECKS = {
    "no record from elsewhere is an entered one or earns anything": """
        SELECT 'outside record ' || o.id AS what
        FROM outside_records o
        LEFT JOIN entered_records e ON e.community_id = :community_id AND e.id = o.id
        LEFT JOIN all_transfers t ON t.community_id = :community_id AND t.source_id = o.id
        WHERE o.community_id = :community_id AND (e.id IS NOT NULL OR t.id IS NOT NULL)
    """,
    "every evaluation is of the one who served, by who led or was helped": """
        SELECT 'evaluation ' || v.id AS what
        FROM evaluations v
        JOIN entered_records e ON e.community_id = :community_id AND e.id = v.record_id
        JOIN shifts s ON s.community_id = :community_id AND s.id = e.shift_id
        WHERE v.community_id = :community_id
          AND (v.member_id <> e.performed_by
               OR CASE WHEN v.assessor = 'leader' THEN v.written_by <> s.leader_id
                       ELSE v.written_by IS DISTINCT FROM s.beneficiary_id END)
    """,
}
