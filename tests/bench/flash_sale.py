"""A flash sale over HTTP: 2,000 people want 100 items over 64 connections, and every one of them presses twice.

``python -m tests.bench.flash_sale [people [items]]`` prints one JSON object and fails unless all is as it should be.
"""

import json
import os
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import flask
from sqlalchemy import func, select

from backend.app.factory import create_app
from backend.app.migrating import migrate
from backend.books import service as books
from backend.books.types import PointAccount, ServiceEarning
from backend.core.amounts import NO_TIME, Minutes, Points
from backend.core.clock import SystemClock
from backend.identity.tokens import Tokens
from backend.infra.settings import Settings, load_settings
from backend.infra.uow import unit_of_work
from backend.redemption.models import Offer, Voucher
from tests.bench.http import Request, as_json, free_port, program, send_all, wait_until_ready
from tests.factories.communities import Someone, make_member
from tests.factories.redemption import make_shop

PEOPLE, ITEMS, CONNECTIONS = 2_000, 100, 64
PRICE, PURSE = 50, 80  # nobody can pay twice


@dataclass
class Sale:
    """Who wants what, and what each request was answered, by its key."""

    app: flask.Flask
    community_id: int
    offer_id: UUID
    people: list[Someone]
    requests: list[Request]
    answers: dict[str, list[tuple[int, bytes]]] = field(default_factory=dict)

    def heard(self, request: Request, status: int, body: bytes) -> None:
        """Keep one answer."""
        self.answers.setdefault(request.key or "", []).append((status, body))


def prepare(app: flask.Flask, settings: Settings, *, people: int, items: int) -> Sale:
    """Found a community with a shop that has so many items, and so many people who can each pay for one."""
    tokens = Tokens(settings, SystemClock())
    with app.app_context(), unit_of_work() as uow:
        shop = make_shop(uow, pledged=PURSE * people, price=PRICE, stock=items)
        buyers = [make_member(uow, shop.community_id) for _ in range(people)]
        today = uow.now.date()
        earned = [
            ServiceEarning(uow.new_id(), buyer.member_id, Minutes(60), NO_TIME, Points(PURSE), today, "社区服务")
            for buyer in buyers
        ]
        assert not books.settle_service(uow, shop.community_id, earned).awaiting
    path = f"/api/v1/communities/{shop.community_id}/vouchers"
    body = as_json({"offer": str(shop.offer_id), "quantity": 1, "price_points": PRICE})
    wanted = [
        Request("POST", path, tokens.issue_access(buyer.person_id)[0], body, key=str(uuid4())) for buyer in buyers
    ]
    twice = [*wanted, *wanted]
    random.Random(items).shuffle(twice)  # an order that can be had again
    return Sale(app, shop.community_id, shop.offer_id, buyers, twice)


def faults(sale: Sale, items: int) -> list[str]:
    """Return what is not as it should be: sold, charged, answered."""
    got = Counter(answers[0][0] for answers in sale.answers.values())
    refused = {
        json.loads(body)["code"] for answers in sale.answers.values() for status, body in answers if status == 409
    }
    paid = Counter(_balances(sale))
    sold, vouchers, tallies = _counted(sale)
    expected = {
        "people answered": (len(sale.answers), len(sale.people)),
        "answers": (dict(got), {201: items, 409: len(sale.people) - items}),
        "why refused": (refused, {"sold_out"}),
        "a second press answered otherwise": (sum(len(set(each)) - 1 for each in sale.answers.values()), 0),
        "sold": (sold, items),
        "vouchers": (vouchers, items),
        "purses": (dict(paid), {PURSE - PRICE: items, PURSE: len(sale.people) - items}),
        "the books tally": (tallies, True),
    }
    return [f"{what}: {found}, should be {wanted}" for what, (found, wanted) in expected.items() if found != wanted]


def _balances(sale: Sale) -> list[int]:
    accounts = [PointAccount.member(someone.member_id) for someone in sale.people]
    with sale.app.app_context(), unit_of_work() as uow:
        found = books.balances(uow, sale.community_id, accounts)
    return [found[account].balance for account in accounts]


def _counted(sale: Sale) -> tuple[int, int, bool]:
    with sale.app.app_context(), unit_of_work() as uow:
        sold = uow.session.get_one(Offer, (sale.community_id, sale.offer_id)).sold
        mine = select(func.count()).where(Voucher.community_id == sale.community_id)
        return sold, uow.session.execute(mine).scalar_one(), books.coverage(uow, sale.community_id).tallies


def run(app: flask.Flask, settings: Settings, port: int, *, people: int, items: int) -> dict[str, Any]:
    """Hold the sale on the API that listens on ``port``; return figures and what went wrong."""
    sale = prepare(app, settings, people=people, items=items)
    figures = send_all(port, sale.requests, connections=CONNECTIONS, heard=sale.heard)
    return {"people": people, "items": items, "connections": CONNECTIONS, **figures, "faults": faults(sale, items)}


def main() -> None:
    """Start the API, hold the sale, print the figures; the generator shares the machine's cores."""
    if "DATABASE_URL" not in os.environ:
        own_servers = [sys.executable, "-m", "deploy.local", "with-servers", "--durable", "--"]
        os.execv(sys.executable, [*own_servers, sys.executable, "-m", "tests.bench.flash_sale", *sys.argv[1:]])
    people, items = (int(text) for text in (sys.argv[1:3] or (PEOPLE, ITEMS)))
    settings = load_settings()
    migrate(settings)
    app, port = create_app(settings), free_port()
    with program("api", PORT=str(port)):
        wait_until_ready(port)
        result = run(app, settings, port, people=people, items=items)
    print(json.dumps({"benchmark": "flash_sale", **result}, ensure_ascii=False))
    sys.exit(bool(result["faults"]))


if __name__ == "__main__":
    main()
