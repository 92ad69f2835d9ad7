"""Looking at confirmed records for what is unusual, a batch in one statement, before their notice ends."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select, text, update

from backend.books import service as books
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import ServiceRecord
from backend.volunteering.rules.looking import PACES, RUN_REACH, TRAVEL_MIN, daily_cap
from backend.volunteering.service.flagging import lock_records, raise_flags
from backend.volunteering.service.parts import record_number
from backend.volunteering.types import Flag, RaisedFlag

RECORDS_A_BATCH = 500
# Each row is one flag: (record_id, code, other, minutes, cap, seconds, day); what a code has no use for is NULL.
# Who is there is the presence; what counts is the part of it within the planned time. Two shifts at one place may
# share a check-out and a check-in, but no counted minute. Both records of a pair are flagged.
_FIND = text(
    """
    WITH due AS (
        SELECT r.id, r.number, r.performed_by, r.served_on, r.shift_id, r.source, r.checked_in_at, r.checked_out_at,
               s.starts_at,
               s.ends_at, regexp_replace(lower(s.place), '\\s', '', 'g') AS place,
               r.minutes <= c.minutes AS gives_nothing
        FROM service_records r
        JOIN shifts s ON s.community_id = r.community_id AND s.id = r.shift_id
        LEFT JOIN service_records c ON c.community_id = r.community_id AND c.id = r.corrects_id
        WHERE r.community_id = :community_id AND r.id = ANY(CAST(:ids AS uuid[]))
    ),
    pairs AS (
        SELECT d.id, d.number, o.id AS other_id, o.number AS other_number,
               least(d.checked_out_at, o.checked_out_at) - greatest(d.checked_in_at, o.checked_in_at) AS together,
               least(d.checked_out_at, o.checked_out_at, d.ends_at, s.ends_at)
                   - greatest(d.checked_in_at, o.checked_in_at, d.starts_at, s.starts_at) AS counted,
               d.place <> regexp_replace(lower(s.place), '\\s', '', 'g') AS elsewhere
        FROM due d
        JOIN service_records o
            ON o.community_id = :community_id AND o.performed_by = d.performed_by
            AND o.served_on BETWEEN d.served_on - 2 AND d.served_on + 2
        JOIN shifts s ON s.community_id = o.community_id AND s.id = o.shift_id
        WHERE o.shift_id <> d.shift_id AND o.state <> 'rejected'
          AND d.source <> 'correction' AND o.source <> 'correction'
          AND o.checked_out_at > d.checked_in_at - CAST(:travel AS interval)
          AND o.checked_in_at < d.checked_out_at + CAST(:travel AS interval)
    ),
    odd AS (
        SELECT *, CASE WHEN greatest(together, counted) >= interval '1 minute' THEN 'overlapping' ELSE 'travel' END
                  AS code
        FROM pairs
        WHERE counted >= interval '1 minute' OR (elsewhere AND together > -CAST(:travel AS interval))
    ),
    flagged AS (
        SELECT id AS record_id, code, other_number AS other, together FROM odd
        UNION ALL
        SELECT other_id, code, number, together FROM odd
    ),
    days AS (
        SELECT d.id, d.served_on, c.cap,
               sum(CASE WHEN b.id IS NULL OR o.state = 'entered' THEN o.minutes
                        ELSE greatest(o.minutes - b.minutes, 0) END) AS minutes
        FROM due d
        JOIN unnest(CAST(:days AS date[]), CAST(:caps AS bigint[])) AS c (day, cap) ON c.day = d.served_on
        JOIN service_records o
            ON o.community_id = :community_id AND o.performed_by = d.performed_by AND o.served_on = d.served_on
        LEFT JOIN service_records b ON b.community_id = o.community_id AND b.id = o.corrects_id
        WHERE o.state NOT IN ('rejected', 'corrected', 'filed') AND d.gives_nothing IS NOT TRUE
        GROUP BY d.id, d.served_on, c.cap
        HAVING sum(o.minutes) > c.cap
    ),
    hands AS (
        SELECT by_member_id, min(at) AS first_at, max(at) AS last_at
        FROM volunteering_moves
        WHERE community_id = :community_id AND subject_id = ANY(CAST(:ids AS uuid[]))
          AND move IN ('confirm', 'approve', 'uphold', 'lower')
        GROUP BY by_member_id
    ),
    paces AS (
        SELECT * FROM unnest(
            CAST(:flags AS text[]), CAST(:moves AS text[]), CAST(:gaps AS interval[]), CAST(:least AS bigint[])
        ) AS p (flag, move, gap, least)
    ),
    judged AS (
        SELECT m.subject_id, m.by_member_id, m.at, p.flag, p.gap, p.least,
               CASE WHEN m.at - lag(m.at) OVER (PARTITION BY p.flag, p.gap, m.by_member_id ORDER BY m.at, m.id) < p.gap
                    THEN 0 ELSE 1 END AS begins, m.id
        FROM hands h
        JOIN volunteering_moves m
            ON m.community_id = :community_id AND m.by_member_id = h.by_member_id
            AND m.move IN ('confirm', 'approve', 'uphold', 'lower')
            AND m.at BETWEEN h.first_at - CAST(:reach AS interval) AND h.last_at + CAST(:reach AS interval)
        JOIN paces p ON p.move = m.move
    ),
    numbered AS (
        SELECT *, sum(begins) OVER (PARTITION BY flag, gap, by_member_id ORDER BY at, id) AS run FROM judged
    ),
    runs AS (
        SELECT subject_id, flag, least, count(*) OVER run_of AS many,
               max(at) OVER run_of - min(at) OVER run_of AS took
        FROM numbered
        WINDOW run_of AS (PARTITION BY flag, gap, by_member_id, run)
    ),
    -- A sheet is of many lines, and a correction may name what its own presence has: all else is for one presence.
    photos AS (
        SELECT DISTINCT r.id, r.number, r.sign_up_id, e.kind, a.sha256
        FROM service_records r
        JOIN record_evidence e ON e.community_id = r.community_id AND e.record_id = r.id
        JOIN attachments a ON a.community_id = e.community_id AND a.id = e.photo_id
        WHERE r.community_id = :community_id AND r.id = ANY(CAST(:ids AS uuid[]))
          AND NOT EXISTS (
              SELECT FROM service_records b
              JOIN record_evidence be ON be.community_id = b.community_id AND be.record_id = b.id
              JOIN attachments ba ON ba.community_id = be.community_id AND ba.id = be.photo_id
              WHERE e.kind = 'correction' AND b.community_id = r.community_id AND b.id = r.corrects_id
                AND ba.sha256 = a.sha256
          )
    ),
    shared AS (
        SELECT p.id, p.number, o.id AS other_id, o.number AS other_number, p.kind, oe.kind AS other_kind, p.sha256
        FROM photos p
        JOIN attachments oa ON oa.community_id = :community_id AND oa.sha256 = p.sha256
        JOIN record_evidence oe ON oe.community_id = :community_id AND oe.photo_id = oa.id
        JOIN service_records o ON o.community_id = :community_id AND o.id = oe.record_id
        WHERE o.sign_up_id <> p.sign_up_id AND o.state <> 'rejected'
          AND (p.kind <> 'sheet' OR oe.kind <> 'sheet')
    ),
    reused AS (
        SELECT id, min(other_number) AS other, count(DISTINCT other_id) + 1 AS many
        FROM shared WHERE kind <> 'sheet' GROUP BY id
        UNION ALL
        SELECT other_id, min(number), count(DISTINCT id) + 1
        FROM shared WHERE other_kind <> 'sheet' AND other_id <> ALL(CAST(:ids AS uuid[])) GROUP BY other_id
    )
    (SELECT DISTINCT ON (record_id, code) record_id, code, other,
            CAST(extract(epoch FROM abs_minutes) / 60 AS bigint) AS minutes, CAST(NULL AS bigint) AS cap,
            CAST(NULL AS bigint) AS seconds, CAST(NULL AS date) AS day
     FROM (SELECT *, date_trunc('minute', greatest(together, -together)) AS abs_minutes FROM flagged) AS f
     ORDER BY record_id, code, together DESC)
    UNION ALL
    SELECT id, 'daily_cap', NULL, minutes, cap, NULL, served_on FROM days
    UNION ALL
    SELECT id, 'photo_reused', other, many, NULL, NULL, NULL FROM reused
    UNION ALL
    (SELECT DISTINCT ON (subject_id, flag) subject_id, flag, NULL, many, NULL,
            CAST(ceil(extract(epoch FROM took)) AS bigint), NULL
     FROM runs
     WHERE many >= least AND subject_id = ANY(CAST(:ids AS uuid[]))
     ORDER BY subject_id, flag, many DESC)
    """
)


_PACES = [(pace, move) for pace in PACES for move in pace.moves]
_QUICK = frozenset(pace.flag for pace in PACES)


def communities_with_records_to_look_at(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with a confirmed record nobody has looked at (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(ServiceRecord.community_id).where(ServiceRecord.look_at <= uow.now).distinct()
    ).all()


def look_at_records(uow: UnitOfWork, community_id: int) -> int:
    """Look at one batch of records whose time has come; return how many."""
    ids = uow.session.scalars(
        select(ServiceRecord.id)
        .where(ServiceRecord.community_id == community_id, ServiceRecord.look_at <= uow.now)
        .order_by(ServiceRecord.look_at, ServiceRecord.id)
        .limit(RECORDS_A_BATCH)
    ).all()
    if ids:
        look_at(uow, community_id, ids)
    return len(ids)


def look_at(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> None:
    """Raise what is unusual about these records, and about others beside them; they need not be looked at again.

    Twice is as once: a flag that is there is not raised again. All records it touches are locked in one order.
    """
    found = find_flags(uow, community_id, ids)
    lock_records(uow, community_id, {*ids, *(flag.record_id for flag in found)})
    raise_flags(uow, community_id, found)
    uow.session.execute(
        update(ServiceRecord)
        .where(ServiceRecord.community_id == community_id, ServiceRecord.id.in_(ids))
        .values(look_at=None)
        .execution_options(synchronize_session=False)
    )


def find_flags(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> list[RaisedFlag]:
    """Return what is unusual, in two statements for any number of records; raises nothing on them."""
    days = uow.session.scalars(
        select(ServiceRecord.served_on)
        .where(ServiceRecord.community_id == community_id, ServiceRecord.id.in_(ids))
        .distinct()
    ).all()
    packs = books.packs_since(uow, community_id)
    rows = uow.session.execute(
        _FIND,
        {
            "community_id": community_id,
            "ids": list(ids),
            "travel": TRAVEL_MIN,
            "days": list(days),
            "caps": [daily_cap(packs, day) for day in days],
            "reach": RUN_REACH,
            "flags": [pace.flag.value for pace, _ in _PACES],
            "moves": [move.value for _, move in _PACES],
            "gaps": [pace.gap for pace, _ in _PACES],
            "least": [pace.least for pace, _ in _PACES],
        },
    )
    return [RaisedFlag(row.record_id, Flag(row.code), _facts(row)) for row in rows]


def _facts(row: Any) -> dict[str, int | str]:
    if row.code == Flag.DAILY_CAP:
        return {"day": _day(row.day), "minutes": int(row.minutes), "cap": row.cap}
    if row.code in _QUICK:
        return {"count": int(row.minutes), "seconds": row.seconds}
    if row.code == Flag.PHOTO_REUSED:
        return {"count": int(row.minutes), "number": record_number(row.other)}
    return {"number": record_number(row.other), "minutes": int(row.minutes)}


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
