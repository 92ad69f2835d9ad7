"""What corrections do can be seen in the demo: one is in force, one waits for another hand, one is asked for."""

import flask

from backend.app.demo.data import make_demo_data
from backend.core.clock import FixedClock
from tests.client import Caller
from tests.integration.demo.test_demo_data import sign_in


def test_there_is_one_of_each(app: flask.Flask, clock: FixedClock, caller: Caller) -> None:
    with app.app_context():
        make_demo_data(count=1, members=30)
    staff, supervisor = sign_in(caller, "staff"), sign_in(caller, "supervisor")
    assert len(staff.get("…/correction-requests").get_json()["items"]) == 1
    (filed,) = staff.get("…/records", state="filed").get_json()["items"]
    assert [move["move"] for move in sign_in(caller, "lead").get(f"…/records/{filed['id']}").get_json()["moves"]] == [
        "confirm",
        "reject",
    ]
    lines = supervisor.get("…/passbook", book="service").get_json()["books"][0]["lines"]["items"]
    assert [line["amount"] for line in lines if line["title"].startswith("更正 时-")] == [-30]
