"""The same voucher at many tills at once, online and syncing: never more pieces than paid for, no point lost."""

from collections import Counter
from uuid import UUID

import flask
import pytest
from sqlalchemy import func, select

from backend.books import service as books
from backend.core.clock import FixedClock
from backend.core.errors import MoveNotAllowedError
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.redemption import service
from backend.redemption.errors import (
    PiecesTooManyError,
    TokenReplayedError,
    VoucherCancelledError,
    VoucherUsedError,
)
from backend.redemption.models import Guarantee, GuaranteeMonth, Redemption, Voucher, VoucherFlag
from backend.redemption.tokens import derive_keys, make_pin
from backend.redemption.types import OfflineItem, Take
from tests.factories.races import race
from tests.factories.redemption import (
    Shop,
    buy,
    fill_reserve,
    join_shop,
    make_buyer,
    make_shop,
    offline_item,
    sync,
)

ONE = Take(pieces=1)


def make_shops(uow: UnitOfWork, count: int, *, reserve: int = 1_000) -> list[Shop]:
    """Return shops that all take the first one's vouchers."""
    shop = make_shop(uow)
    others = [make_shop(uow, shop.community_id) for _ in range(count - 1)]
    for other in others:
        join_shop(uow, shop, other)
    fill_reserve(uow, shop.community_id, reserve)
    return [shop, *others]


def check(shop: Shop) -> None:
    """Assert that every invariant holds."""
    with unit_of_work() as uow:
        assert books.ask_checks(uow, shop.community_id, service.CHECKS) == []
        assert books.self_check(uow, shop.community_id) == []


def total(uow: UnitOfWork, shop: Shop, model: type[Redemption] | type[Guarantee]) -> int:
    wanted = select(func.coalesce(func.sum(model.quantity), 0)).where(model.community_id == shop.community_id)
    return int(uow.session.scalar(wanted) or 0)


@pytest.mark.parametrize("tills", [2, 8])
def test_tills_online_and_syncing_never_take_more_than_was_paid(
    crowded: flask.Flask, clock: FixedClock, tills: int
) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shops = make_shops(uow, tills)
            voucher = buy(uow, shops[0], make_buyer(uow, shops[0].community_id), 3)
            token = str(voucher["token"])
            items = [offline_item(uow, token) for _ in shops]

        def till(uow: UnitOfWork, at: Shop, item: OfflineItem) -> None:
            sync(uow, at, item)

        def online(uow: UnitOfWork, at: Shop) -> None:
            service.redeem_voucher(uow, at.clerk.actor, at.community_id, token, ONE)

        works = [lambda uow, at=at, item=item: till(uow, at, item) for at, item in zip(shops, items, strict=True)]
        works += [lambda uow, at=at: online(uow, at) for at in shops]
        results = race(crowded, works)
        allowed = {TokenReplayedError, VoucherUsedError, PiecesTooManyError}
        assert {type(result) for result in results if result} <= allowed
        with unit_of_work() as uow:
            row = uow.session.get_one(Voucher, (shops[0].community_id, UUID(str(voucher["id"]))))
            assert row.used == total(uow, shops[0], Redemption) <= 3
            if tills == 8:
                assert row.used == 3
        check(shops[0])


