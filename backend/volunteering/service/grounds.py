"""On what grounds somebody acts on a shift or a record, and which moves that allows. It changes nothing."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor, Role
from backend.core.errors import ForbiddenError, NotMemberError, SangongError
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import PaperWitnessError
from backend.volunteering.models import RecordDispute, ServiceRecord, Shift, SignUp
from backend.volunteering.moves import ASKED_RECORD_MOVES, OBJECTORS_MOVES, RECORD_MOVES, RecordMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.separation import (
    Hands,
    check_approver,
    check_confirmer,
    check_not_own,
    check_ruler,
    check_witness,
    decide_witness_kind,
    leader_can_confirm,
)
from backend.volunteering.types import Purpose, RecordSource, RecordState, SignUpState, WitnessKind

# What every member may look at (志愿服务条例 Art. 20).
ON_VIEW = frozenset({RecordState.ON_NOTICE, RecordState.DISPUTED})
PRESENT = (SignUpState.CHECKED_IN, SignUpState.CHECKED_OUT)
# Before anybody confirmed, the leader turns a record away; later it takes a ruling.
BEFORE_CONFIRMATION = frozenset({RecordState.CHECKED_OUT, RecordState.WITNESSED})


def grounds_on(actor: Actor, shift: Shift) -> set[Role]:
    """Return the grounds that the shift itself gives the caller."""
    grounds = set()
    if actor.member_id is not None and actor.member_id == shift.leader_id:
        grounds.add(Role.LEADER)
    if actor.member_id is not None and actor.member_id == shift.beneficiary_id:
        grounds.add(Role.BENEFICIARY)
    return grounds


def shifts_seen(uow: UnitOfWork, actor: Actor, shifts: Sequence[Shift]) -> frozenset[UUID]:
    """Return those of one community's shifts that the caller may see: of private ones, one's own and the desk's."""
    private = [shift for shift in shifts if shift.purpose == Purpose.EXCHANGE]
    seen = {shift.id for shift in shifts if shift.purpose == Purpose.ACTIVITY}
    if private and POLICY.allows(actor, A.READ_ALL_RECORDS):
        return frozenset(shift.id for shift in shifts)
    seen |= {shift.id for shift in private if grounds_on(actor, shift)}
    asked = [shift.id for shift in private if shift.id not in seen]
    if asked and actor.member_id is not None:
        seen |= set(
            uow.session.scalars(
                select(SignUp.shift_id).where(
                    SignUp.community_id == private[0].community_id,
                    SignUp.member_id == actor.member_id,
                    SignUp.shift_id.in_(asked),
                )
            )
        )
    return frozenset(seen)


def shifts_served(uow: UnitOfWork, actor: Actor, community_id: int, shift_ids: Collection[UUID]) -> frozenset[UUID]:
    """Return those of the shifts at which the caller was present: there they are a peer."""
    if actor.member_id is None or not shift_ids:
        return frozenset()
    return frozenset(
        uow.session.scalars(
            select(SignUp.shift_id).where(
                SignUp.community_id == community_id,
                SignUp.member_id == actor.member_id,
                SignUp.shift_id.in_(set(shift_ids)),
                SignUp.state.in_(PRESENT),
            )
        )
    )


def objected_by(uow: UnitOfWork, member_id: UUID | None, community_id: int, ids: Sequence[UUID]) -> frozenset[UUID]:
    """Return those of the records that the member has objected to, whatever became of it."""
    if member_id is None or not ids:
        return frozenset()
    return frozenset(
        uow.session.scalars(
            select(RecordDispute.record_id).where(
                RecordDispute.community_id == community_id,
                RecordDispute.opened_by == member_id,
                RecordDispute.record_id.in_(ids),
            )
        )
    )


def record_grounds(actor: Actor, record: ServiceRecord, shift: Shift, served: Collection[UUID]) -> set[Role]:
    """Return the caller's grounds on a record; ``served`` are the shifts at which they were present."""
    grounds = grounds_on(actor, shift)
    if actor.member_id == record.performed_by:
        grounds.add(Role.SELF)
    elif actor.member_id is not None and actor.member_id == record.held_by:
        grounds.add(Role.GUARDIAN)
    elif shift.id in served:
        grounds.add(Role.PEER)
    return grounds


