"""What SQL can prove of records."""

CHECKS = {
    "what a closed audit found wrong is corrected, or a ruling says why not": """
        SELECT 'audit case ' || c.id AS what
        FROM audit_cases c
        JOIN audit_rounds a ON a.community_id = c.community_id AND a.id = c.audit_id
        JOIN audit_findings f ON f.community_id = c.community_id AND f.id = c.id
        JOIN service_records r ON r.community_id = c.community_id AND r.id = c.record_id
        WHERE c.community_id = :community_id AND c.state = 'failed' AND a.state = 'closed'
          AND NOT EXISTS (
              SELECT FROM corrections k
              JOIN service_records n ON n.community_id = k.community_id AND n.id = k.id
              WHERE k.community_id = :community_id AND k.finding_id = c.id
                AND (n.state <> 'rejected' OR EXISTS (
                    SELECT FROM volunteering_moves m
                    WHERE m.community_id = n.community_id AND m.subject_id = n.id
                      AND m.move = 'reject' AND m.note IS NOT NULL
                ))
          )
          AND NOT EXISTS (
              SELECT FROM service_records o
              JOIN entered_records e ON e.community_id = o.community_id AND e.id = o.id
              WHERE o.community_id = :community_id AND o.shift_id = r.shift_id AND o.sign_up_id = r.sign_up_id
                AND e.minutes = f.minutes
          )
    """,
    "what comes from paper or a slip, or is corrected upwards, has its photo": """
        SELECT 'record ' || r.id AS what
        FROM service_records r
        LEFT JOIN service_records c ON c.community_id = r.community_id AND c.id = r.corrects_id
        WHERE r.community_id = :community_id
          AND (r.source = 'paper' OR r.witness_kind = 'slip' OR r.minutes > c.minutes)
          AND NOT EXISTS (
              SELECT 1 FROM record_evidence e
              WHERE e.community_id = r.community_id AND e.record_id = r.id
                AND e.kind = CASE r.source WHEN 'paper' THEN 'sheet' WHEN 'correction' THEN 'correction' ELSE 'slip' END
          )
    """,
    "no record with a holding flag went on notice without a ruling": """
        SELECT 'record ' || r.id AS what
        FROM service_records r
        JOIN record_flags f ON f.community_id = r.community_id AND f.record_id = r.id
        WHERE r.community_id = :community_id AND r.state IN ('on_notice', 'entered') AND NOT f.after_entry
          AND f.code IN ('missing_check_out', 'arrived_late', 'code_shared', 'overlapping', 'travel', 'daily_cap',
                         'quick_confirmations', 'quick_approvals', 'quick_rulings', 'photo_reused')
          AND NOT EXISTS (
              SELECT 1 FROM volunteering_moves m
              WHERE m.community_id = r.community_id AND m.subject_id = r.id
                AND m.from_state IN ('held', 'disputed') AND m.to_state = 'on_notice'
          )
        GROUP BY r.id
    """,
}
