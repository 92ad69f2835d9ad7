"""Filing corrections of entered records. From its confirmation on a correction goes the way of every record."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.amounts import Minutes
from backend.core.errors import ForbiddenError
from backend.infra import links, numbers
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.errors import AlreadyCorrectedError, CorrectionPendingError, NotEnteredError
from backend.volunteering.models import Correction, ServiceRecord, Shift
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.correcting import check_evidence, check_filer, check_minutes
from backend.volunteering.service.correction_requests import add_request, take_up, view_requests
from backend.volunteering.service.evidence import attached_to, keep_evidence
from backend.volunteering.service.history import list_moves
from backend.volunteering.service.parts import record_number
from backend.volunteering.service.quota import use_quota
from backend.volunteering.service.record import lock_record
from backend.volunteering.service.record_view import view_records
from backend.volunteering.service.shift import find_shift
from backend.volunteering.types import RecordSource, RecordState
from backend.volunteering.types.paper import EvidenceKind


def file_correction(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    record_id: UUID,
    *,
    minutes: int,
    reason: str,
    photos: Collection[UUID] = (),
    finding_id: UUID | None = None,
) -> dict[str, Any]:
    """File a correction of an entered record to so many minutes; return the new record, which another confirms.

    0 minutes take the record back whole. More minutes are as if written down from paper: they count to the day's quota.
    A request of the member's that waits is taken up by it; ``finding_id`` is the audit's. Raises ForbiddenError,
    NotFoundError, OwnCorrectionError, NotEnteredError, AlreadyCorrectedError, CorrectionPendingError,
    NothingToCorrectError, TooManyMinutesError, EvidenceMissingError, PaperQuotaError, InvalidError (photos: neither the
    caller's own nor the record's) and EvidenceUsedError.
    """
    POLICY.permit(actor, A.FILE_CORRECTION)
    assert actor.member_id is not None  # policy: of the desk
    old = lock_record(uow, community_id, record_id)
    shift = find_shift(uow, community_id, old.shift_id)
    check_filer(performed_by=old.performed_by, by=actor.member_id)
    check_correctable(uow, old)
    before, after = minutes_of(old), Minutes(minutes)
    check_minutes(before=before, after=after, minutes_max=planned_minutes(shift))
    request = take_up(uow, old, by=actor.member_id)
    evidence = list(dict.fromkeys([*photos, *(UUID(photo) for photo in (request.photos if request else ()))]))
    check_evidence(before=before, after=after, has_evidence=bool(evidence))
    if after > before:
        use_quota(uow, community_id, actor.member_id, records=1, minutes=after - before)
    record = _build(uow, old, shift, by=actor.member_id, minutes=after)
    uow.session.add(record)
    uow.session.flush()
    if evidence:
        attached = attached_to(uow, old)
        keep_evidence(uow, actor, community_id, [record], evidence, EvidenceKind.CORRECTION, attached=attached)
    uow.session.add(
        Correction(
            community_id=community_id,
            id=record.id,
            reason=reason,
            photos=[str(photo) for photo in evidence],
            finding_id=finding_id,
            request_id=request and request.id,
            filed_at=uow.now,
        )
    )
    links.record(uow, community_id, from_=("record", old.id), to=("record", record.id), relation="corrected")
    uow.session.flush()
    events.tell_correction_filed(
        uow, record, corrects=record_number(old.number), before=before, title=shift.title, reason=reason
    )
    return view_records(uow, actor, [record])[0]


def ask_correction(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    record_id: UUID,
    *,
    minutes: int,
    reason: str,
    photos: Collection[UUID] = (),
) -> dict[str, Any]:
    """Ask the desk to correct one's own entered record; return the request.

    Raises NotFoundError, ForbiddenError, NotEnteredError, AlreadyCorrectedError, CorrectionPendingError,
    RequestPendingError, NothingToCorrectError, TooManyMinutesError, InvalidError (photos).
    """
    POLICY.permit(actor, A.ASK_CORRECTION)
    record = lock_record(uow, community_id, record_id)
    if actor.member_id != record.performed_by:
        raise ForbiddenError
    shift = find_shift(uow, community_id, record.shift_id)
    check_correctable(uow, record)
    check_minutes(before=minutes_of(record), after=Minutes(minutes), minutes_max=planned_minutes(shift))
    request = add_request(uow, actor, record, shift.title, minutes=Minutes(minutes), reason=reason, photos=photos)
    return view_requests(uow, community_id, [request])[0]


def check_correctable(uow: UnitOfWork, record: ServiceRecord) -> None:
    """Raise NotEnteredError, AlreadyCorrectedError or CorrectionPendingError, which name the record to look at."""
    state = RecordState(record.state)
    if state not in (RecordState.ENTERED, RecordState.CORRECTED):
        raise NotEnteredError
    live = uow.session.scalars(
        select(ServiceRecord.id).where(
            ServiceRecord.community_id == record.community_id,
            ServiceRecord.corrects_id == record.id,
            ServiceRecord.state != RecordState.REJECTED,
        )
    ).one_or_none()
    if state is RecordState.CORRECTED:
        raise AlreadyCorrectedError(record_id=str(live))
    if live is not None:
        raise CorrectionPendingError(record_id=str(live))


def minutes_of(record: ServiceRecord) -> Minutes:
    """Return an entered record's minutes."""
    assert record.minutes is not None  # a CHECK: entered
    return Minutes(record.minutes)


def planned_minutes(shift: Shift) -> Minutes:
    """Return how long a shift is: more than that nobody served."""
    return Minutes(int((shift.ends_at - shift.starts_at).total_seconds()) // 60)


def _build(uow: UnitOfWork, old: ServiceRecord, shift: Shift, *, by: UUID, minutes: Minutes) -> ServiceRecord:
    """Return a record of the same presence with other minutes, which nobody with a part in the old one confirms."""
    hands = {old.performed_by, old.recorded_by, old.witnessed_by, old.confirmed_by, old.approved_by, old.disputed_by}
    hands.add(old.held_by)
    moved = {move.by_member_id for move in list_moves(uow, old.community_id, [old.id]).get(old.id, ())}
    earlier = {*hands, *moved, shift.leader_id, shift.beneficiary_id, *(old.earlier_hands or ())} - {None}
    return ServiceRecord(
        community_id=old.community_id,
        id=uow.new_id(),
        number=numbers.next_number(uow, old.community_id, "record"),
        shift_id=old.shift_id,
        sign_up_id=old.sign_up_id,
        performed_by=old.performed_by,
        source=RecordSource.CORRECTION,
        recorded_by=by,
        corrects_id=old.id,
        for_unit_id=old.for_unit_id,
        earlier_hands=sorted(hand for hand in earlier if hand is not None),
        state=RecordState.FILED,
        served_on=old.served_on,
        checked_in_at=old.checked_in_at,
        checked_out_at=old.checked_out_at,
        minutes=minutes,
        fence=old.fence,
        created_at=uow.now,
    )
