"""What volunteering tells others, as rows of the outbox. It never calls who listens."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.core.clock import local_date
from backend.infra import outbox
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import CorrectionRequest, RecordDispute, ServiceRecord, Shift, SignUp
from backend.volunteering.types.activities import AskedAs

SIGNED_UP = "volunteering.signed_up"
MOVED_UP = "volunteering.moved_up"
SIGN_UP_CANCELLED = "volunteering.sign_up_cancelled"
SHIFT_CANCELLED = "volunteering.shift_cancelled"
SERIES_CANCELLED = "volunteering.series_cancelled"
ASKED = "volunteering.asked"
ANSWERED = "volunteering.answered"
LAPSED = "volunteering.lapsed"
# {…sign-up, member_ids}: who invited has thought again.
TAKEN_BACK = "volunteering.taken_back"
MISSED = "volunteering.missed"
EXCUSED = "volunteering.excused"
RECORD_MOVED = "volunteering.record_moved"
# {title, starts_at, items: [{record_id, member_id, minutes}]}: a sheet was entered.
PAPER_ENTERED = "volunteering.paper_entered"
SETTLED = "volunteering.settled"
AWAITING_BACKING = "volunteering.awaiting_backing"
CORRECTION_FILED = "volunteering.correction_filed"
CORRECTION_ENTERED = "volunteering.correction_entered"
# {items: [{record_id, number, title}]}: entered records in whose stead a correction stands from now on.
REPLACED = "volunteering.replaced"
CORRECTION_ASKED = "volunteering.correction_asked"
CORRECTION_DECLINED = "volunteering.correction_declined"
# What this feature listens to: new points were pledged, so what waits for backing may be tried again.
PLEDGED = "redemption.pledged"

# {year}: a notice ends in a year whose holidays are not announced; once a year for each community.
CALENDAR_MISSING = "volunteering.calendar_missing"
# {what, record_id, title, evidence_until, rule_by, member_ids, note}: opened, stated, ruled, withdrawn.
# It names nobody who objects.
DISPUTE_TOLD = "volunteering.dispute_told"
# The same, due when both sides' days are over and when nobody has ruled in time; taken back with the outcome.
DISPUTE_WAITS = "volunteering.dispute_waits"

SETTLED_ITEMS_MAX = 500


def tell_sign_up(uow: UnitOfWork, topic: str, shift: Shift, sign_up: SignUp) -> None:
    """Tell of one sign-up: signed up or waiting, moved up, cancelled."""
    outbox.record(uow, shift.community_id, topic, _sign_up(shift, sign_up))


def tell_sign_ups(uow: UnitOfWork, topic: str, told: Sequence[tuple[Shift, SignUp]]) -> None:
    """Tell of many sign-ups of one community in one statement."""
    if told:
        events = [(None, _sign_up(shift, row), uow.now) for shift, row in told]
        outbox.record_many(uow, told[0][0].community_id, topic, events)


def tell_asked(uow: UnitOfWork, shift: Shift, rows: Sequence[SignUp], *, by: str | None) -> None:
    """Ask whoever's word a sign-up needs; ``by`` is the name of who signed up or invited."""
    asked = [(None, {**_sign_up(shift, row), "by": by, "answer_by": _iso(row.answer_by)}, uow.now) for row in rows]
    outbox.record_many(uow, shift.community_id, ASKED, asked)


def tell_answered(uow: UnitOfWork, shift: Shift, row: SignUp, *, accepted: bool) -> None:
    """Tell the member what their guardian or the leader said."""
    outbox.record(uow, shift.community_id, ANSWERED, {**_sign_up(shift, row), "accepted": accepted})


def tell_lapsed(uow: UnitOfWork, shifts: Mapping[UUID, Shift], rows: Sequence[SignUp]) -> None:
    """Tell who was asked, and once each who had asked them, that the places went on."""
    groups: dict[tuple[UUID, UUID | None], list[SignUp]] = {}
    for row in rows:
        groups.setdefault((row.shift_id, row.invited_by), []).append(row)
    told = [
        (
            None,
            {
                "shift_id": str(shift_id),
                "title": shifts[shift_id].title,
                "inviter_id": str(inviter_id) if inviter_id else None,
                "member_ids": [str(id_) for row in group for id_ in _concerned(row)],
                "count": len(group),
            },
            uow.now,
        )
        for (shift_id, inviter_id), group in groups.items()
    ]
    if told:
        outbox.record_many(uow, rows[0].community_id, LAPSED, told)


