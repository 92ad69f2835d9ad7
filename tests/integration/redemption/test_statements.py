"""The statement of every day equals the ledger, is fulfilled once, and is corrected by later lines alone."""

import random
from contextlib import suppress
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import flask
import openpyxl
import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend.books import service as books
from backend.books.types import PointAccount
from backend.core.clock import LOCAL_ZONE, FixedClock, local_day
from backend.core.errors import MoveNotAllowedError
from backend.infra.due import run_due
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.redemption import service
from backend.redemption.errors import AlreadyRefundedError, RefundWindowOverError
from backend.redemption.models.merchants import Merchant, MerchantStatement
from backend.redemption.moves import StatementMove
from backend.redemption.types import NewRefund, RefundReason
from tests.factories.communities import Someone
from tests.factories.races import race
from tests.factories.redemption import Shop, make_buyer, make_shop, use

SOURCE = "redemption.statements"
NIGHT = timedelta(hours=15, minutes=10)  # from 09:00 in Shanghai to ten past midnight
WHY = RefundReason.QUALITY


def open_and_use(quantity: int) -> tuple[Shop, Someone, UUID]:
    with unit_of_work() as uow:
        shop = make_shop(uow)
        buyer = make_buyer(uow, shop.community_id)
        return shop, buyer, use(uow, shop, buyer, quantity)


def refund(shop: Shop, redemption: UUID, quantity: int) -> None:
    with unit_of_work() as uow:
        service.refund_at_shop(uow, shop.contact.actor, shop.community_id, redemption, NewRefund(quantity, WHY))


def figures(shop: Shop) -> list[tuple[int, ...]]:
    """Return opening, redeemed, refunds, corrections, closing, fulfilled of every statement."""
    with unit_of_work() as uow:
        rows = uow.session.scalars(
            select(MerchantStatement)
            .where(MerchantStatement.community_id == shop.community_id, MerchantStatement.unit_id == shop.unit_id)
            .order_by(MerchantStatement.day)
        )
        return [(r.opening, r.redeemed, r.refunds, r.corrections, r.closing, r.fulfilled) for r in rows]


def balances(shop: Shop) -> tuple[int, int]:
    """Return what stands with the merchant and what is fulfilled."""
    accounts = [PointAccount.merchant(shop.unit_id), PointAccount.fulfilled(shop.unit_id)]
    with unit_of_work() as uow:
        found = books.balances(uow, shop.community_id, accounts)
        return found[accounts[0]].balance, found[accounts[1]].balance


def sound(shop: Shop) -> list[Any]:
    """Return what any self-check finds."""
    with unit_of_work() as uow:
        return [
            *books.ask_checks(uow, shop.community_id, service.STATEMENT_CHECKS),
            *books.self_check(uow, shop.community_id),
        ]


def test_a_day_is_stated_after_midnight_and_fulfilled(context: flask.Flask, clock: FixedClock) -> None:
    shop, _, _ = open_and_use(3)
    clock.advance(NIGHT - timedelta(seconds=1))
    assert run_due(SOURCE, shop.community_id) == 0
    clock.advance(timedelta(seconds=1))
    with unit_of_work() as uow:
        assert shop.community_id in runtime().due_sources[SOURCE].scan(uow)
    assert run_due(SOURCE, shop.community_id) == 1
    assert run_due(SOURCE, shop.community_id) == 0
    assert figures(shop) == [(0, 150, 0, 0, 150, 150)]
    assert balances(shop) == (0, 150)
    assert sound(shop) == []


def test_a_day_without_movement_has_no_statement(context: flask.Flask, clock: FixedClock) -> None:
    shop, _, _ = open_and_use(1)
    clock.advance(NIGHT + timedelta(days=2))
    assert run_due(SOURCE, shop.community_id) == 3
    # Nobody worked for two nights: what the first day left is settled by the last.
    assert figures(shop) == [(0, 50, 0, 0, 50, 0), (50, 0, 0, 0, 50, 50)]
    clock.advance(timedelta(days=1))
    assert run_due(SOURCE, shop.community_id) == 1
    assert len(figures(shop)) == 2
    assert sound(shop) == []


