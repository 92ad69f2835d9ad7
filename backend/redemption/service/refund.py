"""Refunds: pieces of a redemption are given back, their points by a new transfer; never an edit of what was posted.

The shop's row is locked first, so of refunds and fulfilments of one shop one goes at a time; then pledge, offer and,
in one batch, the accounts.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from backend.books import service as books
from backend.books.types import PointAccount, Transfer, TransferType
from backend.core.actor import Actor
from backend.core.amounts import Points
from backend.core.errors import NotFoundError
from backend.infra import links, outbox
from backend.infra.uow import UnitOfWork
from backend.redemption import events
from backend.redemption.models import Redemption, Voucher
from backend.redemption.models.merchants import OfferPrice, Refund
from backend.redemption.policy import POLICY, A
from backend.redemption.rules import RefundFacts, decide_refund, points_back
from backend.redemption.service.shop_state import lock_merchant
from backend.redemption.service.stock import take_back
from backend.redemption.types import NewRefund


@dataclass(frozen=True, slots=True)
class Taken:
    """A redemption with its voucher and what was given back of it."""

    redemption: Redemption
    voucher: Voucher
    facts: RefundFacts
    turns: int


def refund_redemption(uow: UnitOfWork, actor: Actor, community_id: int, redemption_id: UUID, new: NewRefund) -> Taken:
    """Take pieces of a redemption back at the shop's own word and return them as they are then.

    Raises NotFoundError, RefundWindowOverError, AlreadyRefundedError (``left``).
    """
    redemption = find_redemption(uow, community_id, redemption_id)
    POLICY.permit(actor, A.REFUND, unit_id=redemption.unit_id if redemption else None)
    if redemption is None:
        raise NotFoundError
    lock_merchant(uow, community_id, redemption.unit_id)
    taken = load_taken(uow, redemption)
    points = decide_refund(taken.facts, quantity=new.quantity, at=uow.now)
    give_refund(uow, actor, taken, new, points)
    return load_taken(uow, redemption)


def refund_asked_for(uow: UnitOfWork, actor: Actor, taken: Taken, new: NewRefund) -> None:
    """Take back what its holder asked for in time; raises AlreadyRefundedError. The shop's row is locked."""
    give_refund(uow, actor, taken, new, points_back(taken.facts, quantity=new.quantity))


def give_refund(uow: UnitOfWork, actor: Actor, taken: Taken, new: NewRefund, points: int) -> None:
    """Write the refund, take the pieces back and move the points."""
    redemption, voucher = taken.redemption, taken.voucher
    community_id = redemption.community_id
    row = Refund(
        community_id=community_id,
        id=uow.new_id(),
        redemption_id=redemption.id,
        turn=taken.turns + 1,
        unit_id=redemption.unit_id,
        quantity=new.quantity,
        refunded=taken.facts.refunded + new.quantity,
        of_quantity=redemption.quantity,
        points=points,
        reason=new.reason,
        text=new.text,
        by_member_id=actor.member_id,
        at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    take_back(uow, voucher, quantity=new.quantity, points=points)
    _move_points(uow, row, voucher)
    links.record(uow, community_id, from_=("redemption", redemption.id), to=("refund", row.id), relation="refunded")
    told = {"refund_id": str(row.id), "voucher_id": str(voucher.id), "member_id": str(voucher.member_id)}
    told |= {"title": voucher.title}
    outbox.record(uow, community_id, events.REFUNDED, {**told, "quantity": row.quantity, "points": points})


def _move_points(uow: UnitOfWork, row: Refund, voucher: Voucher) -> None:
    """Move the points back; what was fulfilled already is first taken from there, a line that corrects that day."""
    merchant, source = PointAccount.merchant(row.unit_id), ("refund", row.id)
    key = f"refund:{row.redemption_id}:{row.turn}"
    at_hand = books.balances(uow, row.community_id, [merchant])[merchant].available
    transfers = []
    if at_hand < row.points:
        missing = Points(row.points - at_hand)
        fulfilled = PointAccount.fulfilled(row.unit_id)
        title = f"退货更正：{voucher.title}"
        transfers.append(Transfer(fulfilled, merchant, missing, TransferType.FULFIL, f"{key}:unfulfil", title, source))
    back = PointAccount.member(voucher.member_id)
    title = f"退货：{voucher.title}"
    transfers.append(Transfer(merchant, back, Points(row.points), TransferType.VOUCHER_RETURN, key, title, source))
    books.post(uow, row.community_id, transfers)


def find_redemption(uow: UnitOfWork, community_id: int, redemption_id: UUID) -> Redemption | None:
    """Return one redemption, or None."""
    return uow.session.get(Redemption, (community_id, redemption_id))


def load_taken(uow: UnitOfWork, redemption: Redemption) -> Taken:
    """Return a redemption with what was given back of it until now, by the terms that held when it was bought."""
    community_id = redemption.community_id
    voucher = uow.session.get_one(Voucher, (community_id, redemption.voucher_id))
    refunded, turns = uow.session.execute(
        select(func.coalesce(func.sum(Refund.quantity), 0), func.count()).where(
            Refund.community_id == community_id, Refund.redemption_id == redemption.id
        )
    ).one()
    facts = RefundFacts(
        redemption.quantity,
        redemption.points,
        refunded=int(refunded),
        redeemed_at=redemption.at,
        refund_days=refund_days(uow, voucher),
    )
    return Taken(redemption, voucher, facts, int(turns))


def refund_days(uow: UnitOfWork, voucher: Voucher) -> int:
    """Return the days promised when the voucher was bought: what the shop changes later is for later purchases."""
    return uow.session.scalars(
        select(OfferPrice.refund_days)
        .where(
            OfferPrice.community_id == voucher.community_id,
            OfferPrice.offer_id == voucher.offer_id,
            OfferPrice.from_at <= voucher.created_at,
        )
        .order_by(OfferPrice.id.desc())
        .limit(1)
    ).one()
