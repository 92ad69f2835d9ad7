"""The audit's rules: what a round covers, how its sample is drawn, who audits. docs/draw_audit.py draws it again.

The sample follows from the seed, whose hash was published before the period, and from the seal that closed the period,
which nobody knew before it was over: who knows one of them still can't foresee the sample.
"""

import hashlib
import heapq
import hmac
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from backend.core.clock import next_month
from backend.core.errors import InvalidError
from backend.volunteering.types.audit import NewFinding, Verdict

SEED_BYTES = 32
# Our rule: a round's sample is one in twenty of its records, three at least.
ONE_IN = 20
LOT_MIN = 3
# Our rule: a round is no longer than a month, and a case has a finding within ten working days.
DAYS_MAX = 31
CASE_DAYS = 10
# Our rule: the auditor is reminded three working days before the end, then every three days.
REMIND_DAYS_BEFORE = 3
REMIND_EVERY = timedelta(days=3)
# Our rule: whoever could confirm an audit's correction hears of it again after so many working days.
CORRECTION_DAYS = (3, 10)


def commitment_of(seed: bytes) -> bytes:
    """Return what is published of a seed beforehand: its SHA-256."""
    return hashlib.sha256(seed).digest()


def first_day(last_end: date | None, today: date) -> date:
    """Return the first day of the coming round: right after the round before, tomorrow at the earliest."""
    tomorrow = today + timedelta(days=1)
    return tomorrow if last_end is None else max(last_end + timedelta(days=1), tomorrow)


def month_end(day: date) -> date:
    """Return the last day of a day's month, with which a round that nobody asked for ends."""
    return next_month(day) - timedelta(days=1)


def lot_size(records: int) -> int:
    """Return how many of so many records are drawn."""
    return min(records, max(LOT_MIN, -(-records // ONE_IN)))


def ticket(seed: bytes, community_id: int, record_id: UUID, seal_hash: bytes) -> bytes:
    """Return a record's ticket: HMAC-SHA256(seed, "<community>|<record>|<seal's hash>"); the smallest are drawn."""
    message = f"{community_id}|{record_id}|{seal_hash.hex()}"
    return hmac.digest(seed, message.encode(), "sha256")


def draw_lot(seed: bytes, community_id: int, record_ids: Collection[UUID], seal_hash: bytes) -> list[UUID]:
    """Return the records drawn, the smallest ticket first."""
    size = lot_size(len(record_ids))
    tickets: Iterable[tuple[bytes, UUID]] = ((ticket(seed, community_id, id_, seal_hash), id_) for id_ in record_ids)
    return [id_ for _, id_ in heapq.nsmallest(size, tickets)]


def choose_auditor(ticket_: bytes, supervisors: Sequence[UUID], hands: Collection[UUID]) -> UUID | None:
    """Return who audits: by the record's own ticket among those without a hand in it, or None."""
    free = sorted(set(supervisors).difference(hands))
    return free[int.from_bytes(ticket_) % len(free)] if free else None


def check_finding(new: NewFinding, *, minutes: int) -> None:
    """Raise InvalidError unless the finding is whole; ``minutes`` are the record's own."""
    if new.verdict is not Verdict.PASSED and not new.reason:
        raise InvalidError({"reason": ["请写明理由"]})
    if (new.verdict is Verdict.FAILED) != (new.minutes is not None):
        raise InvalidError({"minutes": ["不属实时，请填写真实的分钟数（没有服务填0）；其他结论不用填"]})
    if new.minutes == minutes:
        raise InvalidError({"minutes": ["真实分钟数和记录一样，请选“属实”"]})
