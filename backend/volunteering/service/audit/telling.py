"""What audits tell others, as rows of the outbox."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.core.working_days import end_of_notice
from backend.infra import outbox
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import AuditCase, AuditRound, ServiceRecord
from backend.volunteering.rules.audit import CORRECTION_DAYS

AUDIT_DRAWN = "volunteering.audit_drawn"
AUDIT_ASSIGNED = "volunteering.audit_assigned"
AUDIT_DUE = "volunteering.audit_due"
AUDIT_FOUND = "volunteering.audit_found"
AUDIT_CLOSED = "volunteering.audit_closed"
# {record_id, title, days}: a correction that an audit filed is still not confirmed.
CORRECTION_WAITS = "volunteering.audit_correction_waits"
ITEMS_MAX = 500


def tell_drawn(uow: UnitOfWork, community_id: int, items: Sequence[dict[str, Any]]) -> None:
    """Tell those concerned that their records are drawn, a bounded number an event, in one statement."""
    parts = [items[at : at + ITEMS_MAX] for at in range(0, len(items), ITEMS_MAX)]
    outbox.record_many(uow, community_id, AUDIT_DRAWN, [(None, {"items": list(part)}, uow.now) for part in parts])


def tell_assigned(
    uow: UnitOfWork, round_: AuditRound, auditors: Sequence[UUID | None], supervisors: Sequence[UUID], due_at: datetime
) -> None:
    """Tell each auditor how many cases are theirs, and all supervisors of those that nobody has."""
    events = [
        (
            None,
            {
                "audit_id": str(round_.id),
                "member_ids": [str(each)] if each else [str(supervisor) for supervisor in supervisors],
                "count": count,
                "is_free": each is None,
                "due_at": due_at.isoformat(timespec="seconds"),
            },
            uow.now,
        )
        for each, count in Counter(auditors).items()
    ]
    outbox.record_many(uow, round_.community_id, AUDIT_ASSIGNED, events)


def tell_cases_due(uow: UnitOfWork, community_id: int, cases: Sequence[AuditCase], told: Sequence[UUID]) -> None:
    """Remind each auditor of what is not found yet, in one statement; ``told`` are those of cases nobody has."""
    per_auditor: dict[UUID | None, list[AuditCase]] = {}
    for case in cases:
        per_auditor.setdefault(case.assigned_to, []).append(case)
    events = [
        (
            None,
            {
                "audit_id": str(theirs[0].audit_id),
                "member_ids": [str(auditor)] if auditor else [str(each) for each in told],
                "count": len(theirs),
                "overdue": sum(case.due_at <= uow.now for case in theirs),
                "is_free": auditor is None,
            },
            uow.now,
        )
        for auditor, theirs in per_auditor.items()
    ]
    outbox.record_many(uow, community_id, AUDIT_DUE, events)


def tell_found(
    uow: UnitOfWork, record: ServiceRecord, title: str, *, verdict: str, minutes: int | None, reason: str | None
) -> None:
    """Tell the member whose hours were audited what was found."""
    payload = {
        "record_id": str(record.id),
        "member_id": str(record.performed_by),
        "title": title,
        "verdict": verdict,
        "minutes": minutes,
        "note": reason,
    }
    outbox.record(uow, record.community_id, AUDIT_FOUND, payload)


def tell_audit_closed(uow: UnitOfWork, round_: AuditRound, sums: Mapping[str, int], member_ids: Sequence[UUID]) -> None:
    """Tell the desk and the supervisors what a round came to."""
    payload = {
        "audit_id": str(round_.id),
        "number": round_.number,
        "member_ids": [str(each) for each in member_ids],
        **sums,
    }
    outbox.record(uow, round_.community_id, AUDIT_CLOSED, payload)


def plan_correction(uow: UnitOfWork, community_id: int, correction: Mapping[str, Any]) -> None:
    """Plan what supervisors, and later the lead too, hear of an audit's correction until somebody confirms it."""
    facts = {"record_id": str(correction["id"]), "title": correction["shift"]["title"]}
    planned = [
        (f"{facts['record_id']}:{days}", {**facts, "days": days}, end_of_notice(uow.now, days))
        for days in CORRECTION_DAYS
    ]
    outbox.record_many(uow, community_id, CORRECTION_WAITS, planned)


def forget_correction(uow: UnitOfWork, correction: ServiceRecord) -> None:
    """Take back what was planned: somebody has confirmed or rejected it."""
    keys = [f"{correction.id}:{days}" for days in CORRECTION_DAYS]
    outbox.withdraw(uow, correction.community_id, CORRECTION_WAITS, keys)
