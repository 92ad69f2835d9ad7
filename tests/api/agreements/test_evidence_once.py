"""What evidence shows is counted once, and for no more than it is."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
import pytest
from sqlalchemy import select

from backend.books import service as books
from backend.books.models import TransferRow
from backend.core.amounts import Points
from backend.core.clock import FixedClock
from backend.infra.uow import unit_of_work
from tests.api.agreements.test_duties import served_for_unit
from tests.client import refused
from tests.factories.agreements import Neighbourhood, make_contact
from tests.factories.communities import make_community
from tests.factories.corrections import corrected
from tests.factories.duties import clause, make_pact
from tests.factories.redemption import make_shop
from tests.factories.volunteering import Street, make_street


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    return make_street(app, clock)


def agree(street: Street, **changes: Any) -> str:
    """Let the unit owe so much and return the term's id."""
    with street.work() as uow:
        _, other_id = make_contact(uow, street.community_id)
        hood = Neighbourhood(street.community_id, street.unit_id, other_id, street.stranger, street.people)
        return str(make_pact(uow, hood, clause(**changes)).terms(uow)[0].id)


def hand_in(street: Street, term_id: str, record_id: object, amount: int) -> Any:
    body = {"kind": "record", "amount": amount, "ref_id": str(record_id)}
    return street.as_("contact").post(f"…/duty-terms/{term_id}/evidence", body)


def test_hours_count_once_and_as_many_as_they_are(street: Street) -> None:
    record_id = served_for_unit(street)
    term_id = agree(street, amount=400, measure="小时")
    told = refused(hand_in(street, term_id, record_id, 40), 422, "invalid")
    assert told["errors"] == {"amount": ["选的这一项是 2 小时，最多填 2 小时"]}
    assert hand_in(street, term_id, record_id, 2).status_code == 201
    # The record that corrects it is the same service.
    later = corrected(street, UUID(record_id), 119)
    offered = street.as_("contact").get(f"…/duty-terms/{term_id}/sources", kind="record").get_json()["items"]
    assert offered == []
    refused(hand_in(street, term_id, later, 1), 409, "evidence_counted_before")


def test_a_promise_counts_as_far_as_it_stands(context: flask.Flask) -> None:
    with unit_of_work() as uow:
        shop = make_shop(uow, make_community(uow))
        place = (shop.contact.community_id, shop.unit_id)
        within = {"since": uow.now - timedelta(days=1), "until": uow.now + timedelta(days=1)}
        pledge = uow.session.scalars(
            select(TransferRow).where(TransferRow.community_id == place[0], TransferRow.type == "pledge")
        ).one()
        assert pledge.source_id is not None
    for points, left in ((4000, [6000]), (6000, [])):
        with unit_of_work() as uow:
            points_back = {"unit_id": place[1], "pledge_id": pledge.source_id, "points": Points(points)}
            books.lapse_pledge(uow, place[0], **points_back, title="收回", turn=points)
        with unit_of_work() as uow:
            assert [each.amount for each in books.transfers_of_owner(uow, *place, **within)] == left
