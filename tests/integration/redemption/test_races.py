"""Real threads on real PostgreSQL: nothing is oversold, nothing is spent twice, nothing is lost on the way."""

from collections import Counter
from uuid import UUID

import flask
from sqlalchemy import select

from backend.books import service as books
from backend.books.errors import InsufficientPointsError
from backend.core.clock import FixedClock
from backend.core.errors import MoveNotAllowedError
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.redemption import service
from backend.redemption.errors import (
    PledgeExhaustedError,
    SoldOutError,
    VoucherCancelledError,
    VoucherUsedError,
)
from backend.redemption.models import Offer, Pledge, Redemption, Voucher
from tests.factories.communities import Someone
from tests.factories.races import race
from tests.factories.redemption import Shop, buy, make_buyer, make_shop, points_of


def outcomes(results: list[Exception | None]) -> Counter[str]:
    """Count what became of each thread."""
    return Counter("done" if result is None else type(result).__name__ for result in results)


def check_tallies(shop: Shop) -> None:
    """Assert that offers, pledges, vouchers and the ledger tell the same."""
    with unit_of_work() as uow:
        vouchers = uow.session.scalars(select(Voucher).where(Voucher.community_id == shop.community_id)).all()
        held = [voucher for voucher in vouchers if voucher.state in ("issued", "used")]
        offer = uow.session.get_one(Offer, (shop.community_id, shop.offer_id))
        pledge = uow.session.get_one(Pledge, (shop.community_id, shop.pledge_id))
        coverage = books.coverage(uow, shop.community_id)
        assert offer.sold == sum(voucher.quantity for voucher in held)
        assert pledge.reserved == sum(v.points for v in held if v.state == "issued") == coverage.vouchers
        assert pledge.redeemed == sum(v.points for v in held if v.state == "used") == coverage.merchants
        assert coverage.tallies
        assert len({voucher.number for voucher in vouchers}) == len(vouchers)


def make_buyers(uow: UnitOfWork, shop: Shop, count: int, points: int = 50) -> list[Someone]:
    return [make_buyer(uow, shop.community_id, points=points) for _ in range(count)]


def test_thirty_people_want_five_items(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow, stock=5)
            buyers = make_buyers(uow, shop, 30)
        results = race(crowded, [lambda uow, who=who: buy(uow, shop, who) for who in buyers])
        assert outcomes(results) == {"done": 5, SoldOutError.__name__: 25}
        with unit_of_work() as uow:
            assert sorted(points_of(uow, buyer) for buyer in buyers) == [0] * 5 + [50] * 25
        check_tallies(shop)


def test_ten_phones_spend_one_balance(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow)
            buyer = make_buyer(uow, shop.community_id, points=170)
        results = race(crowded, [lambda uow: buy(uow, shop, buyer)] * 10)
        assert outcomes(results) == {"done": 3, InsufficientPointsError.__name__: 7}
        with unit_of_work() as uow:
            assert points_of(uow, buyer) == 20
        check_tallies(shop)


def test_twelve_people_draw_on_a_pledge_for_four(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            other = make_shop(uow)  # its pledge backs the points that can't all be spent here
            shop = make_shop(uow, other.community_id, pledged=200)
            buyers = make_buyers(uow, shop, 12)
        results = race(crowded, [lambda uow, who=who: buy(uow, shop, who) for who in buyers])
        assert outcomes(results) == {"done": 4, PledgeExhaustedError.__name__: 8}
        with unit_of_work() as uow:
            assert uow.session.get_one(Pledge, (shop.community_id, shop.pledge_id)).reserved == 200


def test_two_tills_scan_one_voucher(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow)
            buyer = make_buyer(uow, shop.community_id)
            token = str(buy(uow, shop, buyer)["token"])

        def scan(uow: UnitOfWork) -> None:
            service.redeem_voucher(uow, shop.clerk.actor, shop.community_id, token)

        results = race(crowded, [scan] * 8)
        assert outcomes(results) == {"done": 1, VoucherUsedError.__name__: 7}
        with unit_of_work() as uow:
            of_shop = Redemption.community_id == shop.community_id
            assert len(uow.session.scalars(select(Redemption).where(of_shop)).all()) == 1
        check_tallies(shop)


def test_scan_and_cancel_at_once_end_it_one_way(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow)
            buyer = make_buyer(uow, shop.community_id)
            voucher = buy(uow, shop, buyer)
        voucher_id, token = UUID(str(voucher["id"])), str(voucher["token"])

        def scan(uow: UnitOfWork) -> None:
            service.redeem_voucher(uow, shop.clerk.actor, shop.community_id, token)

        def cancel(uow: UnitOfWork) -> None:
            service.cancel_voucher(uow, buyer.actor, shop.community_id, voucher_id)

        results = race(crowded, [scan, cancel] * 8)
        assert outcomes(results)["done"] == 1
        assert {type(result) for result in results if result} <= {
            VoucherUsedError,
            VoucherCancelledError,
            MoveNotAllowedError,
        }
        check_tallies(shop)


def test_buying_cancelling_and_scanning_together_never_lock_up(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow, stock=1000)
            buyers = make_buyers(uow, shop, 8, points=500)
            bought = [buy(uow, shop, buyer) for buyer in buyers]

        def cancel(uow: UnitOfWork, who: int) -> None:
            service.cancel_voucher(uow, buyers[who].actor, shop.community_id, UUID(str(bought[who]["id"])))

        def scan(uow: UnitOfWork, who: int) -> None:
            service.redeem_voucher(uow, shop.clerk.actor, shop.community_id, str(bought[who]["token"]))

        works = [lambda uow, who=who: buy(uow, shop, buyers[who]) for who in range(8)]
        works += [lambda uow, who=who: cancel(uow, who) for who in range(4)]
        works += [lambda uow, who=who: scan(uow, who) for who in range(4, 8)]
        assert outcomes(race(crowded, works)) == {"done": 16}
        check_tallies(shop)
