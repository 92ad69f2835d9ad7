"""What SQL can prove of records."""

CHECKS = {
    "what comes from paper or a slip has its photo": """
        SELECT 'record ' || r.id AS what
        FROM service_records r
        WHERE r.community_id = :community_id AND (r.source = 'paper' OR r.witness_kind = 'slip')
          AND NOT EXISTS (
              SELECT 1 FROM record_evidence e
              WHERE e.community_id = r.community_id AND e.record_id = r.id
                AND e.kind = CASE WHEN r.source = 'paper' THEN 'sheet' ELSE 'slip' END
          )
    """,
    "no record with a holding flag went on notice without a ruling": """
        SELECT 'record ' || r.id AS what
        FROM service_records r
        JOIN record_flags f ON f.community_id = r.community_id AND f.record_id = r.id
        WHERE r.community_id = :community_id AND r.state IN ('on_notice', 'entered') AND NOT f.after_entry
          AND f.code IN ('missing_check_out', 'arrived_late', 'code_shared', 'overlapping', 'travel', 'daily_cap',
                         'quick_confirmations')
          AND NOT EXISTS (
              SELECT 1 FROM volunteering_moves m
              WHERE m.community_id = r.community_id AND m.subject_id = r.id
                AND m.from_state IN ('held', 'disputed') AND m.to_state = 'on_notice'
          )
        GROUP BY r.id
    """,
}
