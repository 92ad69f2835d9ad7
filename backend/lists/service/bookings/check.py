"""The self-check of bookings: no unit twice at one time, and no unit that is not there. It repairs nothing."""

LIVE = "state IN ('booked', 'used', 'no_show')"
# It looks at the rows alone, so that it would also see what the exclusion should have refused.
CHECKS = {
    "no unit of a resource is booked twice at one time": f"""
        SELECT 'booking ' || id AS what FROM (
            SELECT id, starts_at, max(ends_at) OVER (
                PARTITION BY entry_id, unit_no ORDER BY starts_at, id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS busy_until
            FROM bookings WHERE community_id = :community_id AND {LIVE}
        ) AS ordered
        WHERE busy_until > starts_at
    """,  # noqa: S608  # made of the constant above
    "nobody has booked a unit beyond the quantity": f"""
        SELECT 'booking ' || b.id AS what
        FROM bookings AS b JOIN entries AS e ON e.community_id = b.community_id AND e.id = b.entry_id
        WHERE b.community_id = :community_id AND e.community_id = :community_id AND b.{LIVE} AND b.ends_at > :now
          AND b.unit_no > CASE WHEN e.details ->> 'resource_kind' = 'goods' THEN coalesce(e.quantity, 1) ELSE 1 END
    """,  # noqa: S608  # made of the constant above
}
