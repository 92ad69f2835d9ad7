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
               s.ends_at, regexp_replace(lower(s.place), '\\s', '', 'g') AS place
        FROM service_records r
        JOIN shifts s ON s.community_id = r.community_id AND s.id = r.shift_id
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
        SELECT d.id, d.served_on, c.cap, sum(o.minutes) AS minutes
        FROM due d
        JOIN unnest(CAST(:days AS date[]), CAST(:caps AS bigint[])) AS c (day, cap) ON c.day = d.served_on
        JOIN service_records o
            ON o.community_id = :community_id AND o.performed_by = d.performed_by AND o.served_on = d.served_on
        WHERE o.state NOT IN ('rejected', 'corrected') AND (o.source <> 'correction' OR o.state = 'entered')
        GROUP BY d.id, d.served_on, c.cap
        HAVING sum(o.minutes) > c.cap
    ),
    hands AS (
        SELECT by_member_id, min(at) AS first_at, max(at) AS last_at
        FROM volunteering_moves
        WHERE community_id = :community_id AND subject_id = ANY(CAST(:ids AS uuid[])) AND move = 'confirm'
        GROUP BY by_member_id
    ),
    confirmations AS (
        SELECT m.subject_id, m.by_member_id, m.at, p.gap, p.least,
               CASE WHEN m.at - lag(m.at) OVER (PARTITION BY p.gap, m.by_member_id ORDER BY m.at, m.id) < p.gap
                    THEN 0 ELSE 1 END AS begins, m.id
        FROM hands h
        JOIN volunteering_moves m
            ON m.community_id = :community_id AND m.by_member_id = h.by_member_id AND m.move = 'confirm'
            AND m.at BETWEEN h.first_at - CAST(:reach AS interval) AND h.last_at + CAST(:reach AS interval)
        CROSS JOIN unnest(CAST(:gaps AS interval[]), CAST(:least AS bigint[])) AS p (gap, least)
    ),
    numbered AS (
        SELECT *, sum(begins) OVER (PARTITION BY gap, by_member_id ORDER BY at, id) AS run FROM confirmations
    ),
    runs AS (
        SELECT subject_id, least, count(*) OVER run_of AS many,
               max(at) OVER run_of - min(at) OVER run_of AS took
        FROM numbered
        WINDOW run_of AS (PARTITION BY gap, by_member_id, run)
    )
    (SELECT DISTINCT ON (record_id, code) record_id, code, other,
            CAST(extract(epoch FROM abs_minutes) / 60 AS bigint) AS minutes, CAST(NULL AS bigint) AS cap,
            CAST(NULL AS bigint) AS seconds, CAST(NULL AS date) AS day
     FROM (SELECT *, date_trunc('minute', greatest(together, -together)) AS abs_minutes FROM flagged) AS f
     ORDER BY record_id, code, together DESC)
    UNION ALL
    SELECT id, 'daily_cap', NULL, minutes, cap, NULL, served_on FROM days
    UNION ALL
    (SELECT DISTINCT ON (subject_id) subject_id, 'quick_confirmations', NULL, many, NULL,
            CAST(ceil(extract(epoch FROM took)) AS bigint), NULL
     FROM runs
     WHERE many >= least AND subject_id = ANY(CAST(:ids AS uuid[]))
     ORDER BY subject_id, many DESC)
    """
)


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
            "gaps": [pace.gap for pace in PACES],
            "least": [pace.least for pace in PACES],
        },
    )
    return [RaisedFlag(row.record_id, Flag(row.code), _facts(row)) for row in rows]


def _facts(row: Any) -> dict[str, int | str]:
    if row.code == Flag.DAILY_CAP:
        return {"day": _day(row.day), "minutes": int(row.minutes), "cap": row.cap}
    if row.code == Flag.QUICK_CONFIRMATIONS:
        return {"count": int(row.minutes), "seconds": row.seconds}
    return {"number": record_number(row.other), "minutes": int(row.minutes)}


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
