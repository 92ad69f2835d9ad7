"""What members ask to have corrected in their own entered records: asking, the desk's list, declining."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.amounts import Minutes
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.errors import RequestPendingError
from backend.volunteering.models import CorrectionRequest, ServiceRecord
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.correcting import check_filer
from backend.volunteering.service.evidence import use_own_photos
from backend.volunteering.service.parts import record_number, shifts_by_ids, show_member
from backend.volunteering.types.corrections import REQUEST_STATE_NAMES, RequestState


def add_request(
    uow: UnitOfWork,
    actor: Actor,
    record: ServiceRecord,
    title: str,
    *,
    minutes: Minutes,
    reason: str,
    photos: Collection[UUID],
) -> CorrectionRequest:
    """Store what a member asks for and tell the desk; raises RequestPendingError, InvalidError for photos."""
    if _waiting(uow, record) is not None:
        raise RequestPendingError
    use_own_photos(uow, actor, record.community_id, photos)
    request = CorrectionRequest(
        community_id=record.community_id,
        id=uow.new_id(),
        record_id=record.id,
        asked_by=record.performed_by,
        minutes=minutes,
        reason=reason,
        photos=[str(photo) for photo in photos],
        state=RequestState.WAITING,
        asked_at=uow.now,
    )
    uow.session.add(request)
    uow.session.flush()
    events.tell_correction_asked(uow, request, record_number(record.number), title)
    return request


def _waiting(uow: UnitOfWork, record: ServiceRecord) -> CorrectionRequest | None:
    """Return the request about a locked record that waits for an answer."""
    return uow.session.scalars(
        select(CorrectionRequest)
        .where(
            CorrectionRequest.community_id == record.community_id,
            CorrectionRequest.record_id == record.id,
            CorrectionRequest.state == RequestState.WAITING,
        )
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def take_up(uow: UnitOfWork, record: ServiceRecord, *, by: UUID) -> CorrectionRequest | None:
    """Answer the request that waits by the correction that is being filed; None where nobody asked."""
    request = _waiting(uow, record)
    if request is not None:
        request.state, request.answered_by, request.answered_at = RequestState.TAKEN_UP, by, uow.now
    return request


def list_correction_requests(
    uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return the requests that wait for an answer, the oldest first."""
    POLICY.permit(actor, A.READ_CORRECTION_REQUESTS)
    statement = select(CorrectionRequest).where(
        CorrectionRequest.community_id == community_id, CorrectionRequest.state == RequestState.WAITING
    )
    found = fetch_page(uow.session, statement, page, keys=[CorrectionRequest.id], descending=False)
    return Page(view_requests(uow, community_id, found.items), found.next_cursor)


def decline_correction_request(
    uow: UnitOfWork, actor: Actor, community_id: int, request_id: UUID, *, note: str
) -> dict[str, Any]:
    """Decline a request that waits, with a reason that the member is told.

    Raises ForbiddenError, NotFoundError, OwnCorrectionError and MoveNotAllowedError.
    """
    POLICY.permit(actor, A.ANSWER_CORRECTION_REQUEST)
    assert actor.member_id is not None  # policy: of the desk
    request = uow.session.get(
        CorrectionRequest, (community_id, request_id), with_for_update={"key_share": True}, populate_existing=True
    )
    if request is None:
        raise NotFoundError
    check_filer(performed_by=request.asked_by, by=actor.member_id)
    if request.state != RequestState.WAITING:
        raise MoveNotAllowedError
    request.state, request.answer = RequestState.DECLINED, note
    request.answered_by, request.answered_at = actor.member_id, uow.now
    uow.session.flush()
    shown = view_requests(uow, community_id, [request])[0]
    events.tell_correction_declined(uow, request, shown["record"]["number"], shown["record"]["title"])
    return shown


def view_requests(uow: UnitOfWork, community_id: int, rows: Collection[CorrectionRequest]) -> list[dict[str, Any]]:
    """Return requests with their record, asker and photos, in a number of statements that does not grow."""
    if not rows:
        return []
    records = {
        record.id: record
        for record in uow.session.scalars(
            select(ServiceRecord).where(
                ServiceRecord.community_id == community_id, ServiceRecord.id.in_({row.record_id for row in rows})
            )
        )
    }
    shifts = shifts_by_ids(uow, community_id, {record.shift_id for record in records.values()})
    members = communities.members_by_ids(uow, community_id, {row.asked_by for row in rows})
    photos = attachments.photos_by_ids(uow, community_id, [UUID(photo) for row in rows for photo in row.photos])
    return [
        {
            "id": row.id,
            "record": {
                "id": row.record_id,
                "number": record_number(records[row.record_id].number),
                "minutes": records[row.record_id].minutes,
                "served_on": records[row.record_id].served_on,
                "title": shifts[records[row.record_id].shift_id].title,
            },
            "member": show_member(members[row.asked_by], masked=False),
            "minutes": row.minutes,
            "reason": row.reason,
            "photos": [photos[UUID(photo)] for photo in row.photos if UUID(photo) in photos],
            "state": row.state,
            "state_name": REQUEST_STATE_NAMES[RequestState(row.state)],
            "answer": row.answer,
            "asked_at": row.asked_at,
        }
        for row in rows
    ]
