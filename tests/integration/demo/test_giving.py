"""What was given in the demo can be seen on every page of giving."""

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


def test_every_page_of_giving_has_something_to_show(demo: flask.Flask, caller: Caller) -> None:
    resident, neighbour, staff = (sign_in(caller, who) for who in ("resident", "neighbour", "staff"))
    assert [tie["state"] for tie in resident.get("…/kin-ties").get_json()["items"]] == ["proposed", "confirmed"]
    sources = [
        line["source"] for line in neighbour.get("…/passbook", book="time").get_json()["books"][0]["lines"]["items"]
    ]
    assert {"gift", "record", "pool_donation"} <= {source["type"] for source in sources}
    time = neighbour.get("…/pool", **{"from": "2026-01-01"}).get_json()["books"][0]
    assert (time["opening"], time["balance"]) == (0, 180)
    assert [row["state"] for row in staff.get("…/entitlements").get_json()["items"]] == ["proposed", "approved"]
    (emergency, fund) = resident.get("…/funds").get_json()["items"]
    assert fund["money"] == {"received": 70_000, "used": 25_000, "left": 45_000}
    assert fund["goods"][0]["left"] == 60
    (mine,) = neighbour.get("…/donations/mine").get_json()["items"]
    assert (mine["used"], mine["state"]) == (25_000, "acknowledged")
    assert emergency["donations"] == 0
