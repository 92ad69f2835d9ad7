"""Signing up, for oneself or for one's ward, and who is on a shift. Places are kept by ``places``."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.models import SignUp
from backend.volunteering.policy import POLICY, A
from backend.volunteering.service.fitness import (
    check_choices,
    check_fit,
    check_open,
    check_risks,
    check_ward,
    own_word,
)
from backend.volunteering.service.grounds import grounds_on
from backend.volunteering.service.places import take_place
from backend.volunteering.service.roles import chosen_role
from backend.volunteering.service.shift import find_shift, lock_shift
from backend.volunteering.service.sign_up_view import view_sign_ups
from backend.volunteering.types import Purpose, SignUpState
from backend.volunteering.types.activities import AskedAs, SignUpWish, Word

NOTHING_CHOSEN = SignUpWish()


def sign_up(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    shift_id: UUID,
    *,
    accept_risks: bool,
    wish: SignUpWish = NOTHING_CHOSEN,
) -> dict[str, Any]:
    """Take a place, or the end of the waiting list when there is none; for oneself or, as guardian, for a minor.

    A minor's own place is held until the guardian consents. Raises NotFoundError (also for a private one: nobody joins
    it), ShiftNotOpenError, ShiftStartedError, OwnNeedError, TooYoungError, MinorDangerError, RisksNotAcceptedError,
    RoleNeededError, QualificationNeededError, InvalidError (unit), NotYourWardError, GuardianNeededError,
    GuardianNotFoundError, TooLateToAskError, AlreadySignedUpError, OwnClashError (with the other shift).
    """
    POLICY.permit(actor, A.SIGN_UP)
    shift = lock_shift(uow, community_id, shift_id)
    if shift.purpose == Purpose.EXCHANGE:
        raise NotFoundError
    check_open(shift, uow.now)
    assert actor.member_id is not None  # policy: a verified member
    member_id = wish.for_member_id or actor.member_id
    is_own = member_id == actor.member_id
    facts = communities.member_facts(uow, community_id, [member_id]).get(member_id)
    if not is_own:
        check_ward(actor, facts, local_date(uow.now), wish=wish)
    assert facts is not None  # the caller is verified, and so is a ward
    role = chosen_role(uow, shift, wish.role_id)
    check_fit(shift, role, member_id, facts)
    check_risks(shift, accept_risks=accept_risks)
    check_choices(actor, role, wish)
    word = own_word(uow, actor, shift, facts, wish) if is_own else Word(actor.member_id, AskedAs.GUARDIAN, uow.now)
    chosen = {"for_unit_id": wish.for_unit_id, "qualification_number": wish.qualification_number}
    row = take_place(uow, shift, member_id, accept_risks=accept_risks, role=role, word=word, **chosen)
    events.tell_sign_up(uow, events.SIGNED_UP, shift, row)
    if word is not None and word.answered_at is None:
        events.tell_asked(uow, shift, [row], by=actor.name)
    return view_sign_ups(uow, actor, [row])[0]


def list_sign_ups(uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID) -> list[dict[str, Any]]:
    """Return who is on a shift and who waits, in order, and who gave up late; for its leader and staff."""
    shift = find_shift(uow, community_id, shift_id)
    POLICY.permit(actor, A.READ_SIGN_UPS, also=grounds_on(actor, shift))
    rows = uow.session.scalars(
        select(SignUp)
        .where(
            SignUp.community_id == community_id,
            SignUp.shift_id == shift_id,
            or_(SignUp.state != SignUpState.CANCELLED, SignUp.cancelled_late_at.is_not(None)),
        )
        .order_by(
            (SignUp.state == SignUpState.CANCELLED),
            (SignUp.state == SignUpState.WAITING),
            SignUp.queued_at,
            SignUp.id,
        )
    ).all()
    return view_sign_ups(uow, actor, rows)


def list_own_sign_ups(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return the caller's sign-ups, newest first."""
    POLICY.permit(actor, A.READ_OWN_SIGN_UPS)
    statement = select(SignUp).where(SignUp.community_id == community_id, SignUp.member_id == actor.member_id)
    found = fetch_page(uow.session, statement, page, keys=[SignUp.id])
    return Page(view_sign_ups(uow, actor, found.items), found.next_cursor)
