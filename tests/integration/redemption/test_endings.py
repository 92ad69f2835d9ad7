"""What time does: vouchers give points back, pledges lapse as far as backing goes; the statement is the ledger."""

from datetime import date, timedelta
from uuid import UUID

import flask
from sqlalchemy import select

from backend.books import service as books
from backend.books.types import PointAccount
from backend.core.clock import FixedClock, local_day
from backend.infra.due import run_due
from backend.infra.links import Link
from backend.infra.outbox import OutboxEvent
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.redemption import service
from backend.redemption.models import Offer, OfferEvent, Pledge, Voucher
from backend.redemption.types import NewPledge
from tests.factories.redemption import Shop, buy, give_points, make_buyer, make_shop, points_of
from tests.statements import counted_statements

VOUCHERS, PLEDGES = "redemption.vouchers", "redemption.pledges"


def payloads(uow: UnitOfWork, shop: Shop, topic: str) -> list[dict[str, object]]:
    wanted = select(OutboxEvent.payload).where(
        OutboxEvent.community_id == shop.community_id, OutboxEvent.topic == topic
    )
    return list(uow.session.scalars(wanted))


def test_an_expired_voucher_returns_its_points_by_itself(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow, voucher_days=7)
        buyer = make_buyer(uow, shop.community_id, points=100)
        voucher = buy(uow, shop, buyer, 2)
    clock.advance(timedelta(days=7))
    assert run_due(VOUCHERS, shop.community_id) == 0
    clock.advance(timedelta(hours=15))  # to the end of that local day
    assert run_due(VOUCHERS, shop.community_id) == 0  # a shop without a network may have taken it
    clock.advance(timedelta(hours=72))
    with unit_of_work() as uow:
        assert shop.community_id in runtime().due_sources[VOUCHERS].scan(uow)
    assert run_due(VOUCHERS, shop.community_id) == 1
    assert run_due(VOUCHERS, shop.community_id) == 0
    with unit_of_work() as uow:
        assert points_of(uow, buyer) == 100
        shown = service.get_voucher(uow, buyer.actor, shop.community_id, UUID(str(voucher["id"])))
        assert (shown["state"], shown["state_name"], shown["token"]) == ("expired", "已过期", None)
        assert uow.session.get_one(Offer, (shop.community_id, shop.offer_id)).sold == 0
        pledge = uow.session.get_one(Pledge, (shop.community_id, shop.pledge_id))
        assert (pledge.reserved, pledge.redeemed) == (0, 0)
        assert books.coverage(uow, shop.community_id).tallies
        told = payloads(uow, shop, "redemption.voucher_returned")
        assert [(each["points"], each["why"], each["member_id"]) for each in told] == [
            (100, "expired", str(buyer.member_id))
        ]


def test_a_midnight_of_many_ends_in_few_statements(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow)
        buyers = [make_buyer(uow, shop.community_id, points=50) for _ in range(40)]
        for buyer in buyers:
            buy(uow, shop, buyer)
    clock.advance(timedelta(days=40))
    with counted_statements() as statements, unit_of_work() as uow:
        assert service.expire_due_vouchers(uow, shop.community_id) == 40
    assert len(statements) <= 10, statements
    with unit_of_work() as uow:
        assert {points_of(uow, buyer) for buyer in buyers} == {50}
        assert books.coverage(uow, shop.community_id).vouchers == 0


def test_a_used_voucher_does_not_expire(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow)
        voucher = buy(uow, shop, make_buyer(uow, shop.community_id))
        service.redeem_voucher(uow, shop.clerk.actor, shop.community_id, str(voucher["token"]))
    clock.advance(timedelta(days=400))
    assert run_due(VOUCHERS, shop.community_id) == 0


def test_a_pledge_lapses_only_up_to_what_backing_holds(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow, pledged=100)
        new = NewPledge(shop.unit_id, "到期的承诺", 400, date(2026, 11, 30))
        ending = service.create_pledge(uow, shop.contact.actor, shop.community_id, new)["id"]
        give_points(uow, make_buyer(uow, shop.community_id, points=0), 350)  # backing keeps 150 of 500
    clock.advance(timedelta(days=9))
    assert run_due(PLEDGES, shop.community_id) == 1
    with unit_of_work() as uow:
        pledge = uow.session.get_one(Pledge, (shop.community_id, ending))
        assert (pledge.state, pledge.lapsed) == ("ended", 150)
        coverage = books.coverage(uow, shop.community_id)
        assert (coverage.lapsed, coverage.backing, coverage.members) == (150, 0, 350)
        assert coverage.tallies
    assert run_due(PLEDGES, shop.community_id) == 0