def test_a_refund_of_what_was_fulfilled_is_a_line_of_a_later_day(context: flask.Flask, clock: FixedClock) -> None:
    shop, buyer, redemption = open_and_use(3)
    clock.advance(NIGHT)
    run_due(SOURCE, shop.community_id)
    before = figures(shop)
    with unit_of_work() as uow:
        use(uow, shop, buyer, 1)
    refund(shop, redemption, 2)  # 50 are at hand, 50 come back from what was fulfilled
    assert balances(shop) == (0, 100)
    clock.advance(timedelta(days=1))
    run_due(SOURCE, shop.community_id)
    assert figures(shop) == [*before, (0, 50, 100, 50, 0, 0)]
    with unit_of_work() as uow:
        shown = service.get_statement(uow, shop.contact.actor, shop.community_id, shop.unit_id, date(2026, 11, 24))
    assert [line["points"] for line in shown["lines"]] == [50, 50, -100]
    assert (shown["opening"], shown["total"], shown["closing"], shown["count"]) == (0, 0, 0, 3)
    assert sound(shop) == []


def test_a_refund_between_midnight_and_the_statement_tallies(context: flask.Flask, clock: FixedClock) -> None:
    shop, _, redemption = open_and_use(3)
    clock.advance(NIGHT - timedelta(minutes=5))
    refund(shop, redemption, 1)
    clock.advance(timedelta(minutes=5))
    run_due(SOURCE, shop.community_id)
    clock.advance(timedelta(days=1))
    run_due(SOURCE, shop.community_id)
    assert figures(shop) == [(0, 150, 0, 0, 150, 100), (50, 0, 50, 0, 0, 0)]
    assert sound(shop) == []