def tell_taken_back(uow: UnitOfWork, shift: Shift, row: SignUp) -> None:
    """Tell who was invited, and a minor's guardian, that the place is no longer held."""
    payload = {**_sign_up(shift, row), "member_ids": [str(id_) for id_ in _concerned(row)]}
    outbox.record(uow, shift.community_id, TAKEN_BACK, payload)


def tell_missed(uow: UnitOfWork, told: Sequence[tuple[Shift, SignUp]]) -> None:
    """Tell who did not come that it was noted."""
    tell_sign_ups(uow, MISSED, told)


def tell_excused(uow: UnitOfWork, shift: Shift, row: SignUp) -> None:
    """Tell the member that it counts no more."""
    outbox.record(uow, shift.community_id, EXCUSED, _sign_up(shift, row))


def _sign_up(shift: Shift, row: SignUp) -> dict[str, Any]:
    return {
        "sign_up_id": str(row.id),
        "shift_id": str(shift.id),
        "member_id": str(row.member_id),
        "starts_at": _iso(shift.starts_at),
        "title": shift.title,
        "place": shift.place,
        "state": row.state,
        "asked_id": str(row.asked_id) if row.asked_id else None,
        "asked_as": row.asked_as,
    }


def _concerned(row: SignUp) -> list[UUID]:
    """Return the member and, of a minor, the guardian."""
    is_ward = row.asked_as == AskedAs.GUARDIAN and row.asked_id is not None
    return [row.member_id, row.asked_id] if is_ward and row.asked_id else [row.member_id]


def tell_shift_cancelled(uow: UnitOfWork, shift: Shift, told: Sequence[SignUp], note: str | None) -> None:
    """Tell everybody who was on the shift or waiting for it, and minors' guardians."""
    payload = {
        "shift_id": str(shift.id),
        "title": shift.title,
        "starts_at": _iso(shift.starts_at),
        "member_ids": [str(id_) for id_ in dict.fromkeys(id_ for row in told for id_ in _concerned(row))],
        "sign_up_ids": [str(row.id) for row in told],
        "note": note,
    }
    outbox.record(uow, shift.community_id, SHIFT_CANCELLED, payload)


def tell_series_cancelled(uow: UnitOfWork, shifts: Sequence[Shift], told: Sequence[SignUp], note: str | None) -> None:
    """Tell each person once of all shifts of a series that were theirs."""
    starts = {shift.id: shift.starts_at for shift in shifts}
    theirs: dict[str, list[str | None]] = {}
    for row in sorted(told, key=lambda row: starts[row.shift_id]):
        for id_ in _concerned(row):
            theirs.setdefault(str(id_), []).append(_iso(starts[row.shift_id]))
    payload = {
        "shift_id": str(shifts[0].id),
        "title": shifts[0].title,
        "starts_of": theirs,
        "shift_of": {str(row.id): str(row.shift_id) for row in told},
        "note": note,
    }
    outbox.record(uow, shifts[0].community_id, SERIES_CANCELLED, payload)


def tell_record_moved(uow: UnitOfWork, record: ServiceRecord, title: str, note: str | None) -> None:
    """Tell the member whose hours these are."""
    outbox.record(uow, record.community_id, RECORD_MOVED, _record_moved(record, title, note))


def tell_records_moved(uow: UnitOfWork, community_id: int, moved: Sequence[tuple[ServiceRecord, str]]) -> None:
    """Tell of many records, each with its shift's title, in one statement."""
    events = [(None, _record_moved(record, title, None), uow.now) for record, title in moved]
    outbox.record_many(uow, community_id, RECORD_MOVED, events)


def tell_paper_entered(uow: UnitOfWork, shift: Shift, records: Sequence[ServiceRecord]) -> None:
    """Tell everybody on a sheet what was entered for them."""
    items = [{"record_id": str(r.id), "member_id": str(r.performed_by), "minutes": r.minutes} for r in records]
    payload = {"title": shift.title, "starts_at": _iso(shift.starts_at), "items": items}
    outbox.record(uow, shift.community_id, PAPER_ENTERED, payload)


def _record_moved(record: ServiceRecord, title: str, note: str | None) -> dict[str, Any]:
    return {
        "record_id": str(record.id),
        "member_id": str(record.performed_by),
        "to_state": str(record.state),
        "title": title,
        "note": note,
    }


def tell_settled(uow: UnitOfWork, community_id: int, items: Sequence[dict[str, Any]]) -> None:
    """Tell what was entered and earned, a bounded number of records an event, in one statement."""
    parts = [items[at : at + SETTLED_ITEMS_MAX] for at in range(0, len(items), SETTLED_ITEMS_MAX)]
    outbox.record_many(uow, community_id, SETTLED, [(None, {"items": list(part)}, uow.now) for part in parts])


