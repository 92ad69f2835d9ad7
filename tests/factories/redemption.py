"""A merchant with its people, pledge and offer, and a resident with points, for tests."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.books.types import PointAccount, ServiceEarning
from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.core.amounts import Minutes, Points, TimeCredits
from backend.infra.uow import UnitOfWork
from backend.redemption import service
from backend.redemption.models import VoucherFlag
from backend.redemption.models.merchants import Merchant
from backend.redemption.moves import ReserveMoveMove, ShopMove
from backend.redemption.service.shop import next_statement
from backend.redemption.types import (
    NewOffer,
    NewPledge,
    NewRefund,
    OfflineItem,
    Purchase,
    RefundReason,
    ReserveSource,
    SyncBatch,
)
from tests.factories.communities import Someone, make_community, make_member, make_unit


@dataclass(frozen=True)
class Shop:
    """A merchant that pledged, its contact and its clerk, and one open offer."""

    community_id: int
    unit_id: UUID
    contact: Someone
    clerk: Someone
    pledge_id: UUID
    offer_id: UUID


def make_shop(
    uow: UnitOfWork,
    community_id: int | None = None,
    *,
    pledged: int = 10_000,
    price: int = 50,
    stock: int = 100,
    voucher_days: int = 30,
) -> Shop:
    """Found a community if none is given and open a shop in it."""
    community_id = community_id or make_community(uow)
    unit_id = make_unit(uow, community_id, kind=UnitKind.MERCHANT)
    open_shop(uow, community_id, unit_id)
    contact = make_member(uow, community_id, name="陈掌柜", unit=(unit_id, Role.UNIT_CONTACT))
    clerk = make_member(uow, community_id, name="周店员", unit=(unit_id, Role.UNIT_CLERK))
    pledge = service.create_pledge(uow, contact.actor, community_id, NewPledge(unit_id, "大米", pledged))
    offer = NewOffer(pledge["id"], "大米 2 千克", price, stock, voucher_days)
    offer_id = service.create_offer(uow, contact.actor, community_id, offer)["id"]
    return Shop(community_id, unit_id, contact, clerk, pledge["id"], offer_id)


def open_shop(uow: UnitOfWork, community_id: int, unit_id: UUID) -> None:
    """Make a unit an active merchant, as one that was there before licences were asked for."""
    merchant = Merchant(
        community_id=community_id,
        unit_id=unit_id,
        address="和平路1号",
        hours="每天 8:00–20:00",
        sells="粮油",
        photos=[],
        state="active",
        paused_by_desk=False,
        applied_at=uow.now,
        statement_due_at=next_statement(uow.now),
    )
    uow.session.add(merchant)
    uow.session.flush()


def give_points(uow: UnitOfWork, someone: Someone, points: int) -> None:
    """Let a member earn points from what is pledged."""
    earning = ServiceEarning(
        uow.new_id(), someone.member_id, Minutes(60), TimeCredits(0), Points(points), uow.now.date(), "社区服务"
    )
    assert not books.settle_service(uow, someone.community_id, [earning]).awaiting


def make_buyer(uow: UnitOfWork, community_id: int, *, points: int = 1_000, name: str = "李阿姨") -> Someone:
    """Store a resident who has earned points."""
    someone = make_member(uow, community_id, name=name)
    if points:
        give_points(uow, someone, points)
    return someone


def buy(uow: UnitOfWork, shop: Shop, buyer: Someone, quantity: int = 1) -> dict[str, object]:
    """Buy a voucher of the shop's offer."""
    return service.buy_voucher(uow, buyer.actor, shop.community_id, Purchase(shop.offer_id, quantity))


def points_of(uow: UnitOfWork, someone: Someone) -> int:
    """Return a member's points."""
    account = PointAccount.member(someone.member_id)
    return books.balances(uow, someone.community_id, [account])[account].balance


def offline_item(
    uow: UnitOfWork, token: object, *, pieces: int = 1, at: datetime | None = None, sequence: int = 1
) -> OfflineItem:
    """Return what a phone queues when it takes a voucher without a network."""
    return OfflineItem(uow.new_id(), str(token), pieces, at or uow.now, sequence)


def sync(uow: UnitOfWork, shop: Shop, *items: OfflineItem, sent_at: datetime | None = None) -> list[dict[str, Any]]:
    """Sync items from the shop's clerk's phone."""
    batch = SyncBatch(shop.unit_id, sent_at or uow.now, items)
    return service.sync_redemptions(uow, shop.clerk.actor, shop.community_id, batch)


def fill_reserve(uow: UnitOfWork, community_id: int, points: int) -> UUID:
    """Put points from backing into the reserve by two hands; return the move's id."""
    lead, supervisor = (make_member(uow, community_id, role) for role in (Role.LEAD, Role.SUPERVISOR))
    shown = service.propose_reserve(
        uow, lead.actor, community_id, source=ReserveSource.BACKING, points=points, reason="离线核销的保障"
    )
    move_id: UUID = shown["proposed"][-1]["id"]
    service.decide_reserve(uow, supervisor.actor, community_id, move_id, ReserveMoveMove.CONFIRM)
    return move_id


def join_shop(uow: UnitOfWork, shop: Shop, other: Shop) -> None:
    """Let ``other`` take the vouchers of ``shop``'s offer too."""
    service.invite_shop(uow, shop.contact.actor, shop.community_id, shop.offer_id, other.unit_id)
    service.move_shop(uow, other.contact.actor, shop.community_id, shop.offer_id, other.unit_id, ShopMove.AGREE)


def flag_somebody(uow: UnitOfWork, shop: Shop) -> UUID:
    """Let one voucher be taken at two shops without a network; return the flag's id."""
    other = make_shop(uow, shop.community_id)
    join_shop(uow, shop, other)
    token = buy(uow, shop, make_buyer(uow, shop.community_id))["token"]
    sync(uow, shop, offline_item(uow, token))
    sync(uow, other, offline_item(uow, token))
    return uow.session.scalars(
        select(VoucherFlag.id).where(VoucherFlag.community_id == shop.community_id).order_by(VoucherFlag.id.desc())
    ).first() or UUID(int=0)


def use(uow: UnitOfWork, shop: Shop, buyer: Someone, quantity: int = 1) -> UUID:
    """Buy a voucher and use it at the shop's till; return the redemption."""
    token = str(buy(uow, shop, buyer, quantity)["token"])
    return UUID(str(service.redeem_voucher(uow, shop.clerk.actor, shop.community_id, token)["id"]))


def make_used(uow: UnitOfWork, shop: Shop, buyer: Someone) -> dict[str, UUID]:
    """Let somebody use a voucher and ask for a refund; return both ids by their names in paths."""
    give_points(uow, buyer, 50)
    redemption_id = use(uow, shop, buyer)
    new = NewRefund(1, RefundReason.QUALITY)
    request = service.ask_refund(uow, buyer.actor, shop.community_id, redemption_id, new)
    return {"redemption_id": redemption_id, "refund_request_id": request["id"]}
