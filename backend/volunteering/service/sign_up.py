"""Signing up: places are never oversold, the waiting list moves up by itself, nobody is in two places at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError

from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.clock import local_date
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.errors import (
    AlreadySignedUpError,
    OwnClashError,
    OwnNeedError,
    RisksNotAcceptedError,
    ShiftNotOpenError,
    ShiftStartedError,
    TooYoungError,
)
from backend.volunteering.models import Shift, SignUp
from backend.volunteering.moves import SIGN_UP_MOVES, SignUpMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.service.grounds import grounds_on
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.shift import find_shift, lock_shift, refuse_private
from backend.volunteering.service.view import view_sign_ups
from backend.volunteering.types import Purpose, ShiftState, SignUpState, Subject


def sign_up(uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID, *, accept_risks: bool) -> dict[str, Any]:
    """Take a place, or the end of the waiting list when there is none.

    Raises NotFoundError (also for a private one: nobody joins it), ShiftNotOpenError, ShiftStartedError, OwnNeedError,
    TooYoungError, RisksNotAcceptedError, AlreadySignedUpError, OwnClashError (with the other shift).
    """
    POLICY.permit(actor, A.SIGN_UP)
    shift = lock_shift(uow, community_id, shift_id)
    if shift.purpose == Purpose.EXCHANGE:
        raise NotFoundError
    _check_open(shift, uow.now)
    _check_fit(uow, actor, shift, accept_risks=accept_risks)
    assert actor.member_id is not None  # policy: a verified member
    row = take_place(uow, shift, actor.member_id, accept_risks=accept_risks)
    events.tell_sign_up(uow, events.SIGNED_UP, shift, row)
    return view_sign_ups(uow, actor, [row])[0]


def _check_open(shift: Shift, now: datetime) -> None:
    if shift.state == ShiftState.CANCELLED:
        raise ShiftNotOpenError
    if shift.state == ShiftState.ENDED or now >= shift.starts_at:
        raise ShiftStartedError


def _check_fit(uow: UnitOfWork, actor: Actor, shift: Shift, *, accept_risks: bool) -> None:
    """Raise unless the member is not who is served, old enough (Art. 15) and knows the risks (Art. 12)."""
    if Role.BENEFICIARY in grounds_on(actor, shift):
        raise OwnNeedError
    if shift.age_min is not None and actor.member_id is not None:
        day = local_date(shift.starts_at)
        if communities.member_age_on(uow, shift.community_id, actor.member_id, day) < shift.age_min:
            raise TooYoungError(age_min=shift.age_min)
    if (shift.risks or shift.dangerous) and not accept_risks:
        raise RisksNotAcceptedError(risks=shift.risks)


def take_place(uow: UnitOfWork, shift: Shift, member_id: UUID, *, accept_risks: bool) -> SignUp:
    """Store the sign-up; the exclusion constraint decides on a clash, whatever runs at once.

    Raises AlreadySignedUpError, OwnClashError.
    """
    # Two inserts that exclude each other would each wait for the other: PostgreSQL breaks that only as a deadlock.
    communities.lock_member(uow, shift.community_id, member_id)
    row = SignUp(
        community_id=shift.community_id,
        id=uow.new_id(),
        shift_id=shift.id,
        member_id=member_id,
        state=SignUpState.WAITING,
        busy=Range(shift.starts_at, shift.ends_at),
        queued_at=uow.now,
        risks_accepted_at=uow.now if accept_risks else None,
        code_tries=0,
        created_at=uow.now,
    )
    try:
        with uow.session.begin_nested():
            uow.session.add(row)
            uow.session.flush()
            if _take_place(uow, shift):
                row.state = SignUpState.SIGNED_UP
                uow.session.flush()
    except IntegrityError as error:
        # Exclusion violation; anything else is a fault of ours.
        if getattr(error.orig, "sqlstate", None) != "23P01":
            raise
        raise _clash(uow, shift, member_id) from error
    return row


def _take_place(uow: UnitOfWork, shift: Shift) -> bool:
    """Take one of the places if one is left."""
    taken = uow.session.execute(
        update(Shift)
        .where(
            Shift.community_id == shift.community_id,
            Shift.id == shift.id,
            Shift.places_taken < Shift.places,
        )
        .values(places_taken=Shift.places_taken + 1)
        .returning(Shift.places_taken)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    uow.session.refresh(shift, ["places_taken"])
    return taken is not None


def _clash(uow: UnitOfWork, shift: Shift, member_id: UUID) -> AlreadySignedUpError | OwnClashError:
    """Return what stands in the way: this very shift, or another one by name."""
    found = _in_the_way(uow, shift.community_id, member_id, shift.starts_at, shift.ends_at, first=shift.id)
    if found is None:  # it was cancelled this very moment
        return OwnClashError("另一场活动刚刚取消，请再试一次")
    return AlreadySignedUpError() if found.id == shift.id else _clash_with(found)


def refuse_clash(uow: UnitOfWork, community_id: int, member_id: UUID, starts_at: datetime, ends_at: datetime) -> None:
    """Raise OwnClashError where the member is on a shift at that time; what comes in between the constraint finds."""
    found = _in_the_way(uow, community_id, member_id, starts_at, ends_at)
    if found is not None:
        raise _clash_with(found)


def _in_the_way(
    uow: UnitOfWork,
    community_id: int,
    member_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    *,
    first: UUID | None = None,
) -> Row[UUID, str] | None:
    """Return (id, title) of a shift that the member is on at that time, ``first`` before others, then the soonest."""
    return uow.session.execute(
        select(Shift.id, Shift.title)
        .join(SignUp, (SignUp.community_id == Shift.community_id) & (SignUp.shift_id == Shift.id))
        .where(
            SignUp.community_id == community_id,
            SignUp.member_id == member_id,
            SignUp.busy.overlaps(Range(starts_at, ends_at)),
        )
        .order_by((Shift.id == first).desc(), Shift.starts_at)
        .limit(1)
    ).first()


def _clash_with(found: Row[UUID, str]) -> OwnClashError:
    return OwnClashError(f"与“{found.title}”时间冲突", clash={"id": str(found.id), "title": found.title})


def move_sign_up(
    uow: UnitOfWork, actor: Actor, community_id: int, sign_up_id: UUID, move: SignUpMove
) -> dict[str, Any]:
    """Cancel one's own sign-up before the start; whoever waits longest moves up.

    Raises NotFoundError, ShiftStartedError, MoveNotAllowedError.
    """
    row = uow.session.get(SignUp, (community_id, sign_up_id))
    if row is None:
        raise NotFoundError
    POLICY.permit(actor, A.CANCEL_SIGN_UP, member_id=row.member_id)
    if move is not SignUpMove.CANCEL:
        raise MoveNotAllowedError
    shift = lock_shift(uow, community_id, row.shift_id)
    refuse_private(shift)
    uow.session.refresh(row, with_for_update={"key_share": True})
    before = SignUpState(row.state)
    after = SIGN_UP_MOVES.next(before, move)
    if uow.now >= shift.starts_at:
        raise ShiftStartedError
    row.state, row.busy = after, None
    write_moves(uow, community_id, Subject.SIGN_UP, [Moved(row.id, move, before, row.state, actor.member_id)])
    events.tell_sign_up(uow, events.SIGN_UP_CANCELLED, shift, row)
    uow.session.flush()
    if before is SignUpState.SIGNED_UP:
        _pass_place_on(uow, shift)
    return view_sign_ups(uow, actor, [row])[0]


def _pass_place_on(uow: UnitOfWork, shift: Shift) -> None:
    """Give the place to whoever waits longest, or leave it free."""
    first = uow.session.scalars(
        select(SignUp)
        .where(
            SignUp.community_id == shift.community_id,
            SignUp.shift_id == shift.id,
            SignUp.state == SignUpState.WAITING,
        )
        .order_by(SignUp.queued_at, SignUp.id)
        .limit(1)
        .with_for_update(key_share=True)
    ).first()
    if first is None:
        shift.places_taken -= 1
        uow.session.flush()
        return
    first.state = SignUpState.SIGNED_UP
    moved = Moved(first.id, SignUpMove.MOVE_UP, SignUpState.WAITING, first.state)
    write_moves(uow, shift.community_id, Subject.SIGN_UP, [moved])
    events.tell_sign_up(uow, events.MOVED_UP, shift, first)
    uow.session.flush()


def list_sign_ups(uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID) -> list[dict[str, Any]]:
    """Return who is on a shift and who waits, in order; for its leader and staff."""
    shift = find_shift(uow, community_id, shift_id)
    POLICY.permit(actor, A.READ_SIGN_UPS, also=grounds_on(actor, shift))
    rows = uow.session.scalars(
        select(SignUp)
        .where(
            SignUp.community_id == community_id,
            SignUp.shift_id == shift_id,
            SignUp.state != SignUpState.CANCELLED,
        )
        .order_by((SignUp.state == SignUpState.WAITING), SignUp.queued_at, SignUp.id)
    ).all()
    return view_sign_ups(uow, actor, rows)


def list_own_sign_ups(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return the caller's sign-ups, newest first."""
    POLICY.permit(actor, A.READ_OWN_SIGN_UPS)
    statement = select(SignUp).where(SignUp.community_id == community_id, SignUp.member_id == actor.member_id)
    found = fetch_page(uow.session, statement, page, keys=[SignUp.id])
    return Page(view_sign_ups(uow, actor, found.items), found.next_cursor)
