"""Real threads: caps hold in a hot sale, a pause stops all at once, pieces are refunded once, closing returns once."""

import flask
from sqlalchemy import select

from backend.books import service as books
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.infra.outbox import OutboxEvent
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.redemption import service
from backend.redemption.models import Offer, Pledge, Voucher
from backend.redemption.moves import MerchantMove
from backend.redemption.service import closing
from backend.redemption.service.offer import load_offer
from backend.redemption.service.stock import take_stock
from backend.redemption.types import NewRefund, RefundReason
from tests.factories.races import race
from tests.factories.redemption import Shop, buy, make_buyer, make_shop, points_of, use
from tests.integration.redemption.test_races import check_tallies, make_buyers, outcomes


def cap(shop: Shop, **caps: int) -> None:
    with unit_of_work() as uow:
        offer = uow.session.get_one(Offer, (shop.community_id, shop.offer_id))
        for name, value in caps.items():
            setattr(offer, name, value)


def test_a_days_cap_holds_in_a_hot_sale(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow)
            buyers = make_buyers(uow, shop, 24)
        cap(shop, day_cap=7)
        results = race(crowded, [lambda uow, who=who: buy(uow, shop, who) for who in buyers])
        assert outcomes(results) == {"done": 7, "DayCapReachedError": 17}
        with unit_of_work() as uow:
            offer = uow.session.get_one(Offer, (shop.community_id, shop.offer_id))
            assert (offer.sold, offer.day_sold) == (7, 7)
        check_tallies(shop)


def test_a_members_share_holds_on_ten_phones(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow)
            buyer = make_buyer(uow, shop.community_id)
        cap(shop, member_day_cap=2)
        results = race(crowded, [lambda uow: buy(uow, shop, buyer)] * 10)
        assert outcomes(results) == {"done": 2, "MemberCapReachedError": 8}
        with unit_of_work() as uow:
            assert points_of(uow, buyer) == 900
        check_tallies(shop)


def test_nothing_is_bought_once_a_shop_has_paused(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow)
            buyers = make_buyers(uow, shop, 12)
            offer = uow.session.get_one(Offer, (shop.community_id, shop.offer_id))

        def pause(uow: UnitOfWork) -> None:
            service.move_merchant(uow, shop.contact.actor, shop.community_id, shop.unit_id, MerchantMove.PAUSE, "")

        results = race(crowded, [pause, *(lambda uow, who=who: buy(uow, shop, who) for who in buyers)])
        assert set(outcomes(results)) <= {"done", "ShopPausedError", "SoldOutError"}
        assert results[0] is None
        with unit_of_work() as uow:
            offer = uow.session.get_one(Offer, (shop.community_id, shop.offer_id))
            assert (offer.sold, offer.shop_open) == (outcomes(results)["done"] - 1, False)
        check_tallies(shop)


def test_who_saw_the_shop_open_just_before_its_pause_buys_nothing(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow)

        def pause(uow: UnitOfWork) -> None:
            service.move_merchant(uow, shop.contact.actor, shop.community_id, shop.unit_id, MerchantMove.PAUSE, "")

        with unit_of_work() as uow:
            seen = load_offer(uow, shop.community_id, shop.offer_id)
            assert seen.shop_open
            assert race(crowded, [pause]) == [None]
            assert not take_stock(uow, seen, 1)


def test_the_same_pieces_are_refunded_once_by_many_taps(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow)
            buyer = make_buyer(uow, shop.community_id)
            redemption = use(uow, shop, buyer, 3)

        def refund(uow: UnitOfWork) -> None:
            new = NewRefund(2, RefundReason.QUALITY)
            service.refund_at_shop(uow, shop.contact.actor, shop.community_id, redemption, new)

        results = race(crowded, [refund] * 8)
        assert outcomes(results) == {"done": 1, "AlreadyRefundedError": 7}
        with unit_of_work() as uow:
            assert points_of(uow, buyer) == 950
            assert books.coverage(uow, shop.community_id).tallies


def test_refunds_purchases_tills_and_cancels_never_lock_up(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow, stock=1000)
            buyers = make_buyers(uow, shop, 6, points=500)
            taken = [use(uow, shop, buyer) for buyer in buyers]
            bought = [buy(uow, shop, buyer) for buyer in buyers]
        works = []
        for who, buyer in enumerate(buyers):
            works += [
                lambda uow, who=who: service.refund_at_shop(
                    uow, shop.contact.actor, shop.community_id, taken[who], NewRefund(1, RefundReason.OTHER)
                ),
                lambda uow, buyer=buyer: buy(uow, shop, buyer),
                lambda uow, who=who: service.redeem_voucher(
                    uow, shop.clerk.actor, shop.community_id, str(bought[who]["token"])
                ),
            ]
        results = race(crowded, works)
        assert outcomes(results) == {"done": 18}, results
        with unit_of_work() as uow:
            offer = uow.session.get_one(Offer, (shop.community_id, shop.offer_id))
            pledge = uow.session.get_one(Pledge, (shop.community_id, shop.pledge_id))
            assert (offer.sold, pledge.redeemed, pledge.reserved) == (12, 300, 300)
            assert books.coverage(uow, shop.community_id).tallies


def test_a_closed_shop_returns_every_voucher_once_in_bounded_batches(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow)
            buyers = make_buyers(uow, shop, 10)
            for buyer in buyers:
                buy(uow, shop, buyer)
            service.move_merchant(
                uow, shop.contact.actor, shop.community_id, shop.unit_id, MerchantMove.CLOSE, "租约到期"
            )
        before, closing.EXPIRY_BATCH = closing.EXPIRY_BATCH, 3
        try:
            done: list[int] = []
            race(crowded, [lambda uow: done.append(service.return_vouchers_of_closed(uow, shop.community_id))] * 4)
            assert sorted(done)[-1] == 3
            assert sum(done) % 3 == 0
            run_due("redemption.closed_shops", shop.community_id)
        finally:
            closing.EXPIRY_BATCH = before
        with unit_of_work() as uow:
            assert {points_of(uow, buyer) for buyer in buyers} == {50}
            here = Voucher.community_id == shop.community_id
            assert set(uow.session.scalars(select(Voucher.state).where(here))) == {"cancelled"}
            told = uow.session.scalars(
                select(OutboxEvent.payload).where(
                    OutboxEvent.community_id == shop.community_id, OutboxEvent.topic == "redemption.voucher_returned"
                )
            ).all()
            assert sorted(each["member_id"] for each in told) == sorted(str(buyer.member_id) for buyer in buyers)
            assert {each["why"] for each in told} == {"shop_closed"}
        assert run_due("redemption.closed_shops", shop.community_id) == 0
        check_tallies(shop)
