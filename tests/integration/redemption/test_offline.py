"""Vouchers piece by piece, and taken without a network: who is paid from what, and that all of it tallies."""

import re
from datetime import timedelta
from uuid import UUID

import flask
import pytest
from sqlalchemy import select

from backend.books import service as books
from backend.books.errors import InsufficientPointsError
from backend.books.types import PointAccount
from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.core.errors import ForbiddenError
from backend.infra.due import run_due
from backend.infra.links import Link
from backend.infra.outbox import OutboxEvent
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.notifications.models import InboxMessage
from backend.redemption import service
from backend.redemption.errors import (
    FlagUnheardError,
    NotAMerchantError,
    OwnHandError,
    ShopInvitedError,
    VoucherExpiredError,
)
from backend.redemption.models import Guarantee, Offer, Pledge, Redemption, SyncedItem, Voucher, VoucherFlag
from backend.redemption.moves import MerchantMove, ShopMove
from backend.redemption.types import FlagNote, SyncBatch, Take
from tests.factories.communities import make_member, make_unit
from tests.factories.redemption import (
    Shop,
    buy,
    fill_reserve,
    join_shop,
    make_buyer,
    make_shop,
    offline_item,
    points_of,
    sync,
)
from tests.statements import counted_statements


def two_shops(uow: UnitOfWork, **more: int) -> tuple[Shop, Shop]:
    """Return a shop and another that takes its vouchers too, with a reserve of 1,000 points."""
    shop = make_shop(uow, **more)
    other = make_shop(uow, shop.community_id)
    join_shop(uow, shop, other)
    fill_reserve(uow, shop.community_id, 1_000)
    return shop, other


def redeemed_at(uow: UnitOfWork, shop: Shop) -> int:
    account = PointAccount.merchant(shop.unit_id)
    return books.balances(uow, shop.community_id, [account])[account].balance


def reserve_of(uow: UnitOfWork, shop: Shop) -> int:
    return books.balances(uow, shop.community_id, [PointAccount.reserve()])[PointAccount.reserve()].balance


def check(uow: UnitOfWork, shop: Shop) -> None:
    """Assert that every invariant of vouchers and of the books holds."""
    assert books.ask_checks(uow, shop.community_id, service.CHECKS) == []
    assert books.self_check(uow, shop.community_id) == []


def topics(uow: UnitOfWork, shop: Shop) -> list[str]:
    rows = uow.session.scalars(
        select(OutboxEvent.topic).where(
            OutboxEvent.community_id == shop.community_id, OutboxEvent.topic.like("redemption.%")
        )
    )
    return [topic.removeprefix("redemption.") for topic in rows]


def test_a_voucher_is_used_piece_by_piece_and_the_rest_comes_back(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow)
        buyer = make_buyer(uow, shop.community_id)
        voucher = buy(uow, shop, buyer, 3)
    for use in (1, 2):
        with unit_of_work() as uow:
            voucher = service.get_voucher(uow, buyer.actor, shop.community_id, UUID(str(voucher["id"])))
            taken = service.redeem_voucher(
                uow, shop.clerk.actor, shop.community_id, str(voucher["token"]), Take(pieces=1)
            )
            assert (taken["quantity"], taken["points"], taken["left"]) == (1, 50, 3 - use)
            check(uow, shop)
    with unit_of_work() as uow:
        shown = service.cancel_voucher(uow, buyer.actor, shop.community_id, UUID(str(voucher["id"])))
        assert (shown["state"], shown["left"], points_of(uow, buyer)) == ("cancelled", 1, 900)
        pledge = uow.session.get_one(Pledge, (shop.community_id, shop.pledge_id))
        assert (pledge.reserved, pledge.redeemed) == (0, 100)
        assert uow.session.get_one(Offer, (shop.community_id, shop.offer_id)).sold == 2
        uses = uow.session.scalars(select(Redemption.use).where(Redemption.community_id == shop.community_id))
        assert sorted(uses) == [1, 2]
        check(uow, shop)


