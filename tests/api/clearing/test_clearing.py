"""The way over HTTP: leads agree, points go over and are spent, whoever looks sees how far they are."""

from typing import Any
from uuid import uuid4

import flask
import pytest

from backend.infra.uow import unit_of_work
from tests.client import Caller, refused
from tests.factories.clearing import Side, Two, deliver, make_two, send
from tests.factories.communities import make_community, make_member
from tests.statements import counted_statements


@pytest.fixture
def two(context: flask.Flask) -> Two:
    return make_two(context)


def person(caller: Caller, side: Side) -> Caller:
    return caller.as_person(side.person.person_id, side.community_id)


def lead(caller: Caller, side: Side) -> Caller:
    return caller.as_person(side.lead.person_id, side.community_id)


def pair(caller: Caller) -> dict[str, Any]:
    items = caller.get("…/clearing/pairs").get_json()["items"]
    assert len(items) == 1
    found: dict[str, Any] = items[0]
    return found


def test_two_leads_open_a_pair_and_either_closes_it(context: flask.Flask, caller: Caller) -> None:
    two = make_two(context, ceilings=None)
    home, work = lead(caller, two.home), lead(caller, two.work)
    proposed = home.post("…/clearing/pairs", {"other_id": two.work.community_id, "ceiling": 300}).get_json()
    assert (proposed["state"], proposed["state_name"], proposed["ceiling"]) == ("proposed", "等对方同意", 0)
    deliver(two)
    assert (pair(work)["state"], pair(work)["their_ceiling"], pair(work)["may_agree"]) == ("invited", 300, True)
    assert "泰和里社区同意积分互通" in [item["title"] for item in work.get("…/inbox").get_json()["items"]]
    work.post("…/clearing/pairs", {"other_id": two.home.community_id, "ceiling": 200})
    deliver(two)
    assert (pair(home)["state"], pair(home)["ceiling"], pair(home)["possible"]) == ("open", 200, 200)
    moved = work.post(f"…/clearing/pairs/{two.home.community_id}/moves", {"move": "pause"}).get_json()
    assert (moved["state"], [move["move"] for move in moved["moves"]]) == ("paused", ["resume", "end"])
    deliver(two)
    assert pair(home)["state"] == "paused"
    work.post(f"…/clearing/pairs/{two.home.community_id}/moves", {"move": "resume"})
    deliver(two)
    assert pair(home)["state"] == "open"
    home.post(f"…/clearing/pairs/{two.work.community_id}/moves", {"move": "end"})
    deliver(two)
    assert (pair(home)["state"], pair(work)["state"]) == ("ended", "ended")
    home.post("…/clearing/pairs", {"other_id": two.work.community_id, "ceiling": 300})
    deliver(two)
    assert (pair(home)["state"], pair(work)["state"]) == ("proposed", "invited")


def test_points_go_over_and_buy_an_offer_there(two: Two, caller: Caller) -> None:
    home, work, key = person(caller, two.home), person(caller, two.work), str(uuid4())
    body = {"to_id": two.work.community_id, "points": 50}
    sent = home.post("…/clearing/transfers", body, key=key)
    assert (sent.status_code, sent.get_json()["state_name"]) == (201, "等对方社区记账")
    assert home.post("…/clearing/transfers", body, key=key).data == sent.data
    path = f"…/clearing/transfers/{sent.get_json()['id']}"
    seen = home.get(path)
    etag = seen.headers["ETag"]
    assert home.call("GET", path, headers={"If-None-Match": etag}).status_code == 304
    assert pair(home)["possible"] == 450
    deliver(two)
    done = home.call("GET", path, headers={"If-None-Match": etag}).get_json()
    assert (done["state"], done["direction"], done["other_name"]) == ("done", "out", "安和社区")
    arrived = work.get(path).get_json()
    assert (arrived["state"], arrived["direction"], arrived["other_name"]) == ("done", "in", "泰和里社区")
    assert work.post("…/vouchers", {"offer": str(two.work.shop.offer_id), "quantity": 1}).status_code == 201
    lines = home.get("…/passbook", book="point").get_json()["books"][0]["lines"]["items"]
    assert (lines[0]["title"], lines[0]["amount"]) == ("转到安和社区", -50)
    assert (pair(home)["owed"], pair(work)["owed"]) == (50, -50)
    assert [item["id"] for item in home.get("…/clearing/transfers/mine").get_json()["items"]] == [arrived["id"]]


