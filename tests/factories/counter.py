"""A shop, the desk and a resident, each with a phone, for tests over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import flask

from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.client import Caller
from tests.factories.communities import Someone, make_member, make_unit
from tests.factories.redemption import Shop, make_buyer, make_shop, use

LICENCE = "91310107MA1G0XX00Y"


@dataclass(frozen=True)
class Counter:
    """Who stands at the counter and who sits at the desk; ``buyer`` has 1,000 points."""

    app: flask.Flask
    shop: Shop
    people: dict[str, Someone]

    def __getitem__(self, who: str) -> Caller:
        """Return somebody's phone."""
        return Caller(self.app).as_person(self.people[who].person_id, self.shop.community_id)

    @contextmanager
    def work(self) -> Iterator[UnitOfWork]:
        """Store something beside HTTP; in a context of its own, for a request inside it would share its caller."""
        with self.app.app_context(), unit_of_work() as uow:
            yield uow

    def buy(self, quantity: int = 1, *, offer: str | None = None, who: str = "buyer", **more: Any) -> Any:
        return self[who].post("…/vouchers", {"offer": offer or str(self.shop.offer_id), "quantity": quantity, **more})

    def use(self, quantity: int = 1, who: str = "buyer") -> UUID:
        """Buy and use; return the redemption."""
        with self.work() as uow:
            return use(uow, self.shop, self.people[who], quantity)

    def edit(self, version: int | None, **changes: Any) -> Any:
        """PATCH the shop's offer as its contact."""
        etag = None if version is None else f'"{version}"'
        return self["contact"].patch(f"…/offers/{self.shop.offer_id}", changes, etag=etag)

    def move_shop(self, who: str, move: str, note: str = "") -> Any:
        return self[who].post(f"…/merchants/{self.shop.unit_id}/moves", {"move": move, "note": note})

    def newcomer(self) -> tuple[UUID, Caller]:
        """Add a unit of kind merchant that has not applied yet; return it and its contact's phone."""
        with self.work() as uow:
            unit_id = make_unit(uow, self.shop.community_id, kind=UnitKind.MERCHANT)
            contact = make_member(uow, self.shop.community_id, name="吴老板", unit=(unit_id, Role.UNIT_CONTACT))
        return unit_id, Caller(self.app).as_person(contact.person_id, self.shop.community_id)


def make_counter(app: flask.Flask, **of_shop: Any) -> Counter:
    """Open a shop in a community of its own, with everybody."""
    with app.app_context(), unit_of_work() as uow:
        shop = make_shop(uow, **of_shop)
        here = shop.community_id
        people = {
            "contact": shop.contact,
            "clerk": shop.clerk,
            "buyer": make_buyer(uow, here),
            "neighbour": make_buyer(uow, here, name="孙大爷"),
            "staff": make_member(uow, here, Role.STAFF, name="林社工"),
            "lead": make_member(uow, here, Role.LEAD, name="何书记"),
            "supervisor": make_member(uow, here, Role.SUPERVISOR, name="马监督"),
        }
    return Counter(app, shop, people)


def application(unit_id: UUID, **changes: Any) -> dict[str, Any]:
    """Return an application's body."""
    body = {"unit_id": str(unit_id), "licence": LICENCE, "address": "和平路1号", "hours": "每天 8:00–20:00"}
    return {**body, "sells": "米面粮油", **changes}
