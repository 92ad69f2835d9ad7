"""The self-check of agreements: nothing holds that not all sides signed as it stands."""

CHECKS = {
    "every agreed text was signed by every side it names, under its hash": """
        SELECT 'text ' || v.id || ' side ' || (p.value ->> 'no') AS what
        FROM agreement_versions v
        CROSS JOIN LATERAL jsonb_array_elements(v.text -> 'parties') AS p (value)
        LEFT JOIN agreement_signatures s ON s.community_id = :community_id AND s.version_id = v.id
            AND s.party_no = (p.value ->> 'no')::smallint AND s.text_hash = v.text_hash
        WHERE v.community_id = :community_id AND v.agreed_at IS NOT NULL AND s.id IS NULL
    """,
    "an agreement in force stands on a text that all signed": """
        SELECT 'agreement ' || a.id AS what
        FROM agreements a
        LEFT JOIN agreement_versions v ON v.community_id = :community_id AND v.agreement_id = a.id
            AND v.version = a.version AND v.state = 'agreed'
        WHERE a.community_id = :community_id AND a.state IN ('signed', 'in_force') AND v.id IS NULL
    """,
}