def test_numbers_and_pins_at_eight_tills_take_each_piece_once(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            (shop,) = make_shops(uow, 1)
            voucher = buy(uow, shop, make_buyer(uow, shop.community_id), 5)
            row = uow.session.get_one(Voucher, (shop.community_id, UUID(str(voucher["id"]))))
            number, pin = row.number, str(voucher["pin"])

        def take(uow: UnitOfWork) -> None:
            service.redeem_by_pin(uow, shop.clerk.actor, shop.community_id, number, pin, ONE)

        results = race(crowded, [take] * 8)
        assert Counter(type(result) for result in results) == {type(None): 5, VoucherUsedError: 3}
        with unit_of_work() as uow:
            assert total(uow, shop, Redemption) == 5
        check(shop)


def test_one_phones_batch_sent_eight_times_counts_once(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            (shop,) = make_shops(uow, 1)
            buyer = make_buyer(uow, shop.community_id)
            items = [offline_item(uow, buy(uow, shop, buyer)["token"], sequence=n) for n in range(5)]
        results = race(crowded, [lambda uow: sync(uow, shop, *items)] * 8)
        assert results == [None] * 8
        with unit_of_work() as uow:
            assert total(uow, shop, Redemption) == 5
        check(shop)


def test_syncing_and_cancelling_at_once_end_it_one_way(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            (shop,) = make_shops(uow, 1)
            buyer = make_buyer(uow, shop.community_id)
            bought = [buy(uow, shop, buyer) for _ in range(4)]
            items = [offline_item(uow, voucher["token"]) for voucher in bought]

        def cancel(uow: UnitOfWork, voucher: dict[str, object]) -> None:
            service.cancel_voucher(uow, buyer.actor, shop.community_id, UUID(str(voucher["id"])))

        works = [lambda uow, voucher=voucher: cancel(uow, voucher) for voucher in bought]
        works += [lambda uow, item=item: sync(uow, shop, item) for item in items]
        results = race(crowded, works)
        assert {type(result) for result in results if result} <= {MoveNotAllowedError, VoucherCancelledError}
        with unit_of_work() as uow:
            assert total(uow, shop, Redemption) + total(uow, shop, Guarantee) == 4
        check(shop)


def test_the_months_cap_and_the_reserve_hold_under_eight_syncs(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            first, second = make_shops(uow, 2, reserve=220)
            buyers = [make_buyer(uow, first.community_id) for _ in range(8)]
            tokens = [str(buy(uow, first, buyer)["token"]) for buyer in buyers]
            for token in tokens:
                service.redeem_voucher(uow, first.clerk.actor, first.community_id, token)
            items = [offline_item(uow, token) for token in tokens]
        results = race(crowded, [lambda uow, item=item: sync(uow, second, item) for item in items])
        assert results == [None] * 8
        with unit_of_work() as uow:
            assert total(uow, first, Guarantee) == 4  # of 220 points, 50 each
            months = select(GuaranteeMonth.points).where(GuaranteeMonth.community_id == first.community_id)
            assert uow.session.scalars(months).all() == [200]
            flags = select(func.count()).where(VoucherFlag.community_id == first.community_id)
            assert uow.session.scalar(flags) == 8
        check(first)


def test_batches_over_the_same_vouchers_in_opposite_order_never_lock_up(
    crowded: flask.Flask, clock: FixedClock
) -> None:
    with crowded.app_context():
        with unit_of_work() as uow:
            shops = make_shops(uow, 4)
            buyer = make_buyer(uow, shops[0].community_id, points=5_000)
            tokens = [str(buy(uow, shops[0], buyer, 2)["token"]) for _ in range(10)]
            queues = [[offline_item(uow, token, sequence=n) for n, token in enumerate(tokens)] for _ in shops]
        works = [
            lambda uow, at=at, queue=queue[:: 1 if place % 2 else -1]: sync(uow, at, *queue)
            for place, (at, queue) in enumerate(zip(shops, queues, strict=True))
        ]
        assert race(crowded, works) == [None] * 4
        with unit_of_work() as uow:
            assert total(uow, shops[0], Redemption) == 20
            assert total(uow, shops[0], Guarantee) == 20
        check(shops[0])


def test_a_pin_follows_from_the_voucher(context: flask.Flask) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow)
        voucher = buy(uow, shop, make_buyer(uow, shop.community_id))
        key = derive_keys(context.extensions["sangong"].settings.secret_key).mac
        assert voucher["pin"] == make_pin(key, shop.community_id, UUID(str(voucher["id"])))