def test_a_pledge_that_ends_closes_its_offers_and_keeps_its_vouchers(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow)
        voucher = buy(uow, shop, make_buyer(uow, shop.community_id))
        pledge = uow.session.get_one(Pledge, (shop.community_id, shop.pledge_id))
        pledge.ends_at = uow.now + timedelta(days=1)
    clock.advance(timedelta(days=2))
    assert run_due(PLEDGES, shop.community_id) == 1
    with unit_of_work() as uow:
        assert uow.session.get_one(Offer, (shop.community_id, shop.offer_id)).state == "closed"
        events = uow.session.scalars(select(OfferEvent).where(OfferEvent.community_id == shop.community_id)).all()
        assert [(line.what, line.by_member_id) for line in events] == [("close", None)]
        assert uow.session.get_one(Pledge, (shop.community_id, shop.pledge_id)).lapsed == 9_000
        taken = service.redeem_voucher(uow, shop.clerk.actor, shop.community_id, str(voucher["token"]))
        assert taken["points"] == 50
    with unit_of_work() as uow:
        assert books.coverage(uow, shop.community_id).tallies


def test_the_statement_equals_the_ledger_day_by_day(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow)
        buyer = make_buyer(uow, shop.community_id)
    totals = []
    for quantities in ([1, 2], [], [3]):
        for quantity in quantities:
            with unit_of_work() as uow:
                token = str(buy(uow, shop, buyer, quantity)["token"])
                service.redeem_voucher(uow, shop.clerk.actor, shop.community_id, token)
        totals.append(50 * sum(quantities))
        clock.advance(timedelta(days=1))
    balance = 0
    for day, total in enumerate(totals, start=23):
        with unit_of_work() as uow:
            on = date(2026, 11, day)
            shown = service.get_statement(uow, shop.contact.actor, shop.community_id, shop.unit_id, on)
            ledger = books.period_of(uow, shop.community_id, PointAccount.merchant(shop.unit_id), *local_day(on))
        assert shown["opening"] == balance == ledger.opening
        assert shown["total"] == total == sum(line.amount for line in ledger.lines)
        assert [line["points"] for line in shown["lines"]] == [line.amount for line in ledger.lines]
        assert all(line["voucher_number"] for line in shown["lines"])
        balance += total
        assert shown["closing"] == balance == ledger.closing


def test_the_last_minute_belongs_to_the_local_day(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow)
        buyer = make_buyer(uow, shop.community_id)
        tokens = [str(buy(uow, shop, buyer)["token"]) for _ in range(2)]
    clock.advance(timedelta(hours=14, minutes=59, seconds=59))
    for token in tokens:
        with unit_of_work() as uow:
            service.redeem_voucher(uow, shop.clerk.actor, shop.community_id, token)
        clock.advance(timedelta(seconds=1))
    with unit_of_work() as uow:
        for day in (23, 24):
            on = date(2026, 11, day)
            shown = service.get_statement(uow, shop.contact.actor, shop.community_id, shop.unit_id, on)
            assert (shown["count"], shown["total"]) == (1, 50)


def test_links_lead_from_pledge_to_redemption(context: flask.Flask, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow)
        voucher = buy(uow, shop, make_buyer(uow, shop.community_id))
        service.redeem_voucher(uow, shop.clerk.actor, shop.community_id, str(voucher["token"]))
        found = uow.session.scalars(select(Link).where(Link.community_id == shop.community_id)).all()
        chain = {(link.from_type, link.relation, link.to_type) for link in found}
        assert chain == {
            ("pledge", "offered", "offer"),
            ("offer", "bought", "voucher"),
            ("voucher", "used", "redemption"),
        }
        number = uow.session.get_one(Voucher, (shop.community_id, UUID(str(voucher["id"])))).number
        assert number == 1
        for topic in ("redemption.voucher_issued", "redemption.voucher_used", "redemption.pledged"):
            assert len(payloads(uow, shop, topic)) == 1
