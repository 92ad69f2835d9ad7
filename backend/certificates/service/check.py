"""The self-check of certificates: what was sealed is what is stored, and agrees with the entered records it names."""

CHECKS = {
    "every certificate holds what was sealed": """
        SELECT 'certificate ' || number AS what FROM certificates
        WHERE community_id = :community_id AND encode(sha256(content), 'hex') <> seal
    """,
    "a certificate names entered records of its holder alone, and their sum": """
        SELECT 'certificate ' || c.number AS what
        FROM certificates c
        LEFT JOIN certificate_records n ON n.community_id = :community_id AND n.certificate_id = c.id
        LEFT JOIN entered_records e ON e.community_id = :community_id AND e.id = n.record_id
             AND e.performed_by = c.member_id
        WHERE c.community_id = :community_id
        GROUP BY c.id, c.number, c.minutes, c.records_count
        HAVING coalesce(sum(e.minutes), 0) <> c.minutes OR count(e.id) <> c.records_count
            OR count(n.record_id) <> c.records_count
    """,
}