def hands_of(record: ServiceRecord, shift: Shift) -> Hands:
    """Return who had what part."""
    return Hands(
        performed_by=record.performed_by,
        leader_id=shift.leader_id,
        recorded_by=record.recorded_by,
        witnessed_by=record.witnessed_by,
        confirmed_by=record.confirmed_by,
        disputed_by=record.disputed_by,
        earlier=record.earlier_hands or (),
        approved_by=record.approved_by,
        held_by=record.held_by,
    )


def check_record_move(
    actor: Actor, record: ServiceRecord, shift: Shift, move: RecordMove, *, also: Collection[Role]
) -> None:
    """Raise OwnRecordError, SameHandsError, EarlierHandsError, NotImpartialError or ForbiddenError unless they may."""
    if actor.member_id is None:
        raise NotMemberError
    hands, by = hands_of(record, shift), actor.member_id
    if move is RecordMove.WITNESS:
        check_witness(hands, by)
        POLICY.permit(actor, A.WITNESS, also=also)
        if record.source == RecordSource.PAPER and decide_witness_kind(also) is WitnessKind.STAFF_CALL:
            raise PaperWitnessError
    elif move is RecordMove.CONFIRM and record.source == RecordSource.CORRECTION:
        check_confirmer(hands, by)
        POLICY.permit(actor, A.CONFIRM_CORRECTION)
    elif move is RecordMove.CONFIRM:
        check_confirmer(hands, by)
        action = A.CONFIRM if leader_can_confirm(hands) else A.CONFIRM_FOR_LEADER
        POLICY.permit(actor, action, also=also)
    elif move is RecordMove.APPROVE or record.state == RecordState.CONFIRMED:
        check_approver(hands, by)
        POLICY.permit(actor, A.APPROVE)
    elif move in OBJECTORS_MOVES:
        POLICY.permit(actor, A.DISPUTE)
        _check_objector(record, move, by)
    elif move is RecordMove.REJECT and record.state in BEFORE_CONFIRMATION:
        check_not_own(hands, by)
        POLICY.permit(actor, A.TURN_AWAY, also=also)
    else:
        check_ruler(hands, by)
        POLICY.permit(actor, A.RULE)


def _check_objector(record: ServiceRecord, move: RecordMove, by: UUID) -> None:
    """Raise ForbiddenError where somebody takes back what another objected."""
    if move is RecordMove.WITHDRAW and by != record.disputed_by:
        raise ForbiddenError


def allowed_record_moves(
    actor: Actor, record: ServiceRecord, shift: Shift, *, also: Collection[Role], objected: bool, late: bool
) -> list[RecordMove]:
    """Return the moves the caller may make now; who ``objected`` once neither does it again nor rules.

    ``late`` tells that a flag raised after entry waits: without one there is nothing to let stand.
    """
    possible = set(RECORD_MOVES.moves_from(RecordState(record.state)))
    if record.state == RecordState.ENTERED and not late:
        possible.discard(RecordMove.UPHOLD)
    if objected:
        possible -= {RecordMove.DISPUTE, RecordMove.UPHOLD, RecordMove.LOWER, RecordMove.REJECT}
    return [move for move in ASKED_RECORD_MOVES if move in possible and _may(actor, record, shift, move, also=also)]


def may_add_slip(actor: Actor, record: ServiceRecord, shift: Shift) -> bool:
    """Tell whether the caller may witness with a photographed slip now."""
    if record.state != RecordState.CHECKED_OUT or actor.member_id is None:
        return False
    try:
        check_witness(hands_of(record, shift), actor.member_id)
    except SangongError:
        return False
    return POLICY.allows(actor, A.ADD_SLIP, also=grounds_on(actor, shift))


def _may(actor: Actor, record: ServiceRecord, shift: Shift, move: RecordMove, *, also: Collection[Role]) -> bool:
    try:
        check_record_move(actor, record, shift, move, also=also)
    except SangongError:
        return False
    return True
