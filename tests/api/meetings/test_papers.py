"""Paper ballots over HTTP: given out once a seat, read by two people who do not see each other, counted when equal."""

from typing import Any

import flask
import pytest

from backend.core.clock import FixedClock
from backend.meetings.types.motions import Secrecy
from tests.api.meetings.test_motions import FIVE, cast, move
from tests.client import refused
from tests.factories.ballots import Assembly, make_assembly, open_motion


def paper(hall: Assembly, motion_id: Any, seat: str, who: str = "staff", *, back: bool = False) -> Any:
    path = f"…/motions/{motion_id}/papers/{hall.seat(seat)}"
    return hall.as_(who).call("DELETE" if back else "PUT", path)


def read(hall: Assembly, who: str, motion_id: Any, **counts: int) -> Any:
    whole = {"yes": 0, "no": 0, "abstain": 0, "invalid": 0, **counts}
    return hall.as_(who).put(f"…/motions/{motion_id}/paper-readings", {"counts": whole})


def read_names(hall: Assembly, who: str, motion_id: Any, **said: str) -> Any:
    votes = [{"seat_id": str(hall.seat(seat)), "choice": choice} for seat, choice in said.items()]
    return hall.as_(who).put(f"…/motions/{motion_id}/paper-readings", {"votes": votes})


@pytest.fixture
def hall(app: flask.Flask, clock: FixedClock) -> Assembly:
    """Nine seats, five of whom are there."""
    return make_assembly(app, clock, present=FIVE)


def test_two_equal_readings_of_a_secret_box_count(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id, Secrecy.SECRET)
    for seat in ("zhou", "chen", "gao"):
        assert paper(hall, motion_id, seat).status_code == 200
    refused(cast(hall, "zhou", motion_id), 409, "already_voted")
    cast(hall, "second", motion_id, "no")
    body = refused(move(hall, motion_id, "close"), 409, "papers_not_counted")
    assert body["papers"] == 3
    first = read(hall, "staff", motion_id, yes=2, invalid=1).get_json()
    assert (first["is_counted"], first["may_read"], first["differences"]) == (False, False, [])
    refused(read(hall, "staff", motion_id, yes=2, invalid=1), 409, "papers_entered_already")
    assert read(hall, "second", motion_id, yes=2, invalid=1).get_json()["is_counted"] is True
    refused(read(hall, "third", motion_id, yes=2, invalid=1), 409, "papers_counted")
    result = move(hall, motion_id, "close").get_json()["result"]
    assert [result[key] for key in ("yes", "no", "abstain", "invalid")] == [2, 1, 0, 1]


def test_two_that_differ_are_shown_it_and_a_third_hand_decides(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id, Secrecy.SECRET)
    for seat in ("zhou", "chen"):
        paper(hall, motion_id, seat)
    read(hall, "staff", motion_id, yes=2)
    assert hall.as_("second").get(f"…/motions/{motion_id}/papers").get_json()["differences"] == []
    told = read(hall, "second", motion_id, yes=1, no=1).get_json()
    shown = [(each["name"], each["first"], each["second"]) for each in told["differences"]]
    assert shown == [("赞成", "2张", "1张"), ("反对", "0张", "1张")]
    # The third reads for themself: what the others read is not shown to them.
    third = hall.as_("third").get(f"…/motions/{motion_id}/papers").get_json()
    assert (third["differences"], third["may_read"], len(third["readings"])) == ([], True, 2)
    assert read(hall, "third", motion_id, yes=1, no=1).get_json()["is_counted"] is True


def test_one_alone_does_not_give_way_both_read_again(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id)
    for seat in ("zhou", "chen"):
        paper(hall, motion_id, seat)
    read_names(hall, "staff", motion_id, zhou="yes", chen="no")
    told = read_names(hall, "second", motion_id, zhou="yes", chen="abstain").get_json()
    assert [(each["name"], each["first"], each["second"]) for each in told["differences"]] == [
        ("陈邻居", "反对", "弃权")
    ]
    assert read_names(hall, "staff", motion_id, zhou="yes", chen="abstain").get_json()["is_counted"] is False
    assert read_names(hall, "second", motion_id, zhou="yes", chen="abstain").get_json()["is_counted"] is True
    move(hall, motion_id, "close")
    votes = hall.as_("staff").get(f"…/motions/{motion_id}/votes").get_json()["items"]
    assert {(each["name"], each["choice"], each["channel"]) for each in votes} == {
        ("周秀英", "yes", "paper"),
        ("陈邻居", "abstain", "paper"),
    }


def test_a_paper_is_given_to_who_is_there_and_has_not_voted(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id)
    refused(read_names(hall, "staff", motion_id), 409, "no_papers")
    refused(paper(hall, motion_id, "wang"), 409, "not_present")
    cast(hall, "zhou", motion_id)
    refused(paper(hall, motion_id, "zhou"), 409, "already_voted")
    refused(paper(hall, motion_id, "zhou", back=True), 404, "not_found")
    refused(paper(hall, motion_id, "chen", "zhou"), 403, "forbidden")
    # Given to the wrong one, taken back: they vote on their phone.
    paper(hall, motion_id, "chen")
    assert paper(hall, motion_id, "chen", back=True).get_json()["given"] == []
    assert cast(hall, "chen", motion_id).status_code == 200
    paper(hall, motion_id, "gao")
    refused(read_names(hall, "staff", motion_id, gao="yes", zhou="yes"), 422, "invalid")
    refused(read(hall, "staff", motion_id, yes=1), 422, "invalid")
    read_names(hall, "staff", motion_id, gao="yes")
    refused(paper(hall, motion_id, "second"), 409, "papers_counted")
    refused(paper(hall, motion_id, "gao", back=True), 409, "papers_counted")