def tell_awaiting_backing(uow: UnitOfWork, community_id: int, count: int) -> None:
    """Tell staff that points are earned which nobody pledged; once a day at most."""
    day = local_date(uow.now)
    outbox.record(uow, community_id, AWAITING_BACKING, {"count": count}, key=day.isoformat())


def tell_correction_filed(
    uow: UnitOfWork, correction: ServiceRecord, *, corrects: str, before: int, title: str, reason: str
) -> None:
    """Tell the member what somebody wants changed in their record, why, and how to object."""
    payload = {
        "record_id": str(correction.id),
        "member_id": str(correction.performed_by),
        "corrects": corrects,
        "before": before,
        "minutes": correction.minutes,
        "title": title,
        "reason": reason,
    }
    outbox.record(uow, correction.community_id, CORRECTION_FILED, payload)


def tell_corrections_entered(uow: UnitOfWork, community_id: int, items: Sequence[dict[str, Any]]) -> None:
    """Tell members what entered corrections change in their passbooks, a bounded number an event."""
    parts = [items[at : at + SETTLED_ITEMS_MAX] for at in range(0, len(items), SETTLED_ITEMS_MAX)]
    outbox.record_many(uow, community_id, CORRECTION_ENTERED, [(None, {"items": list(p)}, uow.now) for p in parts])


def tell_replaced(uow: UnitOfWork, community_id: int, items: Sequence[dict[str, str]]) -> None:
    """Tell who names records elsewhere that corrections stand in their stead, a bounded number an event."""
    parts = [items[at : at + SETTLED_ITEMS_MAX] for at in range(0, len(items), SETTLED_ITEMS_MAX)]
    outbox.record_many(uow, community_id, REPLACED, [(None, {"items": list(part)}, uow.now) for part in parts])


def tell_correction_asked(uow: UnitOfWork, request: CorrectionRequest, number: str, title: str) -> None:
    """Tell the desk what a member asks for."""
    outbox.record(uow, request.community_id, CORRECTION_ASKED, _request(request, number, title))


def tell_correction_declined(uow: UnitOfWork, request: CorrectionRequest, number: str, title: str) -> None:
    """Tell the member that nothing is corrected, and why."""
    outbox.record(uow, request.community_id, CORRECTION_DECLINED, _request(request, number, title))


def _request(request: CorrectionRequest, number: str, title: str) -> dict[str, Any]:
    return {
        "record_id": str(request.record_id),
        "member_id": str(request.asked_by),
        "number": number,
        "title": title,
        "answer": request.answer,
    }


def tell_calendar_missing(uow: UnitOfWork, community_id: int, year: int) -> None:
    """Tell staff that notices end in a year whose holidays are not known; once."""
    outbox.record(uow, community_id, CALENDAR_MISSING, {"year": year}, key=str(year))


def tell_dispute(
    uow: UnitOfWork,
    dispute: RecordDispute,
    what: str,
    title: str,
    told: Collection[UUID],
    *,
    note: str | None = None,
) -> None:
    """Tell members, and the desk of an objection, what happened in a dispute."""
    payload = {**_dispute(dispute, what, title), "member_ids": sorted(map(str, told)), "note": note}
    outbox.record(uow, dispute.community_id, DISPUTE_TOLD, payload)


def plan_dispute(uow: UnitOfWork, dispute: RecordDispute, title: str, *, again_at: datetime) -> None:
    """Plan what the desk hears when both sides' days are over, and the lead when nobody rules."""
    moments = {"heard": dispute.evidence_until, "late": dispute.rule_by, "again": again_at}
    planned = [
        (f"{dispute.id}:{what}", {**_dispute(dispute, what, title), "member_ids": [], "note": None}, at)
        for what, at in moments.items()
    ]
    outbox.record_many(uow, dispute.community_id, DISPUTE_WAITS, planned)


def forget_dispute(uow: UnitOfWork, dispute: RecordDispute) -> None:
    """Take back what was planned: the dispute is over."""
    keys = [f"{dispute.id}:{what}" for what in ("heard", "late", "again")]
    outbox.withdraw(uow, dispute.community_id, DISPUTE_WAITS, keys)


def _dispute(dispute: RecordDispute, what: str, title: str) -> dict[str, Any]:
    return {
        "what": what,
        "record_id": str(dispute.record_id),
        "title": title,
        "evidence_until": _iso(dispute.evidence_until),
        "rule_by": _iso(dispute.rule_by),
    }


def _iso(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
