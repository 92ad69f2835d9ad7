"""What volunteering tells others, as rows of the outbox. It never calls who listens."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.core.clock import local_date
from backend.infra import outbox
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import CorrectionRequest, ServiceRecord, Shift, SignUp

SIGNED_UP = "volunteering.signed_up"
MOVED_UP = "volunteering.moved_up"
SIGN_UP_CANCELLED = "volunteering.sign_up_cancelled"
SHIFT_CANCELLED = "volunteering.shift_cancelled"
RECORD_MOVED = "volunteering.record_moved"
SETTLED = "volunteering.settled"
AWAITING_BACKING = "volunteering.awaiting_backing"
CORRECTION_FILED = "volunteering.correction_filed"
CORRECTION_ENTERED = "volunteering.correction_entered"
CORRECTION_ASKED = "volunteering.correction_asked"
CORRECTION_DECLINED = "volunteering.correction_declined"
# What this feature listens to: new points were pledged, so what waits for backing may be tried again.
PLEDGED = "redemption.pledged"

SETTLED_ITEMS_MAX = 500


def tell_sign_up(uow: UnitOfWork, topic: str, shift: Shift, sign_up: SignUp) -> None:
    """Tell of one sign-up: signed up or waiting, moved up, cancelled."""
    payload = {
        "sign_up_id": str(sign_up.id),
        "shift_id": str(shift.id),
        "member_id": str(sign_up.member_id),
        "starts_at": _iso(shift.starts_at),
        "title": shift.title,
        "place": shift.place,
        "state": sign_up.state,
    }
    outbox.record(uow, shift.community_id, topic, payload)


def tell_shift_cancelled(uow: UnitOfWork, shift: Shift, told: Mapping[UUID, UUID], note: str | None) -> None:
    """Tell everybody who was on the shift or waiting for it; ``told`` is sign-up -> member."""
    payload = {
        "shift_id": str(shift.id),
        "title": shift.title,
        "starts_at": _iso(shift.starts_at),
        "member_ids": [str(member_id) for member_id in told.values()],
        "sign_up_ids": [str(sign_up_id) for sign_up_id in told],
        "note": note,
    }
    outbox.record(uow, shift.community_id, SHIFT_CANCELLED, payload)


def tell_record_moved(uow: UnitOfWork, record: ServiceRecord, title: str, note: str | None) -> None:
    """Tell the member whose hours these are."""
    outbox.record(uow, record.community_id, RECORD_MOVED, _record_moved(record, title, note))


def tell_records_moved(uow: UnitOfWork, community_id: int, moved: Sequence[tuple[ServiceRecord, str]]) -> None:
    """Tell of many records, each with its shift's title, in one statement."""
    events = [(None, _record_moved(record, title, None), uow.now) for record, title in moved]
    outbox.record_many(uow, community_id, RECORD_MOVED, events)


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


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