def test_the_trace_leads_to_the_other_community(two: Two, caller: Caller) -> None:
    id_ = send(two.home, two.work, 50)
    deliver(two)
    for side, title in ((two.home, "转到安和社区：50积分"), (two.work, "从泰和里社区转来：50积分")):
        nodes = person(caller, side).get(f"…/trace/clearing/{id_}").get_json()["nodes"]
        titles = [node["title"] for node in nodes]
        assert title in titles
        assert len(titles) >= 2, "the ledger's line is a stop as well"


def test_refusals_say_what_to_do(two: Two, caller: Caller) -> None:
    home = person(caller, two.home)
    there = two.work.community_id

    def sending(points: int, to: int = there) -> Any:
        return home.post("…/clearing/transfers", {"to_id": to, "points": points})

    assert refused(sending(501), 409, "over_ceiling")["possible"] == 500
    refused(sending(1, two.home.community_id), 422, "same_community")
    refused(sending(1, 10**11 + 1), 404, "community_unknown")
    with unit_of_work() as uow:
        elsewhere = make_community(uow)
        poor = make_member(uow, two.home.community_id)
    refused(sending(1, elsewhere), 409, "pair_not_open")
    body = {"to_id": there, "points": 1}
    refused(
        caller.as_person(poor.person_id, two.home.community_id).post("…/clearing/transfers", body),
        409,
        "not_a_member_there",
    )
    refused(
        person(caller, two.work).post("…/clearing/transfers", {"to_id": two.home.community_id, "points": 1}),
        409,
        "insufficient_points",
    )
    assert home.get("…/clearing/transfers/mine").get_json()["items"] == []
    assert pair(home)["in_flight"] == 0


@pytest.mark.parametrize("value", [0, -1, 2**63, 10**12 + 1, 2.5, "5", None, True, [], {}])
def test_no_amount(two: Two, caller: Caller, value: object) -> None:
    home = person(caller, two.home)
    answer = home.post("…/clearing/transfers", {"to_id": two.work.community_id, "points": value})
    assert "points" in refused(answer, 422, "invalid")["errors"]
    terms = {"other_id": two.work.community_id, "ceiling": value}
    assert "ceiling" in refused(lead(caller, two.home).post("…/clearing/pairs", terms), 422, "invalid")["errors"]


@pytest.mark.parametrize("value", [0, -1, 5, 10**12, "310107020001", None, True, []])
def test_no_community(two: Two, caller: Caller, value: object) -> None:
    answer = person(caller, two.home).post("…/clearing/transfers", {"to_id": value, "points": 1})
    assert "to_id" in refused(answer, 422, "invalid")["errors"]
    terms = {"other_id": value, "ceiling": 1}
    assert "other_id" in refused(lead(caller, two.home).post("…/clearing/pairs", terms), 422, "invalid")["errors"]


def test_terms_that_are_none(two: Two, caller: Caller) -> None:
    home, path = lead(caller, two.home), f"…/clearing/pairs/{two.work.community_id}/moves"
    refused(home.post(path, {"move": "agree"}), 422, "invalid")
    refused(home.post(path, {"move": "delete"}), 422, "invalid")
    refused(home.post(path, {"move": "resume"}), 409, "move_not_allowed")
    refused(home.post("…/clearing/pairs/123/moves", {"move": "pause"}), 404, "pair_unknown")
    refused(home.post("…/clearing/pairs", {"other_id": 10**11 + 1, "ceiling": 1}), 404, "community_unknown")
    refused(home.post("…/clearing/pairs", {"other_id": two.home.community_id, "ceiling": 1}), 422, "same_community")
    home.post(path, {"move": "pause"})
    refused(home.post("…/clearing/pairs", {"other_id": two.work.community_id, "ceiling": 9}), 409, "move_not_allowed")


def test_somebody_elses_transfer_is_not_shown(two: Two, caller: Caller) -> None:
    id_ = send(two.home, two.work, 5)
    with unit_of_work() as uow:
        other = make_member(uow, two.home.community_id)
    other_caller = caller.as_person(other.person_id, two.home.community_id)
    refused(other_caller.get(f"…/clearing/transfers/{id_}"), 403, "forbidden")
    assert lead(caller, two.home).get(f"…/clearing/transfers/{id_}").status_code == 200
    assert other_caller.get("…/clearing/transfers/mine").get_json()["items"] == []


def test_lists_cost_the_same_however_long(two: Two, caller: Caller) -> None:
    home = person(caller, two.home)

    def statements(path: str) -> int:
        with counted_statements() as found:
            assert home.get(path).status_code == 200
        return len(found)

    paths = ["…/clearing/transfers/mine", "…/clearing/pairs", f"…/clearing/pairs/{two.work.community_id}/days"]
    send(two.home, two.work, 1)
    before = [statements(path) for path in paths]
    for _ in range(5):
        send(two.home, two.work, 1)
    assert [statements(path) for path in paths] == before
