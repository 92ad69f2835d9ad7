"""Separation of hands: recorder, performer, witness and confirmer of one record (design, section 5).

The rule, also a CHECK on the row: the performer is none of the others; the recorder does not confirm; and the
witness on the row, the one that counts, is never the confirmer. A leader who has witnessed therefore can't confirm:
staff do. With a rotating code nobody recorded by hand, so the row has no recorder.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from backend.core.actor import Role
from backend.volunteering.errors import EarlierHandsError, NotImpartialError, OwnRecordError, SameHandsError
from backend.volunteering.types import WitnessKind


@dataclass(frozen=True, slots=True)
class Hands:
    """Who had what part in one record, as member ids."""

    performed_by: UUID
    leader_id: UUID
    recorded_by: UUID | None = None
    witnessed_by: UUID | None = None
    confirmed_by: UUID | None = None
    disputed_by: UUID | None = None
    earlier: Collection[UUID] = ()  # who had a part in what this corrects
    approved_by: UUID | None = None
    held_by: UUID | None = None  # the guardian whose phone checked the performer in or out


def check_not_own(hands: Hands, by: UUID) -> None:
    """Raise OwnRecordError when ``by`` performed the service."""
    if by == hands.performed_by:
        raise OwnRecordError()


def _check_no_phone(hands: Hands, by: UUID) -> None:
    if by == hands.held_by:
        raise SameHandsError("您替孩子签到签退过，请由别人见证和确认")


def _check_not_earlier(hands: Hands, by: UUID) -> None:
    if by in hands.earlier:
        raise EarlierHandsError()


def check_witness(hands: Hands, by: UUID) -> None:
    """Raise OwnRecordError, or SameHandsError for who entered the record from paper or held the phone."""
    check_not_own(hands, by)
    _check_no_phone(hands, by)
    if by == hands.recorded_by:
        raise SameHandsError("补录的人不能又当见证人")


def check_approver(hands: Hands, by: UUID) -> None:
    """Raise OwnRecordError, or SameHandsError for whoever had a hand in the record: the approval is a second one."""
    check_not_own(hands, by)
    _check_no_phone(hands, by)
    if by in (hands.recorded_by, hands.witnessed_by, hands.confirmed_by):
        raise SameHandsError("您经手过这条记录，请由另一位监督员复核")


def decide_witness_kind(grounds: Collection[Role]) -> WitnessKind:
    """Return on what ground somebody witnesses, the strongest first."""
    if Role.BENEFICIARY in grounds:
        return WitnessKind.BENEFICIARY
    return WitnessKind.PEER if Role.PEER in grounds else WitnessKind.STAFF_CALL


def check_confirmer(hands: Hands, by: UUID) -> None:
    """Raise OwnRecordError, SameHandsError for witness, recorder and who held the phone, EarlierHandsError."""
    check_not_own(hands, by)
    _check_no_phone(hands, by)
    _check_not_earlier(hands, by)
    if by in (hands.witnessed_by, hands.recorded_by):
        raise SameHandsError()


def leader_can_confirm(hands: Hands) -> bool:
    """Tell whether the leader is free to confirm; otherwise staff do it."""
    return hands.leader_id not in (hands.performed_by, hands.held_by, hands.witnessed_by, hands.recorded_by)


def has_part(hands: Hands, by: UUID | None) -> bool:
    """Tell whether somebody had a hand in the record or led the shift; to object to it is no hand in it."""
    parts = (hands.performed_by, hands.leader_id, hands.recorded_by, hands.witnessed_by, hands.confirmed_by)
    return by is not None and by in (*parts, hands.approved_by, hands.held_by, *hands.earlier)


def check_ruler(hands: Hands, by: UUID) -> None:
    """Raise OwnRecordError, NotImpartialError for whoever had a part in the record, EarlierHandsError."""
    check_not_own(hands, by)
    _check_not_earlier(hands, by)
    if has_part(hands, by) or by == hands.disputed_by:
        raise NotImpartialError()
