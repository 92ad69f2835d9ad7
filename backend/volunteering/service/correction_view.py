"""What a record's page tells of corrections: why, by whom, what was asked, and what the caller may do about it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.books import service as books
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import ForbiddenError, NotFoundError, SangongError
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import Correction, CorrectionRequest, ServiceRecord
from backend.volunteering.policy import POLICY, A
from backend.volunteering.service.correcting import check_correctable, planned_minutes
from backend.volunteering.service.correction_requests import view_requests
from backend.volunteering.service.parts import show_member
from backend.volunteering.service.record_view import ties_of
from backend.volunteering.service.shift import find_shift
from backend.volunteering.types.corrections import RequestState


def get_corrections(uow: UnitOfWork, actor: Actor, community_id: int, record_id: UUID) -> dict[str, Any]:
    """Return what is known of a record's corrections to the member whose hours they are and to the desk.

    Raises ForbiddenError and NotFoundError.
    """
    POLICY.permit(actor, A.READ_CORRECTIONS)
    record = uow.session.get(ServiceRecord, (community_id, record_id))
    if record is None:
        raise NotFoundError
    is_own = actor.member_id == record.performed_by
    if not is_own and not POLICY.allows(actor, A.READ_ALL_RECORDS):
        raise ForbiddenError
    requests = uow.session.scalars(
        select(CorrectionRequest)
        .where(CorrectionRequest.community_id == community_id, CorrectionRequest.record_id == record.id)
        .order_by(CorrectionRequest.id)
    ).all()
    tied = ties_of(uow, community_id, [record])[record.id]
    waits = any(request.state == RequestState.WAITING for request in requests)
    is_open = _is_correctable(uow, record)
    return {
        "corrects": tied.corrects,
        "corrected_by": tied.corrected_by,
        "correction": _correction(uow, record),
        "effects": books.taken_back_by(uow, community_id, [record.id]).get(record.id, []),
        "requests": view_requests(uow, community_id, requests),
        "minutes_max": planned_minutes(find_shift(uow, community_id, record.shift_id)),
        "may_ask": is_open and is_own and not waits,
        "may_file": is_open and not is_own and POLICY.allows(actor, A.FILE_CORRECTION),
    }


def _is_correctable(uow: UnitOfWork, record: ServiceRecord) -> bool:
    try:
        check_correctable(uow, record)
    except SangongError:
        return False
    return True


def _correction(uow: UnitOfWork, record: ServiceRecord) -> dict[str, Any] | None:
    """Return why the record corrects another, with its evidence; None where it corrects nothing."""
    row = uow.session.get(Correction, (record.community_id, record.id))
    if row is None:
        return None
    assert record.recorded_by is not None  # a CHECK: a correction
    people = communities.members_by_ids(uow, record.community_id, {record.recorded_by})
    photos = attachments.photos_by_ids(uow, record.community_id, [UUID(photo) for photo in row.photos])
    return {
        "reason": row.reason,
        "photos": [photos[UUID(photo)] for photo in row.photos if UUID(photo) in photos],
        "filed_by": show_member(people[record.recorded_by], masked=False),
        "filed_at": row.filed_at,
        "from_audit": row.finding_id is not None,
        "was_asked": row.request_id is not None,
    }