def test_the_points_go_to_the_shop_that_took_it(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop, other = two_shops(uow)
        voucher = buy(uow, shop, make_buyer(uow, shop.community_id))
        assert [each.id for each in voucher["shops"]] == [shop.unit_id, other.unit_id]  # type: ignore[attr-defined]  # a list of units
        service.redeem_voucher(uow, other.clerk.actor, shop.community_id, str(voucher["token"]))
        assert (redeemed_at(uow, shop), redeemed_at(uow, other)) == (0, 50)
        assert uow.session.get_one(Pledge, (shop.community_id, shop.pledge_id)).redeemed == 50
        check(uow, shop)


@pytest.mark.parametrize("skew", [timedelta(days=-1), timedelta(0), timedelta(days=1), timedelta(days=400)])
def test_a_phone_with_a_wrong_clock_syncs_right(context: flask.Flask, clock: FixedClock, skew: timedelta) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow, voucher_days=1)
        voucher = buy(uow, shop, make_buyer(uow, shop.community_id), 2)
        item = offline_item(uow, voucher["token"], pieces=2, at=uow.now + timedelta(hours=36) + skew)
    clock.advance(timedelta(hours=50))  # the voucher has expired since
    with unit_of_work() as uow:
        (answer,) = sync(uow, shop, item, sent_at=uow.now + skew)
        assert (answer["outcome"], answer["points"]) == ("accepted", 100)
        assert answer["taken_at"] == uow.now - timedelta(hours=14)
        row = uow.session.scalars(select(Redemption).where(Redemption.community_id == shop.community_id)).one()
        assert row.at == answer["taken_at"]
        check(uow, shop)


@pytest.mark.parametrize(
    ("after", "now", "code"), [(39.5, 60, "voucher_expired"), (10, 83, "sync_too_late"), (39.5, 120, "sync_too_late")]
)
def test_what_was_expired_or_comes_too_late_is_refused(
    context: flask.Flask, clock: FixedClock, after: float, now: float, code: str
) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow, voucher_days=1)  # to the next local midnight but one: 39 hours
        voucher = buy(uow, shop, make_buyer(uow, shop.community_id))
        item = offline_item(uow, voucher["token"], at=uow.now + timedelta(hours=after))
    clock.advance(timedelta(hours=now))
    with unit_of_work() as uow:
        answers = [sync(uow, shop, item)[0] for _ in range(2)]
        assert [(each["outcome"], each["code"], each["points"]) for each in answers] == [("refused", code, 0)] * 2
        kept = uow.session.scalars(select(SyncedItem).where(SyncedItem.community_id == shop.community_id)).one()
        assert (kept.outcome, kept.code) == ("refused", code)
        check(uow, shop)


