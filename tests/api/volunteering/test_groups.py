"""Signing up together: places are held for all or none, and each says for themselves (志愿服务条例 Art. 25)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.identity import service as identity
from tests.client import refused
from tests.factories.communities import make_member
from tests.factories.volunteering import Street, make_action, make_shift

LAPSE = "volunteering.invitations"


def invite(street: Street, shift_id: UUID, *people: str, by: str = "contact") -> Any:
    ids = [str(street[who].member_id) for who in people]
    return street.as_(by).post(f"…/shifts/{shift_id}/groups", {"member_ids": ids})


def states(street: Street, shift_id: UUID) -> dict[str, str]:
    items = street.as_("leader").get(f"…/shifts/{shift_id}/sign-ups").get_json()["items"]
    return {item["member"]["name"]: item["state"] for item in items}


def mine(street: Street, who: str, shift_id: UUID) -> Any:
    return street.as_(who).get(f"…/shifts/{shift_id}").get_json()["my_sign_up"]


def test_nobody_is_committed_without_their_own_word(street: Street) -> None:
    shift_id = street.shift(places=2)
    answer = invite(street, shift_id, "volunteer", "peer")
    assert (answer.status_code, [item["state"] for item in answer.get_json()["items"]]) == (201, ["invited"] * 2)
    assert street.as_("neighbour").get(f"…/shifts/{shift_id}").get_json()["places_left"] == 0
    held = mine(street, "volunteer", shift_id)
    assert [move["move"] for move in held["moves"]] == ["accept", "decline", "cancel"]
    assert (held["invited_by"]["name"], held["asked"]["as"]) == ("冯联络", "self")
    asked = street.events("volunteering.asked")
    assert {event["asked_id"] for event in asked} == {str(street[who].member_id) for who in ("volunteer", "peer")}
    street.clock.at = street.times(shift_id)[0]
    refused(
        street.as_("volunteer").post(f"…/shifts/{shift_id}/check-ins", {"code": street.code(shift_id)}),
        409,
        "not_signed_up",
    )


def test_only_who_is_asked_answers(street: Street) -> None:
    shift_id = street.shift(places=2)
    sign_up_id = invite(street, shift_id, "volunteer").get_json()["items"][0]["id"]
    for who in ("contact", "leader", "staff", "peer"):
        refused(street.as_(who).post(f"…/sign-ups/{sign_up_id}/moves", {"move": "accept"}), 403, "forbidden")
    accepted = street.as_("volunteer").post(f"…/sign-ups/{sign_up_id}/moves", {"move": "accept"}).get_json()
    assert accepted["state"] == "signed_up"
    again = street.as_("volunteer").post(f"…/sign-ups/{sign_up_id}/moves", {"move": "accept"})
    refused(again, 409, "move_not_allowed")


def test_accepting_takes_the_risks_too(street: Street) -> None:
    """志愿服务条例 Art. 12: told to each person."""
    with street.work() as uow:
        shift_id = make_shift(uow, street["staff"], make_action(uow, street["staff"], risks=["要爬楼梯"]))
    sign_up_id = invite(street, shift_id, "volunteer").get_json()["items"][0]["id"]
    move = f"…/sign-ups/{sign_up_id}/moves"
    refused(street.as_("volunteer").post(move, {"move": "accept"}), 422, "risks_not_accepted")
    assert street.as_("volunteer").post(move, {"move": "accept", "accept_risks": True}).status_code == 200


def test_declining_passes_the_place_on(street: Street) -> None:
    shift_id = street.shift(places=1)
    sign_up_id = invite(street, shift_id, "volunteer").get_json()["items"][0]["id"]
    street.sign_up("neighbour", shift_id)
    street.as_("volunteer").post(f"…/sign-ups/{sign_up_id}/moves", {"move": "decline"})
    assert states(street, shift_id) == {"孙邻居": "signed_up"}


def test_all_places_or_none(street: Street) -> None:
    shift_id = street.shift(places=2)
    problem = refused(invite(street, shift_id, "volunteer", "peer", "neighbour"), 409, "group_places")
    assert (problem["places_left"], states(street, shift_id)) == (2, {})


def test_who_cannot_come_is_named_by_place_and_not_why(street: Street) -> None:
    first = street.shift()
    street.sign_up("peer", first)
    shift_id = street.shift(beneficiary_member_id=street["elder"].member_id)
    answer = invite(street, shift_id, "volunteer", "peer", "elder", "applicant")
    assert refused(answer, 409, "group_member_unfit")["positions"] == [2, 3, 4]
    assert states(street, shift_id) == {}


def test_friends_are_found_by_name_and_phone_both_right(street: Street) -> None:
    shift_id = street.shift()
    with street.work() as uow:
        identity.bind_phone(uow, street["peer"].person_id, "13900000001")
    path = f"…/shifts/{shift_id}/groups"
    wrong = {"people": [{"name": "周大妈", "phone": "13900000001"}]}
    refused(street.as_("volunteer").post(path, wrong), 409, "group_member_unfit")
    right = {"people": [{"name": "周秀英", "phone": "13900000001"}]}
    (item,) = street.as_("volunteer").post(path, right).get_json()["items"]
    assert item["member"]["name"] == "周*"
    street.as_("peer").post(f"…/sign-ups/{item['id']}/moves", {"move": "accept"})
    (seen,) = street.as_("volunteer").get(f"…/shifts/{shift_id}/sign-up-options").get_json()["others"]
    assert (seen["member"]["name"], seen["state"]) == ("周秀英", "signed_up")


def test_what_nobody_answered_runs_out_and_both_sides_are_told(street: Street) -> None:
    shift_id = street.shift(
        starts_at=street.clock.at + timedelta(days=9), ends_at=street.clock.at + timedelta(days=9, hours=2), places=2
    )
    ids = [item["id"] for item in invite(street, shift_id, "volunteer", "peer").get_json()["items"]]
    street.sign_up("neighbour", shift_id)
    street.as_("volunteer").post(f"…/sign-ups/{ids[0]}/moves", {"move": "accept"})
    street.clock.at += timedelta(hours=48)
    street.run_due(LAPSE)
    assert states(street, shift_id) == {"王小明": "signed_up", "孙邻居": "signed_up"}
    (event,) = street.events("volunteering.lapsed")
    assert (event["inviter_id"], event["member_ids"], event["count"]) == (
        str(street["contact"].member_id),
        [str(street["peer"].member_id)],
        1,
    )
    late = street.as_("peer").post(f"…/sign-ups/{ids[1]}/moves", {"move": "accept"})
    refused(late, 409, "move_not_allowed")


def test_the_last_two_hours_leave_no_time_to_ask(street: Street) -> None:
    shift_id = street.shift()
    street.clock.at = street.times(shift_id)[0] - timedelta(hours=2)
    refused(invite(street, shift_id, "volunteer"), 409, "too_late_to_ask")


@pytest.mark.parametrize("people", [[], ["contact"], ["peer", "peer"]])
def test_nobody_oneself_and_twice_are_refused(street: Street, people: list[str]) -> None:
    refused(invite(street, street.shift(), *people), 422, "invalid")


def test_one_holds_twenty_places_at_most(street: Street) -> None:
    shift_id = street.shift(places=40)
    with street.work() as uow:
        people = [str(make_member(uow, street.community_id, name=f"员工{n}").member_id) for n in range(21)]
    path = f"…/shifts/{shift_id}/groups"
    assert street.as_("contact").post(path, {"member_ids": people[:20]}).status_code == 201
    refused(street.as_("contact").post(path, {"member_ids": people[20:]}), 422, "invalid")


def test_who_invited_takes_it_back_and_the_place_goes_on(street: Street) -> None:
    shift_id = street.shift(places=1)
    (held,) = invite(street, shift_id, "volunteer").get_json()["items"]
    assert "take_back" in [move["move"] for move in held["moves"]]
    street.sign_up("neighbour", shift_id)
    move = f"…/sign-ups/{held['id']}/moves"
    for who in ("volunteer", "leader", "staff"):
        refused(street.as_(who).post(move, {"move": "take_back"}), 403, "forbidden")
    assert street.as_("contact").post(move, {"move": "take_back"}).get_json()["state"] == "cancelled"
    assert states(street, shift_id) == {"孙邻居": "signed_up"}
    (told,) = street.events("volunteering.taken_back")
    assert told["member_ids"] == [str(street["volunteer"].member_id)]


def test_who_has_accepted_is_not_taken_back(street: Street) -> None:
    shift_id = street.shift(places=1)
    (held,) = invite(street, shift_id, "volunteer").get_json()["items"]
    move = f"…/sign-ups/{held['id']}/moves"
    street.as_("volunteer").post(move, {"move": "accept"})
    refused(street.as_("contact").post(move, {"move": "take_back"}), 409, "move_not_allowed")
