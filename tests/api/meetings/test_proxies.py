"""Proxies over HTTP: given within the household, brought along, ended by coming oneself; and every refusal."""

from typing import Any
from uuid import uuid4

import flask
import pytest

from backend.core.clock import FixedClock
from backend.meetings.types import Basis
from tests.api.meetings.test_motions import cast, move
from tests.client import refused
from tests.factories.ballots import Assembly, make_assembly, open_motion
from tests.factories.meetings import NOTICE, house
from tests.factories.photos import add_photo


def give(hall: Assembly, who: str, to: str, **more: Any) -> Any:
    body = {"to_member_id": str(hall[to].member_id), **more}
    return hall.as_(who).post(f"…/meetings/{hall.meeting_id}/proxies", body)


@pytest.fixture
def hall(app: flask.Flask, clock: FixedClock) -> Assembly:
    """Nine seats, three of one household; nobody is there yet."""
    return make_assembly(app, clock)


def test_a_proxy_that_is_brought_counts_as_present_and_votes(hall: Assembly) -> None:
    holders = hall.as_("sun").get(f"…/meetings/{hall.meeting_id}/proxy-holders").get_json()["items"]
    assert {(each["name"], each["free"]) for each in holders} == {("周秀英", 2), ("王小明", 2)}
    given = give(hall, "sun", "zhou")
    assert (given.status_code, given.get_json()["state_name"]) == (201, "委托有效")
    hall.open(hall.meeting_id, hall.clock.at + NOTICE)
    hall.come("staff", "chen", "gao", "second")
    motion_id = hall.as_("staff").post(f"…/meetings/{hall.meeting_id}/motions", new(hall)).get_json()["id"]
    refused(move(hall, motion_id, "open"), 409, "no_quorum")
    hall.come("zhou")
    shown = move(hall, motion_id, "open").get_json()["turnout"]
    assert (shown["in_person"], shown["represented"], shown["present"]) == (5, 1, 6)
    seats = hall.motion(motion_id, "zhou")["seats"]
    assert sorted((each["is_own"], each["may_vote"]) for each in seats) == [(False, True), (True, True)]
    assert cast(hall, "zhou", motion_id, seat="sun").status_code == 200
    assert cast(hall, "zhou", motion_id, "no").status_code == 200
    refused(cast(hall, "sun", motion_id), 409, "seat_represented")
    refused(cast(hall, "zhou", motion_id, seat="sun"), 409, "already_voted")
    move(hall, motion_id, "close")
    votes = hall.as_("sun").get(f"…/motions/{motion_id}/votes").get_json()["items"]
    assert {(each["name"], each["channel"], each["choice"]) for each in votes} == {
        ("孙邻居", "proxy", "yes"),
        ("周秀英", "phone", "no"),
    }


def new(hall: Assembly) -> dict[str, Any]:
    item = hall.meeting(hall.meeting_id)["agenda"][0]
    return {"item_id": item["id"], "text": "同意吗", "secrecy": "open"}


def test_whom_a_voice_cannot_be_given_to(hall: Assembly) -> None:
    refused(give(hall, "sun", "sun"), 409, "own_proxy")
    refused(give(hall, "sun", "chen"), 409, "proxy_other_household")
    refused(give(hall, "sun", "child"), 409, "proxy_holder_no_seat")
    give(hall, "sun", "zhou")
    refused(give(hall, "sun", "wang"), 409, "proxy_given")
    refused(give(hall, "zhou", "wang"), 409, "proxy_chain")
    refused(give(hall, "wang", "sun"), 409, "proxy_holder_given")
    refused(
        hall.as_("stranger").post(f"…/meetings/{hall.meeting_id}/proxies", {"to_member_id": str(uuid4())}),
        403,
        "not_a_member",
    )


def test_nobody_holds_more_than_two(hall: Assembly) -> None:
    with hall.work() as uow:
        house(uow, hall.community_id, "5号楼", "101", *(hall[who] for who in ("lead", "chen", "gao", "second")))
    assert [give(hall, who, "lead").status_code for who in ("chen", "gao")] == [201, 201]
    body = refused(give(hall, "second", "lead"), 409, "proxies_full")
    assert body["most"] == 2


def test_it_can_be_taken_back_until_it_is_brought(hall: Assembly) -> None:
    first, second = (give(hall, who, "zhou").get_json()["id"] for who in ("sun", "wang"))
    path = "…/meeting-proxies/{}/moves"
    refused(hall.as_("chen").post(path.format(first), {"move": "take_back"}), 403, "forbidden")
    assert hall.as_("sun").post(path.format(first), {"move": "take_back"}).get_json()["state"] == "taken_back"
    refused(hall.as_("sun").post(path.format(first), {"move": "take_back"}), 409, "move_not_allowed")
    hall.open(hall.meeting_id, hall.clock.at + NOTICE)
    hall.come("zhou")
    refused(hall.as_("wang").post(path.format(second), {"move": "take_back"}), 409, "proxy_in_use")
    mine = hall.as_("wang").get(f"…/meetings/{hall.meeting_id}/proxies").get_json()["items"]
    assert [each["id"] for each in mine] == [second]
    assert len(hall.as_("staff").get(f"…/meetings/{hall.meeting_id}/proxies").get_json()["items"]) == 2


def test_whoever_comes_after_all_speaks_for_themself(hall: Assembly) -> None:
    give(hall, "sun", "zhou")
    hall.open(hall.meeting_id, hall.clock.at + NOTICE)
    hall.come("staff", "chen", "gao", "zhou")
    motion_id = hall.do(open_motion, "staff", hall.meeting_id)
    hall.come("sun")
    refused(cast(hall, "zhou", motion_id, seat="sun"), 409, "seat_represented")
    assert cast(hall, "sun", motion_id).status_code == 200
    turnout = hall.motion(motion_id)["turnout"]
    assert (turnout["in_person"], turnout["represented"]) == (5, 0)
    refused(give(hall, "sun", "wang"), 409, "proxy_giver_present")


def test_the_desk_takes_in_a_paper_with_its_photo(hall: Assembly) -> None:
    with hall.work() as uow:
        photo_id = str(add_photo(uow, hall["staff"]))
    of_sun = {"from_member_id": str(hall["sun"].member_id)}
    refused(give(hall, "chen", "zhou", **of_sun), 403, "forbidden")
    refused(give(hall, "staff", "zhou", **of_sun), 422, "invalid")
    given = give(hall, "staff", "zhou", **of_sun, photo_id=photo_id).get_json()
    assert (given["way_name"], given["photo"]["id"]) == ("纸质委托书", photo_id)


def test_households_send_whom_they_like_and_need_no_proxy(app: flask.Flask, clock: FixedClock) -> None:
    hall = make_assembly(app, clock, basis=Basis.HOUSEHOLDS)
    refused(give(hall, "sun", "zhou"), 409, "proxy_not_here")
