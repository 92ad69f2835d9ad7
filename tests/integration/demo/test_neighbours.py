"""What neighbours ask of each other in the demo can be seen on every page of exchange."""

import flask
import pytest

from backend.app.demo.data import make_demo_data
from backend.core.clock import FixedClock
from tests.client import Caller
from tests.integration.demo.test_demo_data import sign_in


@pytest.fixture
def demo(app: flask.Flask, clock: FixedClock) -> flask.Flask:
    with app.app_context():
        make_demo_data(count=1, members=30)
    return app


def test_there_is_one_of_each(demo: flask.Flask, caller: Caller) -> None:
    resident, staff = sign_in(caller, "resident"), sign_in(caller, "staff")
    assert len(resident.get("…/orders").get_json()["items"]) == 3
    mine = resident.get("…/orders", scope="asked").get_json()["items"]
    assert {order["state"] for order in mine} == {"open", "accepted", "disputed"}
    (done,) = resident.get("…/orders", scope="answered").get_json()["items"]
    assert (done["state"], done["posted_minutes"]) == ("completed", 55)
    assert resident.get(f"…/orders/{done['id']}").get_json()["record"]["state"] == "on_notice"
    (dispute,) = staff.get("…/orders", scope="disputes").get_json()["items"]
    shown = staff.get(f"…/orders/{dispute['id']}").get_json()
    assert [move["move"] for move in shown["moves"]] == ["rule"]
