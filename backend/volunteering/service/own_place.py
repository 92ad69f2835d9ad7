"""Whose presence a code is about: one's own place on a shift, or that of one's ward who has no phone."""

from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import NotSignedUpError
from backend.volunteering.models import MoveRow, Shift, SignUp
from backend.volunteering.moves import SignUpMove
from backend.volunteering.service.fitness import check_ward
from backend.volunteering.types import Purpose, ShiftState, SignUpState

# Whoever did not come may have had no network: their check-in may still arrive.
HAS_PLACE = (SignUpState.SIGNED_UP, SignUpState.CHECKED_IN, SignUpState.CHECKED_OUT, SignUpState.NO_SHOW)


def whose(uow: UnitOfWork, actor: Actor, community_id: int, for_member_id: UUID | None) -> UUID:
    """Return the caller's member id, or their ward's; raises NotYourWardError."""
    assert actor.member_id is not None  # policy: a verified member
    if for_member_id is None or for_member_id == actor.member_id:
        return actor.member_id
    facts = communities.member_facts(uow, community_id, [for_member_id]).get(for_member_id)
    check_ward(actor, facts, local_date(uow.now))
    return for_member_id


def lock_place(uow: UnitOfWork, shift: Shift, member_id: UUID) -> SignUp:
    """Return the member's sign-up locked, so that guesses of the code come one after the other.

    Raises NotSignedUpError.
    """
    row = find_place(uow, shift, member_id)
    if row is None:
        raise NotSignedUpError
    return row


def lock_place_or_freed(uow: UnitOfWork, shift: Shift, member_id: UUID) -> SignUp:
    """Return the member's sign-up locked, also one that nobody gave up but that was freed after the start.

    Their phone may have had no network when an exchange was ended, or a late place was let go. Raises NotSignedUpError.
    """
    row = find_place(uow, shift, member_id)
    if row is not None:
        return row
    if shift.purpose == Purpose.ACTIVITY and shift.state == ShiftState.CANCELLED:
        raise NotSignedUpError
    # The member before the sign-up, as a sheet does: both may give them a place at this moment.
    communities.lock_member(uow, shift.community_id, member_id)
    freed = select(MoveRow.id).where(
        MoveRow.community_id == SignUp.community_id,
        MoveRow.subject_id == SignUp.id,
        MoveRow.move == SignUpMove.CANCEL,
        MoveRow.from_state == SignUpState.SIGNED_UP,
        MoveRow.at >= shift.starts_at,
    )
    row = uow.session.scalars(
        select(SignUp)
        .where(
            SignUp.community_id == shift.community_id,
            SignUp.shift_id == shift.id,
            SignUp.member_id == member_id,
            SignUp.state == SignUpState.CANCELLED,
            freed.exists(),
        )
        .order_by(SignUp.id.desc())
        .limit(1)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotSignedUpError
    return row


def find_place(uow: UnitOfWork, shift: Shift, member_id: UUID) -> SignUp | None:
    """Return the member's sign-up that has a place, locked."""
    return uow.session.scalars(
        select(SignUp)
        .where(
            SignUp.community_id == shift.community_id,
            SignUp.shift_id == shift.id,
            SignUp.member_id == member_id,
            SignUp.state.in_(HAS_PLACE),
        )
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
