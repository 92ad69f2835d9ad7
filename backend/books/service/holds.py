"""Holds: an amount set aside until what it is for is done, called off, or too late."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from backend.books.errors import BusinessKeyReusedError, HoldOverError
from backend.books.models import Hold
from backend.books.service.posting import post, stored
from backend.books.types import AnyTransfer, Posting, Transfer, TransferState
from backend.core.amounts import Points
from backend.infra.uow import UnitOfWork

HOLDS_A_BATCH = 1_000
TOO_LATE = "预留到期退回"


def hold(uow: UnitOfWork, community_id: int, transfer: AnyTransfer, *, until: datetime | None) -> Posting:
    """Set a transfer's amount aside on both accounts until a moment that is to come; the posting's id names the hold.

    Raises what ``post`` raises; without an end only TransferType.CLEAR may be held.
    """
    return post(uow, community_id, [replace(transfer, state=TransferState.PENDING, ends_at=until)])[0]


def resolution(
    uow: UnitOfWork, community_id: int, hold_id: UUID, *, title: str, amount: int | None = None
) -> Transfer[Points]:
    """Return the transfer that moves ``amount`` of a hold (None: all) and frees the rest; 0 frees it all.

    It may be posted alone or in one batch with others. Raises HoldOverError where there is no such hold; what else
    ended it is found when it is posted (BusinessKeyReusedError, HoldOverError).
    """
    found = stored(uow, community_id, [hold_id], [TransferState.PENDING])
    if not found:
        raise HoldOverError
    return _resolution(found[0], title=title, amount=amount)


def post_hold(uow: UnitOfWork, community_id: int, hold_id: UUID, *, title: str, amount: int | None = None) -> Posting:
    """Move what a hold set aside, whole or in part, and free the rest; a second time does nothing.

    Raises HoldOverError when it has ended, was resolved otherwise, or holds less.
    """
    try:
        return post(uow, community_id, [resolution(uow, community_id, hold_id, title=title, amount=amount)])[0]
    except BusinessKeyReusedError as error:
        raise HoldOverError from error


def void_hold(uow: UnitOfWork, community_id: int, hold_id: UUID, *, title: str) -> Posting:
    """Free all that a hold set aside, ended or not; a second time does nothing.

    Raises HoldOverError when it was posted.
    """
    return post_hold(uow, community_id, hold_id, title=title, amount=0)


def communities_with_ended_holds(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities in which a hold is past its end (lock-free scan over all of them)."""
    return uow.session.scalars(select(Hold.community_id).where(Hold.ends_at <= uow.now).distinct()).all()


def void_ended_holds(uow: UnitOfWork, community_id: int) -> int:
    """Free what is held beyond its end, the oldest first, one batch; return how many holds. Twice does nothing."""
    ended = uow.session.scalars(
        select(Hold.id)
        .where(Hold.community_id == community_id, Hold.ends_at <= uow.now)
        .order_by(Hold.ends_at)
        .limit(HOLDS_A_BATCH)
    ).all()
    found = stored(uow, community_id, ended, [TransferState.PENDING])
    return len(post(uow, community_id, [_resolution(each, title=TOO_LATE, amount=0) for each in found]))


def _resolution(held: Transfer[Points], *, title: str, amount: int | None) -> Transfer[Points]:
    """Give every end of one hold the same key, so that it has one."""
    state = TransferState.VOID_PENDING if amount == 0 else TransferState.POST_PENDING
    moved = held.amount if not amount else Points(amount)
    return replace(held, amount=moved, state=state, title=title, business_key=f"hold:{held.refers_to}:end")
