"""Statements over HTTP: any days of any book, opening + lines = closing, as JSON, CSV and PDF; and every refusal."""

import csv
import io
from datetime import timedelta
from typing import Any

import flask
import pytest

from backend.books import service as books
from backend.core.amounts import Points
from backend.core.clock import LOCAL_ZONE, FixedClock
from backend.core.ids import new_id
from backend.infra.uow import unit_of_work
from tests.client import Caller, refused
from tests.factories.lists import make_open_entry
from tests.factories.redemption import Shop, buy, make_buyer, make_shop
from tests.factories.volunteering import CONFIRMED, make_street

DAYS = {"from": "2026-11-01", "to": "2026-11-30"}


@pytest.fixture
def shop(app: flask.Flask, clock: FixedClock) -> Shop:
    with app.app_context(), unit_of_work() as uow:
        return make_shop(uow)


def tallies(statement: dict[str, Any]) -> bool:
    return statement["opening"] + sum(line["amount"] for line in statement["lines"]) == statement["closing"]


def test_a_members_points_of_any_days_meet_without_gap(app: flask.Flask, clock: FixedClock, shop: Shop) -> None:
    with app.app_context(), unit_of_work() as uow:
        buyer = make_buyer(uow, shop.community_id, points=500)
    clock.advance(timedelta(days=1))
    with app.app_context(), unit_of_work() as uow:
        buy(uow, shop, buyer)
    phone = Caller(app).as_person(buyer.person_id, shop.community_id)
    parts = [
        phone.get("…/passbook/statement", **{"from": f"2026-11-{day}", "to": f"2026-11-{day}"}).get_json()
        for day in (22, 23, 24, 25)
    ]
    assert [(p["opening"], [line["amount"] for line in p["lines"]], p["closing"]) for p in parts] == [
        (0, [], 0),
        (0, [500], 500),
        (500, [-50], 450),
        (450, [], 450),
    ]
    whole = phone.get("…/passbook/statement", **DAYS).get_json()
    assert tallies(whole)
    assert [line["balance"] for line in whole["lines"]] == [500, 450]
    assert phone.get("…/passbook/statement", book="time", **DAYS).get_json()["closing"] == 0


def test_the_service_record_has_a_statement_too(app: flask.Flask, clock: FixedClock) -> None:
    street = make_street(app, clock)
    with street.work() as uow:
        benefit = {"measure": "hour", "book": "time", "amount": 60, "valid_from": "2026-01-01"}
        make_open_entry(uow, street["staff"], "benefit", details=benefit, category="other")
    street.served(*CONFIRMED)
    clock.advance(timedelta(days=14))
    street.run_due("volunteering.enter", "volunteering.settle")
    phone = street.as_("volunteer")
    for book in ("service", "time"):
        shown = phone.get("…/passbook/statement", book=book, **DAYS | {"to": "2026-12-31"}).get_json()
        assert (shown["unit"], shown["opening"], shown["closing"]) == ("minute", 0, 120)
        assert tallies(shown)


def test_a_merchants_statement_is_its_contacts_and_the_desks(app: flask.Flask, shop: Shop) -> None:
    path = f"…/units/{shop.unit_id}/statement"
    contact = Caller(app).as_person(shop.contact.person_id, shop.community_id)
    assert contact.get(path, **DAYS).get_json()["closing"] == 0
    clerk = Caller(app).as_person(shop.clerk.person_id, shop.community_id)
    refused(clerk.get(path, **DAYS), 403, "forbidden")


def test_what_a_unit_promised_is_a_statement_too(app: flask.Flask, clock: FixedClock) -> None:
    """Opening and every promise, less what lapsed, make the closing: in points, as sums that grow."""
    with app.app_context():
        with unit_of_work() as uow:
            shop = make_shop(uow)
        clock.advance(timedelta(days=1))
        with unit_of_work() as uow:
            today = uow.now.astimezone(LOCAL_ZONE).date().isoformat()
            facts = {"unit_id": shop.unit_id, "pledge_id": new_id()}
            books.pledge_points(uow, shop.community_id, points=Points(70), title="再承诺", **facts)
            books.lapse_pledge(uow, shop.community_id, points=Points(20), title="到期收回", **facts)
    contact = Caller(app).as_person(shop.contact.person_id, shop.community_id)
    days = {"from": today, "to": today, "account": "pledge"}
    shown = contact.get(f"…/units/{shop.unit_id}/statement", **days).get_json()
    assert shown["name"] == "承诺的积分"
    assert shown["opening"] > 0
    assert [line["amount"] for line in shown["lines"]] == [70, -20]
    assert [line["balance"] for line in shown["lines"]] == [shown["opening"] + 70, shown["opening"] + 50]
    assert shown["closing"] == shown["opening"] + 50
    refused(contact.get(f"…/units/{shop.unit_id}/statement", **days | {"account": "all"}), 422, "invalid")


def test_it_is_taken_away_as_a_table_and_on_paper(app: flask.Flask, shop: Shop) -> None:
    with app.app_context(), unit_of_work() as uow:
        buyer = make_buyer(uow, shop.community_id, points=500)
        buy(uow, shop, buyer)
    phone = Caller(app).as_person(buyer.person_id, shop.community_id)
    table = phone.get("…/passbook/statement", format="csv", **DAYS)
    rows = list(csv.reader(io.StringIO(table.get_data().decode("utf-8-sig"))))
    assert [row[1] for row in rows] == ["事项", "期初余额", "社区服务", "兑换：大米 2 千克", "期末余额"]
    assert [row[2] for row in rows] == ["数额", "", "500", "-50", ""]
    assert rows[-1][3] == "450"
    paper = phone.get("…/passbook/statement", format="pdf", **DAYS)
    assert paper.get_data().startswith(b"%PDF-")
    assert paper.headers["Content-Disposition"].endswith('statement-2026-11-01-2026-11-30.pdf"')


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"from": "2026-11-02", "to": "2026-11-01"}, "to"),
        ({"from": "2020-01-01", "to": "2026-11-01"}, "to"),
        ({"from": "gestern", "to": "2026-11-01"}, "from"),
        ({"to": "2026-11-01"}, "from"),
    ],
)
def test_days_out_of_order_are_named(app: flask.Flask, shop: Shop, days: dict[str, str], field: str) -> None:
    phone = Caller(app).as_person(shop.contact.person_id, shop.community_id)
    assert list(refused(phone.get("…/passbook/statement", **days), 422, "invalid")["errors"]) == [field]
