"""What evidence shows is counted once, and for no more than it is."""

from typing import Any
from uuid import UUID

import flask
import pytest

from backend.core.clock import FixedClock
from tests.api.agreements.test_duties import served_for_unit
from tests.client import refused
from tests.factories.agreements import Neighbourhood, make_contact
from tests.factories.corrections import corrected
from tests.factories.duties import clause, make_pact
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
    assert told["errors"] == {"amount": ["选的这一项是120分钟，最多填2小时"]}
    assert hand_in(street, term_id, record_id, 2).status_code == 201
    # The record that corrects it is the same service.
    later = corrected(street, UUID(record_id), 119)
    offered = street.as_("contact").get(f"…/duty-terms/{term_id}/sources", kind="record").get_json()["items"]
    assert offered == []
    refused(hand_in(street, term_id, later, 1), 409, "evidence_counted_before")
