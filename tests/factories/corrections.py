"""Corrections of entered records for tests, filed and confirmed as the desk does it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.infra.uow import UnitOfWork
from backend.volunteering import service
from backend.volunteering.models import CorrectionRequest, ServiceRecord
from backend.volunteering.moves import RecordMove
from tests.factories.photos import add_photo
from tests.factories.volunteering import CONFIRMED, Street

ENTER, SETTLE = "volunteering.enter", "volunteering.settle"


def make_request(street: Street, record_id: UUID) -> UUID:
    """Store a request that waits; return its id."""
    with street.work() as uow:
        record = uow.session.get_one(ServiceRecord, (street.community_id, record_id))
        request = CorrectionRequest(
            community_id=street.community_id,
            id=uow.new_id(),
            record_id=record_id,
            asked_by=record.performed_by,
            minutes=60,
            reason="当天提前离开",
            photos=[],
            state="waiting",
            asked_at=uow.now,
        )
        uow.session.add(request)
        uow.session.flush()
        return request.id


def entered(street: Street, volunteer: str = "volunteer") -> UUID:
    """Let somebody serve two hours that are entered and settled; return the record."""
    record_id = street.served(*CONFIRMED, volunteer=volunteer)
    pass_notice(street)
    return record_id


def pass_notice(street: Street) -> None:
    """Let every notice pass, enter and settle."""
    street.clock.advance(timedelta(days=10))
    street.run_due(ENTER, SETTLE, SETTLE)


def file(street: Street, record_id: UUID, minutes: int, *, by: str = "staff", **facts: Any) -> UUID:
    """File a correction, with a photo where it gives more; return the correcting record."""
    with street.work() as uow:
        wanted: dict[str, Any] = {"minutes": minutes, "reason": "当天提前离开", **facts}
        if minutes > minutes_of(uow, street, record_id):
            wanted.setdefault("photos", [add_photo(uow, street[by])])
        by_ = street[by]
        id_: UUID = service.file_correction(uow, by_.actor, street.community_id, record_id, **wanted)["id"]
        return id_


def minutes_of(uow: UnitOfWork, street: Street, record_id: UUID) -> int:
    """Return the minutes of a record."""
    record = uow.session.scalars(
        select(ServiceRecord.minutes).where(
            ServiceRecord.community_id == street.community_id, ServiceRecord.id == record_id
        )
    ).one()
    return record or 0


def corrected(
    street: Street, record_id: UUID, minutes: int, *, by: str = "staff", confirmer: str = "supervisor", **facts: Any
) -> UUID:
    """File a correction, have it confirmed, enter and settle it; return the correcting record."""
    id_ = file(street, record_id, minutes, by=by, **facts)
    street.move(confirmer, id_, RecordMove.CONFIRM)
    pass_notice(street)
    return id_
