"""Vouchers of the demo: one used in part, one taken without a network, one taken twice and paid by the reserve."""

import dataclasses
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.app.demo.goods import draw_goods
from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.communities.types import NewUnit, UnitKind
from backend.core.actor import Actor
from backend.core.credit_code import check_character
from backend.infra.uow import UnitOfWork
from backend.redemption import service as redemption
from backend.redemption.moves import MerchantMove, ReserveMoveMove, ShopMove
from backend.redemption.types import (
    NewMerchant,
    NewOffer,
    NewPledge,
    OfferCategory,
    OfflineItem,
    Purchase,
    ReserveSource,
    SyncBatch,
    Take,
)

SECOND_SHOP, SECOND_INDUSTRY, SECOND_CODE = "永安早点铺", "餐饮", "91310107MA1DEM330"
EGG, EGG_POINTS = "鸡蛋一枚", 400
RESERVE_POINTS, RESERVE_REASON = 300, "商户有时断网，离线收下的券也要付得出"


def tell_vouchers(uow: UnitOfWork, people: dict[str, Actor], community_id: int, shop_id: UUID) -> None:
    """Open a second shop, kept by ``people["contact"]``, whose eggs the first hands out too; two neighbours buy."""
    ago = _ago(uow, days=4)
    other_id = _open_second_shop(ago, people, community_id)
    pledge = redemption.create_pledge(ago, people["contact"], community_id, NewPledge(other_id, "鸡蛋", EGG_POINTS))
    new = NewOffer(pledge["id"], EGG, 2, 200, voucher_days=30, text="两家店都能领", category=OfferCategory("food"))
    offer_id = redemption.create_offer(ago, people["contact"], community_id, new)["id"]
    redemption.invite_shop(ago, people["contact"], community_id, offer_id, shop_id)
    redemption.move_shop(ago, people["merchant"], community_id, offer_id, shop_id, ShopMove.AGREE)
    _fill_reserve(ago, people, community_id)
    tills = {shop_id: people["merchant"], other_id: people["contact"]}
    many = redemption.buy_voucher(ago, people["neighbour"], community_id, Purchase(offer_id, 3))
    redemption.redeem_voucher(ago, tills[shop_id], community_id, many["token"], Take(pieces=1))
    once = redemption.buy_voucher(_ago(uow, days=2), people["supervisor"], community_id, Purchase(offer_id, 1))
    for unit_id, till in tills.items():
        _sync(_ago(uow, days=1), till, community_id, unit_id, once["token"])


def _ago(uow: UnitOfWork, **span: float) -> UnitOfWork:
    return dataclasses.replace(uow, now=uow.now - timedelta(**span))


def _open_second_shop(uow: UnitOfWork, people: dict[str, Actor], community_id: int) -> UUID:
    new = NewUnit(SECOND_SHOP, UnitKind.MERCHANT, industry=SECOND_INDUSTRY)
    unit_id: UUID = communities.create_unit(uow, people["staff"], community_id, new)["id"]
    keeper = people["contact"]
    assert keeper.member_id is not None, "the cast has joined"
    communities.name_contact(uow, community_id, unit_id, keeper.member_id)
    people["contact"] = keeper = communities.load_actor(uow, keeper.person_id, community_id)
    code = SECOND_CODE + check_character(SECOND_CODE)
    photo_id = attachments.add_photo(uow, keeper, community_id, draw_goods("licence"), "licence.jpg")["id"]
    shop = NewMerchant(unit_id, code, "和平路26号", "每天 5:30–10:30", "早点、挂面", [photo_id])
    redemption.apply_as_merchant(uow, keeper, community_id, shop)
    for person, move in (("staff", MerchantMove.CHECK), ("lead", MerchantMove.APPROVE)):
        redemption.move_merchant(uow, people[person], community_id, unit_id, move, "执照与原件一致")
    return unit_id


def _fill_reserve(uow: UnitOfWork, people: dict[str, Actor], community_id: int) -> None:
    shown = redemption.propose_reserve(
        uow,
        people["lead"],
        community_id,
        source=ReserveSource.BACKING,
        points=RESERVE_POINTS,
        reason=RESERVE_REASON,
    )
    move_id = shown["proposed"][0]["id"]
    redemption.decide_reserve(uow, people["supervisor"], community_id, move_id, ReserveMoveMove.CONFIRM)


def _sync(uow: UnitOfWork, till: Actor, community_id: int, unit_id: UUID, token: str) -> list[dict[str, Any]]:
    """Sync one piece, taken an hour before."""
    item = OfflineItem(uow.new_id(), token, pieces=1, phone_at=uow.now - timedelta(hours=1), sequence=1)
    return redemption.sync_redemptions(uow, till, community_id, SyncBatch(unit_id, uow.now, [item]))