def test_with_pieces_left_the_second_shop_is_simply_the_next_use(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop, other = two_shops(uow)
        token = buy(uow, shop, make_buyer(uow, shop.community_id), 3)["token"]
        first, second = offline_item(uow, token), offline_item(uow, token, pieces=2)
        assert [sync(uow, at, item)[0]["outcome"] for at, item in ((other, second), (shop, first))] == ["accepted"] * 2
        assert (redeemed_at(uow, shop), redeemed_at(uow, other), reserve_of(uow, shop)) == (50, 100, 1_000)
        assert uow.session.scalars(select(VoucherFlag).where(VoucherFlag.community_id == shop.community_id)).all() == []
        check(uow, shop)


def test_with_nothing_left_the_reserve_pays_and_the_holder_is_flagged(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop, other = two_shops(uow)
        buyer = make_buyer(uow, shop.community_id)
        voucher = buy(uow, shop, buyer, 3)
        items = [offline_item(uow, voucher["token"], pieces=2) for _ in range(2)]
        assert sync(uow, shop, items[0])[0]["outcome"] == "accepted"
        (answer,) = sync(uow, other, items[1])
        assert (answer["outcome"], answer["guaranteed"], answer["unpaid"], answer["points"]) == (
            "guaranteed",
            1,
            0,
            100,
        )
        (again,) = sync(uow, other, items[1])
        assert (again["outcome"], again["was"], again["points"]) == ("already", "guaranteed", 100)
        assert (redeemed_at(uow, shop), redeemed_at(uow, other), reserve_of(uow, shop)) == (100, 100, 950)
        flag = uow.session.scalars(select(VoucherFlag).where(VoucherFlag.community_id == shop.community_id)).one()
        assert (flag.member_id, flag.unit_id, flag.pieces) == (buyer.member_id, other.unit_id, 1)
        pledge = uow.session.get_one(Pledge, (shop.community_id, shop.pledge_id), populate_existing=True)
        assert (pledge.reserved, pledge.redeemed) == (0, 200)  # three pieces paid by the holder, one by the reserve
        links = uow.session.scalars(select(Link.relation).where(Link.community_id == shop.community_id))
        assert sorted(links) == ["bought", "guaranteed", "offered", "offered", "used", "used"]
        told = topics(uow, shop)
        for topic in ("voucher_flagged", "flag_raised", "guarantee_paid"):
            assert told.count(topic) == 1
        assert told.count("voucher_used") == 2
        check(uow, shop)


def test_everybody_concerned_hears_of_it_and_the_trace_shows_it_to_the_shop(
    context: flask.Flask, clock: FixedClock
) -> None:
    with unit_of_work() as uow:
        shop, other = two_shops(uow)
        staff = make_member(uow, shop.community_id, Role.STAFF)
        buyer = make_buyer(uow, shop.community_id)
        token = buy(uow, shop, buyer)["token"]
        for at in (shop, other):
            sync(uow, at, offline_item(uow, token))
    run_due("outbox", shop.community_id)
    with unit_of_work() as uow:
        rows = uow.session.execute(
            select(InboxMessage.member_id, InboxMessage.title).where(InboxMessage.community_id == shop.community_id)
        ).all()
        assert (buyer.member_id, "使用记录对不上：大米 2 千克") in rows
        assert (staff.member_id, "使用记录对不上：大米 2 千克") in rows
        assert (other.contact.member_id, "保障金已支付50积分：大米 2 千克") in rows
        ids = uow.session.scalars(select(Guarantee.id).where(Guarantee.community_id == shop.community_id)).all()
        (stop,) = service.guarantee_stops(uow, other.clerk.actor, shop.community_id, ids).values()
        assert stop is not None
        assert stop.title == "保障金支付 大米 2 千克 × 1"
        assert service.guarantee_stops(uow, buyer.actor, shop.community_id, ids) == {}


def test_a_guarantee_beyond_the_pledge_is_paid_and_the_pledge_never_exceeded(
    context: flask.Flask, clock: FixedClock
) -> None:
    with unit_of_work() as uow:
        backer = make_shop(uow)  # its pledge backs the points
        shop = make_shop(uow, backer.community_id, pledged=50)
        join_shop(uow, shop, backer)
        fill_reserve(uow, shop.community_id, 1_000)
        token = buy(uow, shop, make_buyer(uow, shop.community_id))["token"]
        outcomes = [sync(uow, at, offline_item(uow, token))[0]["outcome"] for at in (shop, backer)]
        assert outcomes == ["accepted", "guaranteed"]
        pledge = uow.session.get_one(Pledge, (shop.community_id, shop.pledge_id), populate_existing=True)
        assert (pledge.points, pledge.redeemed) == (50, 50)
        assert books.coverage(uow, shop.community_id).tallies
        check(uow, shop)


def test_a_flagged_holders_code_needs_a_network_until_somebody_else_lifts_it(
    context: flask.Flask, clock: FixedClock
) -> None:
    with unit_of_work() as uow:
        shop, other = two_shops(uow)
        buyer = make_buyer(uow, shop.community_id)
        token = buy(uow, shop, buyer)["token"]
        for at in (shop, other):
            sync(uow, at, offline_item(uow, token))
        voucher = buy(uow, shop, buyer)
        assert (voucher["works_offline"], len(str(voucher["token"]))) == (False, 56)
        assert sync(uow, shop, offline_item(uow, voucher["token"]))[0]["code"] == "token_needs_network"
        flag_id = uow.session.scalars(select(VoucherFlag.id).where(VoucherFlag.member_id == buyer.member_id)).one()
        hearer, lifter = (make_member(uow, shop.community_id, Role.STAFF).actor for _ in range(2))
        note = (uow, hearer, shop.community_id, flag_id)
        with pytest.raises(FlagUnheardError):
            service.note_flag(*note, FlagNote.LIFTED, "没有问题")
        service.note_flag(*note, FlagNote.HEARD, "手机没有网络，店员说没扫上，就去了另一家")
        with pytest.raises(OwnHandError):
            service.note_flag(*note, FlagNote.LIFTED, "没有问题")
        shown = service.note_flag(uow, lifter, shop.community_id, flag_id, FlagNote.LIFTED, "两家店都核对过")
        assert shown["lifted"]["text"] == "两家店都核对过"
        voucher_id = UUID(str(voucher["id"]))
        assert service.get_voucher(uow, buyer.actor, shop.community_id, voucher_id)["works_offline"] is True
        service.redeem_voucher(uow, shop.clerk.actor, shop.community_id, str(voucher["token"]))  # online, as before
        check(uow, shop)


def test_a_cancelled_voucher_is_guaranteed_and_the_points_stay_returned(
    context: flask.Flask, clock: FixedClock
) -> None:
    with unit_of_work() as uow:
        shop, _ = two_shops(uow)
        buyer = make_buyer(uow, shop.community_id)
        voucher = buy(uow, shop, buyer)
        item = offline_item(uow, voucher["token"])
        service.cancel_voucher(uow, buyer.actor, shop.community_id, UUID(str(voucher["id"])))
        assert sync(uow, shop, item)[0]["outcome"] == "guaranteed"
        assert (points_of(uow, buyer), redeemed_at(uow, shop), reserve_of(uow, shop)) == (1_000, 50, 950)
        check(uow, shop)


def test_an_expired_voucher_cannot_be_cancelled_before_shops_have_synced(
    context: flask.Flask, clock: FixedClock
) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow, voucher_days=1)
        buyer = make_buyer(uow, shop.community_id)
        voucher = buy(uow, shop, buyer)
    clock.advance(timedelta(days=2))
    with unit_of_work() as uow:
        voucher_id = UUID(str(voucher["id"]))
        shown = service.get_voucher(uow, buyer.actor, shop.community_id, voucher_id)
        assert (shown["state_name"], shown["token"], shown["moves"]) == ("已过期，积分待退回", None, [])
        with pytest.raises(VoucherExpiredError):
            service.cancel_voucher(uow, buyer.actor, shop.community_id, voucher_id)


def test_an_empty_reserve_pays_nothing_until_it_is_filled(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow)
        other = make_shop(uow, shop.community_id)
        join_shop(uow, shop, other)
        token = buy(uow, shop, make_buyer(uow, shop.community_id))["token"]
        item = offline_item(uow, token)
        sync(uow, shop, offline_item(uow, token))
        for _ in range(2):
            (answer,) = sync(uow, other, item)
            assert (answer["outcome"], answer["code"], answer["unpaid"]) == ("refused", "guarantee_exhausted", 1)
        told = topics(uow, shop)
        assert [told.count(topic) for topic in ("voucher_flagged", "guarantee_short", "guarantee_paid")] == [1, 1, 0]
        fill_reserve(uow, shop.community_id, 50)
        assert sync(uow, other, item)[0]["outcome"] == "guaranteed"
        assert reserve_of(uow, shop) == 0
        check(uow, shop)


def test_the_caps_hold(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop, other = two_shops(uow)
        lead = make_member(uow, shop.community_id, Role.LEAD).actor
        terms = {"per_redemption": 100, "per_month": 150, "valid_from": uow.now.date()}
        service.set_terms(uow, lead, shop.community_id, **terms)  # type: ignore[arg-type]  # mixed values
        got = []
        for quantity in (3, 3, 1):
            token = buy(uow, shop, make_buyer(uow, shop.community_id), quantity)["token"]
            service.redeem_voucher(uow, shop.clerk.actor, shop.community_id, str(token))
            (answer,) = sync(uow, other, offline_item(uow, token, pieces=quantity))
            got.append((answer["outcome"], answer["guaranteed"], answer["unpaid"]))
        assert got == [("guaranteed", 2, 1), ("guaranteed", 1, 2), ("refused", 0, 1)]
        assert (redeemed_at(uow, other), reserve_of(uow, shop)) == (150, 850)
        check(uow, shop)


def test_one_token_counts_once_at_a_shop(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop, _ = two_shops(uow)
        token = str(buy(uow, shop, make_buyer(uow, shop.community_id), 3)["token"])
        service.redeem_voucher(uow, shop.contact.actor, shop.community_id, token, Take(pieces=1))
        replayed = sync(uow, shop, offline_item(uow, token), offline_item(uow, token))
        assert [each["code"] for each in replayed] == ["token_replayed"] * 2
        assert redeemed_at(uow, shop) == 50
        check(uow, shop)


def test_an_online_try_whose_answer_was_lost_is_entered_once(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop, _ = two_shops(uow)
        token = str(buy(uow, shop, make_buyer(uow, shop.community_id), 3)["token"])
        service.redeem_voucher(uow, shop.clerk.actor, shop.community_id, token, Take(pieces=1))
        tried = offline_item(uow, token, at=uow.now - timedelta(seconds=12))
    clock.advance(timedelta(hours=3))
    with unit_of_work() as uow:
        later = offline_item(uow, token)
        answers = sync(uow, shop, tried, later)
        got = [(each["outcome"], each["was"], each["code"]) for each in answers]
        assert got == [("already", "accepted", None), ("refused", None, "token_replayed")]
        assert redeemed_at(uow, shop) == 50
        check(uow, shop)


def test_inside_a_batch_the_vouchers_counter_comes_first_then_the_phones(
    context: flask.Flask, clock: FixedClock
) -> None:
    with unit_of_work() as uow:
        shop, other = two_shops(uow)
        buyer = make_buyer(uow, shop.community_id)
        voucher = buy(uow, shop, buyer, 2)
        early = voucher["token"]
        service.redeem_voucher(uow, other.clerk.actor, shop.community_id, str(early), Take(pieces=1))
        late = service.get_voucher(uow, buyer.actor, shop.community_id, UUID(str(voucher["id"])))["token"]
        answers = sync(uow, shop, offline_item(uow, late, sequence=1), offline_item(uow, early, sequence=2))
        assert [each["outcome"] for each in answers] == ["guaranteed", "accepted"]
        check(uow, shop)


def test_what_another_shop_took_before_the_end_of_their_agreement_is_entered(
    context: flask.Flask, clock: FixedClock
) -> None:
    with unit_of_work() as uow:
        shop, other = two_shops(uow)
        token = buy(uow, shop, make_buyer(uow, shop.community_id), 2)["token"]
        before = offline_item(uow, token, at=uow.now + timedelta(hours=1))
        after = offline_item(uow, token, at=uow.now + timedelta(hours=3), sequence=2)
    clock.advance(timedelta(hours=2))
    with unit_of_work() as uow:
        service.move_shop(uow, shop.contact.actor, shop.community_id, shop.offer_id, other.unit_id, ShopMove.END)
    clock.advance(timedelta(hours=2))
    with unit_of_work() as uow:
        answers = sync(uow, other, before, after)
        assert [(answer["outcome"], answer["code"]) for answer in answers] == [
            ("accepted", None),
            ("refused", "other_merchant"),
        ]
        check(uow, shop)


def test_only_the_shops_own_till_syncs_and_only_vouchers_it_takes(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop, other = make_shop(uow), make_shop(uow)
        stranger = make_shop(uow, shop.community_id)
        token = buy(uow, shop, make_buyer(uow, shop.community_id))["token"]
        assert sync(uow, stranger, offline_item(uow, token))[0]["code"] == "other_merchant"
        assert sync(uow, other, offline_item(uow, token))[0]["code"] == "token_forged"
        batch = SyncBatch(shop.unit_id, uow.now, [])
        with pytest.raises(ForbiddenError):
            service.sync_redemptions(uow, stranger.clerk.actor, shop.community_id, batch)


def test_a_hundred_items_are_synced_in_few_statements(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop, other = two_shops(uow, pledged=100_000, stock=1_000)
        buyer = make_buyer(uow, shop.community_id, points=10_000)
        tokens = [str(buy(uow, shop, buyer)["token"]) for _ in range(100)]
        for token in tokens[:10]:
            service.redeem_voucher(uow, other.clerk.actor, shop.community_id, token)
        items = [offline_item(uow, token, sequence=place) for place, token in enumerate(tokens)]
    with counted_statements() as statements, unit_of_work() as uow:
        answers = sync(uow, shop, *items)
    assert [each["outcome"] for each in answers] == ["guaranteed"] * 10 + ["accepted"] * 90
    assert len(statements) <= 30, statements
    # Threads alone do not show a wrong order of locks: the statements do.
    locks = [
        f"{found[1]} by {found[2]}"
        for statement in statements
        if (found := re.search(r"FROM (\w+) .*ORDER BY (\w+\.\w+) *FOR NO KEY UPDATE", statement))
    ]
    assert locks == ["vouchers by vouchers.id", "pledges by pledges.id"]
    places = [
        next(place for place, statement in enumerate(statements) if what in statement)
        for what in ("FROM vouchers", "INTO guarantee_months", "FROM pledges", "ledger_post")
    ]
    assert places == sorted(places)
    with unit_of_work() as uow:
        check(uow, shop)
        assert uow.session.scalar(select(Voucher.uses).where(Voucher.member_id == buyer.member_id).limit(1)) == 1


def test_the_reserve_is_filled_by_two_hands_and_never_below_the_floor(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow, pledged=500)
        fill_reserve(uow, shop.community_id, 400)
        shown = service.get_reserve(uow, shop.clerk.actor, shop.community_id)
        assert (shown["balance"], shown["came"], shown["went"]) == (400, 400, 0)
        assert [(each["source"], each["available"]) for each in shown["sources"]] == [("pool", 0), ("backing", 100)]
        assert books.coverage(uow, shop.community_id).tallies
    with pytest.raises(InsufficientPointsError), unit_of_work() as uow:
        fill_reserve(uow, shop.community_id, 101)


def test_only_a_merchant_is_asked_to_take_vouchers(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow)
        company = make_unit(uow, shop.community_id, kind=UnitKind.COMPANY)
        ask = (uow, shop.contact.actor, shop.community_id, shop.offer_id)
        with pytest.raises(NotAMerchantError):
            service.invite_shop(*ask, company)
        with pytest.raises(ShopInvitedError):
            service.invite_shop(*ask, shop.unit_id)
        other = make_shop(uow, shop.community_id)
        join_shop(uow, shop, other)
        with pytest.raises(ShopInvitedError):
            service.invite_shop(*ask, other.unit_id)


def test_what_a_shop_takes_after_it_has_closed_is_not_paid(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop, other = two_shops(uow)
        buyer = make_buyer(uow, shop.community_id)
        before, after = (str(buy(uow, shop, buyer)["token"]) for _ in range(2))
    clock.advance(timedelta(hours=1))
    with unit_of_work() as uow:
        service.move_merchant(
            uow, other.contact.actor, shop.community_id, other.unit_id, MerchantMove.CLOSE, "租约到期"
        )
    clock.advance(timedelta(hours=1))
    with unit_of_work() as uow:
        before_it = offline_item(uow, before, at=clock.at - timedelta(hours=2))
        answers = sync(uow, other, before_it, offline_item(uow, after, at=clock.at))
        assert [(each["outcome"], each["code"]) for each in answers] == [
            ("accepted", None),
            ("refused", "shop_closed"),
        ]
        assert redeemed_at(uow, other) == 50
        check(uow, shop)
