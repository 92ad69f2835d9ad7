"""Witness by a slip that who was served has signed: whoever photographs it bears witness with it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from backend.core.actor import Actor
from backend.core.errors import NotMemberError
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.moves import RECORD_MOVES, RecordMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.separation import check_witness
from backend.volunteering.service.evidence import keep_evidence
from backend.volunteering.service.grounds import grounds_on, hands_of
from backend.volunteering.service.history import go
from backend.volunteering.service.record import lock_record
from backend.volunteering.service.record_view import view_records
from backend.volunteering.service.shift import find_shift
from backend.volunteering.types import RecordState, WitnessKind
from backend.volunteering.types.paper import EvidenceKind


def witness_by_slip(
    uow: UnitOfWork, actor: Actor, community_id: int, record_id: UUID, *, photos: Sequence[UUID], note: str | None
) -> dict[str, Any]:
    """Witness a record with the photographed slip; the performer and who entered it from paper can't.

    Raises NotFoundError, OwnRecordError, SameHandsError, ForbiddenError, MoveNotAllowedError, InvalidError (photos) and
    EvidenceUsedError.
    """
    POLICY.permit(actor, A.MOVE_RECORD)
    if actor.member_id is None:
        raise NotMemberError
    record = lock_record(uow, community_id, record_id)
    shift = find_shift(uow, community_id, record.shift_id)
    check_witness(hands_of(record, shift), actor.member_id)
    POLICY.permit(actor, A.ADD_SLIP, also=grounds_on(actor, shift))
    RECORD_MOVES.next(RecordState(record.state), RecordMove.WITNESS)
    keep_evidence(uow, actor, community_id, [record], photos, EvidenceKind.SLIP)
    record.witnessed_by, record.witness_kind = actor.member_id, WitnessKind.SLIP
    go(uow, record, RecordMove.WITNESS, by=actor.member_id, note=note)
    uow.session.flush()
    events.tell_record_moved(uow, record, shift.title, note)
    return view_records(uow, actor, [record])[0]