def test_eight_workers_make_one_statement(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        shop, _, _ = open_and_use(2)
        clock.advance(NIGHT)
        done: list[int] = []
        results = race(crowded, [lambda uow: done.append(service.make_due_statement(uow, shop.community_id))] * 8)
        assert results == [None] * 8
        assert sum(done) == 1
        assert figures(shop) == [(0, 100, 0, 0, 100, 100)]


class Killed(Exception):
    """Stands for a worker's end at that line."""


def test_a_worker_killed_before_the_commit_leaves_nothing(context: flask.Flask, clock: FixedClock) -> None:
    shop, _, _ = open_and_use(2)
    clock.advance(NIGHT)
    with suppress(Killed), unit_of_work() as uow:
        assert service.make_due_statement(uow, shop.community_id) == 1
        raise Killed
    assert (figures(shop), balances(shop)) == ([], (100, 0))
    assert run_due(SOURCE, shop.community_id) == 1
    assert figures(shop) == [(0, 100, 0, 0, 100, 100)]


def test_a_month_of_chance_equals_the_ledger(context: flask.Flask, clock: FixedClock) -> None:
    chance = random.Random(20261123)  # the same month every time
    with unit_of_work() as uow:
        shop = make_shop(uow, pledged=100_000, stock=10_000)
        buyer = make_buyer(uow, shop.community_id, points=50_000)
    taken: list[UUID] = []
    for _ in range(20):
        for _ in range(chance.randrange(4)):
            clock.advance(timedelta(minutes=chance.randrange(1, 200)))
            if taken and chance.random() < 0.4:
                # Too late, or given back before: refused as it should be.
                with suppress(AlreadyRefundedError, RefundWindowOverError):
                    refund(shop, chance.choice(taken), chance.randrange(1, 4))
            else:
                with unit_of_work() as uow:
                    taken.append(use(uow, shop, buyer, chance.randrange(1, 6)))
        clock.at = local_day(clock.at.astimezone(LOCAL_ZONE).date())[1] + timedelta(minutes=10)
        if chance.random() < 0.8:  # some nights nobody works
            run_due(SOURCE, shop.community_id)
    run_due(SOURCE, shop.community_id)
    rows = figures(shop)
    assert len(rows) > 8
    with unit_of_work() as uow:
        for row in uow.session.scalars(
            select(MerchantStatement).where(MerchantStatement.community_id == shop.community_id)
        ):
            ledger = books.period_of(uow, shop.community_id, PointAccount.merchant(shop.unit_id), *local_day(row.day))
            ours = [line.amount for line in ledger.lines if line.source_type != "merchant_statement"]
            assert (row.closing, row.closing - row.opening, row.lines) == (ledger.closing, sum(ours), len(ours))
    assert sum(row[5] for row in rows) - sum(row[3] for row in rows) == balances(shop)[1]
    assert sound(shop) == []


def test_the_self_check_sees_what_was_tampered_with(context: flask.Flask, clock: FixedClock, owner_url: str) -> None:
    shop, _, redemption = open_and_use(3)
    refund(shop, redemption, 1)
    clock.advance(NIGHT)
    run_due(SOURCE, shop.community_id)
    tampered = [
        ("merchant_statements", "redeemed = {redeemed}, closing = {redeemed} - 50", {"redeemed": (151, 150)}),
        ("merchant_statements", "fulfilled = {fulfilled}", {"fulfilled": (99, 100)}),
        ("refunds", "points = {points}", {"points": (51, 50)}),
        ("refunds", "quantity = {pieces}, refunded = {pieces}, of_quantity = {pieces}", {"pieces": (99, 1)}),
    ]
    for table, change, values in tampered:
        for place, found in ((0, 1), (1, 0)):  # wrong, then right again
            set_to = change.format(**{name: pair[place] for name, pair in values.items()})
            with psycopg.connect(owner_url, autocommit=True) as owner:
                owner.execute(f"UPDATE {table} SET {set_to} WHERE community_id = %s".encode(), [shop.community_id])
            assert len(sound(shop)) == found, set_to


def test_a_shop_confirms_or_objects_and_the_desk_replies(context: flask.Flask, clock: FixedClock) -> None:
    shop, _, _ = open_and_use(2)
    clock.advance(NIGHT)
    run_due(SOURCE, shop.community_id)
    day = date(2026, 11, 23)

    def say(uow: UnitOfWork, move: StatementMove, text: str = "") -> None:
        service.move_statement(uow, shop.contact.actor, shop.community_id, shop.unit_id, day, move, text)

    with unit_of_work() as uow:
        say(uow, StatementMove.OBJECT, "少了一笔")
        say(uow, StatementMove.CONFIRM)
        shown = service.get_statement(uow, shop.contact.actor, shop.community_id, shop.unit_id, day)
        assert (shown["state"], shown["number"], shown["moves"]) == ("confirmed", "结-000001", [])
        assert [(note["what"], note["text"], note["by"]) for note in shown["notes"]] == [
            ("object", "少了一笔", "陈掌柜"),
            ("confirm", "", "陈掌柜"),
        ]
        with pytest.raises(MoveNotAllowedError):
            say(uow, StatementMove.CONFIRM)


def test_two_words_at_once_do_not_both_stand(crowded: flask.Flask, clock: FixedClock) -> None:
    with crowded.app_context():
        shop, _, _ = open_and_use(2)
        clock.advance(NIGHT)
        run_due(SOURCE, shop.community_id)

        def say(uow: UnitOfWork) -> None:
            day = date(2026, 11, 23)
            service.move_statement(
                uow, shop.contact.actor, shop.community_id, shop.unit_id, day, StatementMove.CONFIRM, ""
            )

        results = race(crowded, [say] * 6)
        assert sorted(type(result).__name__ for result in results) == ["MoveNotAllowedError"] * 5 + ["NoneType"]


def test_statements_are_taken_away_as_tables(context: flask.Flask, clock: FixedClock) -> None:
    shop, _, redemption = open_and_use(3)
    refund(shop, redemption, 1)
    clock.advance(NIGHT)
    run_due(SOURCE, shop.community_id)
    day = date(2026, 11, 23)
    with unit_of_work() as uow:
        of_day = service.write_day(uow, shop.contact.actor, shop.community_id, shop.unit_id, day)
        of_month = service.write_month(uow, shop.contact.actor, shop.community_id, shop.unit_id, day.replace(day=1))
    book = openpyxl.load_workbook(BytesIO(of_day.content))
    head, lines = ([[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets)
    assert head[1][1:] == ["2026-11-23", "结-000001", 0, 150, 50, 0, 100, 100, 2]
    assert [row[1:] for row in lines[1:]] == [
        ["券-000001", "大米 2 千克", 3, 150],
        ["券-000001", "退货：大米 2 千克", -1, -50],
    ]
    month = openpyxl.load_workbook(BytesIO(of_month.content)).worksheets[0]
    assert [cell.value for cell in list(month.iter_rows())[-1]][:4] == ["合计", "", "", 150]


def test_no_statement_is_written_twice_even_by_hand(context: flask.Flask, clock: FixedClock) -> None:
    shop, _, _ = open_and_use(2)
    clock.advance(NIGHT)
    run_due(SOURCE, shop.community_id)
    with unit_of_work() as uow:
        merchant = uow.session.get_one(Merchant, (shop.community_id, shop.unit_id))
        merchant.statement_due_at = uow.now  # as if it had never been made
    with pytest.raises(IntegrityError):
        run_due(SOURCE, shop.community_id)
    assert len(figures(shop)) == 1
    assert balances(shop) == (0, 100)
