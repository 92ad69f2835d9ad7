"""Signing up over HTTP: places, the waiting list, clashes, age, risks, cancelling."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.client import Caller, refused
from tests.factories.communities import make_member
from tests.factories.volunteering import Street, make_action, make_shift


def at(shift_id: UUID) -> str:
    return f"…/shifts/{shift_id}/sign-ups"


def test_a_full_shift_makes_people_wait_in_order(street: Street) -> None:
    shift_id = street.shift(places=1)
    first = street.as_("volunteer").post(at(shift_id), {})
    assert (first.status_code, first.get_json()["state"]) == (201, "signed_up")
    assert first.get_json()["moves"] == [{"move": "cancel", "name": "取消报名"}]
    waiting = [street.as_(who).post(at(shift_id), {}).get_json() for who in ("peer", "neighbour")]
    assert [(item["state"], item["waiting_position"]) for item in waiting] == [("waiting", 1), ("waiting", 2)]
    shift = street.as_("peer").get(f"…/shifts/{shift_id}").get_json()
    assert (shift["places_left"], shift["waiting"], shift["my_sign_up"]["waiting_position"]) == (0, 2, 1)

    cancelled = street.as_("volunteer").post(f"…/sign-ups/{first.get_json()['id']}/moves", {"move": "cancel"})
    assert cancelled.get_json()["state"] == "cancelled"
    mine = street.as_("peer").get("…/sign-ups/mine").get_json()["items"]
    assert [item["state"] for item in mine] == ["signed_up"]
    assert street.as_("neighbour").get(f"…/shifts/{shift_id}").get_json()["my_sign_up"]["waiting_position"] == 1
    told = street.events("volunteering.moved_up")
    assert [(event["member_id"], event["state"]) for event in told] == [(str(street["peer"].member_id), "signed_up")]
    assert [event["state"] for event in street.events("volunteering.signed_up")] == [
        "signed_up",
        "waiting",
        "waiting",
    ]
    assert len(street.events("volunteering.sign_up_cancelled")) == 1


def test_a_clash_is_refused_by_name(street: Street) -> None:
    first = street.shift(title="陪阿婆看病")
    street.sign_up("volunteer", first)
    start, end = street.times(first)
    overlapping = street.shift(starts_at=end - timedelta(minutes=1), ends_at=end + timedelta(hours=1))
    problem = refused(street.as_("volunteer").post(at(overlapping), {}), 409, "own_clash")
    assert problem["clash"] == {"id": str(first), "title": "陪阿婆看病"}
    assert "陪阿婆看病" in problem["detail"]
    right_after = street.shift(starts_at=end, ends_at=end + timedelta(hours=1))
    assert street.as_("volunteer").post(at(right_after), {}).status_code == 201
    assert start < end


def test_nobody_signs_up_twice(street: Street) -> None:
    shift_id = street.shift()
    street.sign_up("volunteer", shift_id)
    refused(street.as_("volunteer").post(at(shift_id), {}), 409, "already_signed_up")


def test_after_the_start_nobody_signs_up_or_cancels(street: Street) -> None:
    shift_id = street.shift()
    sign_up_id = street.sign_up("volunteer", shift_id)
    street.clock.at = street.times(shift_id)[0]
    refused(street.as_("peer").post(at(shift_id), {}), 409, "shift_started")
    cancel = f"…/sign-ups/{sign_up_id}/moves"
    refused(street.as_("volunteer").post(cancel, {"move": "cancel"}), 409, "shift_started")


def test_age_is_that_of_the_day_of_the_shift(street: Street) -> None:
    with street.work() as uow:
        start = uow.now + timedelta(days=10)
        entry_id = make_action(uow, street["staff"], age_min=20)
        shift_id = make_shift(uow, street["staff"], entry_id, starts_at=start, ends_at=start + timedelta(hours=1))
        ages = {"of_age": date(2006, 12, 3), "a_day_short": date(2006, 12, 4)}
        young = {
            name: make_member(uow, street.community_id, birth_date=day, name="小同学") for name, day in ages.items()
        }
    answers = {
        name: Caller(street.app).as_person(member.person_id, street.community_id).post(at(shift_id), {})
        for name, member in young.items()
    }
    assert answers["of_age"].status_code == 201
    assert refused(answers["a_day_short"], 403, "too_young")["age_min"] == 20


def test_risks_are_shown_and_accepted(street: Street) -> None:
    """志愿服务条例 Art. 12."""
    with street.work() as uow:
        entry_id = make_action(uow, street["staff"], risks=["要爬楼梯"])
        shift_id = make_shift(uow, street["staff"], entry_id)
    for body in ({}, {"accept_risks": False}):
        problem = refused(street.as_("volunteer").post(at(shift_id), body), 422, "risks_not_accepted")
        assert problem["risks"] == ["要爬楼梯"]
    assert street.as_("volunteer").post(at(shift_id), {"accept_risks": True}).status_code == 201


def test_who_is_served_does_not_serve(street: Street) -> None:
    shift_id = street.shift(beneficiary_member_id=street["elder"].member_id)
    refused(street.as_("elder").post(at(shift_id), {}), 403, "own_need")


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [("nobody", 401, "not_signed_in"), ("stranger", 403, "not_a_member"), ("applicant", 403, "not_a_member")],
)
def test_only_members_sign_up(street: Street, who: str, status: int, code: str) -> None:
    refused(street.as_(who).post(at(street.shift()), {}), status, code)


@pytest.mark.parametrize("body", [{"accept_risks": 1}, {"accept_risks": "true"}, {"x": 1}, [], "x", None])
def test_bad_input_signs_nobody_up(street: Street, body: Any) -> None:
    shift_id = street.shift()
    answer = street.as_("volunteer").call("POST", at(shift_id), json=body, headers={"Idempotency-Key": str(uuid4())})
    assert 400 <= answer.status_code < 500
    assert street.as_("leader").get(at(shift_id)).get_json()["items"] == []


def test_a_shift_of_another_community_is_not_found(street: Street, elsewhere: Street) -> None:
    shift_id = elsewhere.shift()
    refused(street.as_("volunteer").post(at(shift_id), {}), 404, "not_found")
    refused(street.as_("leader").get(at(shift_id)), 404, "not_found")
    sign_up_id = elsewhere.sign_up("volunteer", shift_id)
    refused(street.as_("volunteer").post(f"…/sign-ups/{sign_up_id}/moves", {"move": "cancel"}), 404, "not_found")


def test_a_key_is_required(street: Street) -> None:
    answer = street.as_("volunteer").call("POST", at(street.shift()), json={})
    refused(answer, 428, "idempotency_key_required")


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [
        ("nobody", 401, "not_signed_in"),
        ("stranger", 403, "not_a_member"),
        ("peer", 403, "forbidden"),
        ("leader", 403, "forbidden"),
        ("staff", 403, "forbidden"),
    ],
)
def test_nobody_cancels_for_another(street: Street, who: str, status: int, code: str) -> None:
    sign_up_id = street.sign_up("volunteer", street.shift())
    refused(street.as_(who).post(f"…/sign-ups/{sign_up_id}/moves", {"move": "cancel"}), status, code)


def test_a_cancelled_sign_up_stays_cancelled_and_one_may_come_again(street: Street) -> None:
    shift_id = street.shift()
    path = f"…/sign-ups/{street.sign_up('volunteer', shift_id)}/moves"
    assert street.as_("volunteer").post(path, {"move": "cancel"}).status_code == 200
    refused(street.as_("volunteer").post(path, {"move": "cancel"}), 409, "move_not_allowed")
    assert street.as_("volunteer").post(at(shift_id), {}).status_code == 201


@pytest.mark.parametrize("move", ["move_up", "check_in", "check_out", "miss", "x", None, 5])
def test_no_other_move_of_a_sign_up(street: Street, move: Any) -> None:
    shift_id = street.shift()
    sign_up_id = street.sign_up("volunteer", shift_id)
    answer = street.as_("volunteer").post(f"…/sign-ups/{sign_up_id}/moves", {"move": move})
    assert answer.status_code in (409, 422)
    assert [item["state"] for item in street.as_("leader").get(at(shift_id)).get_json()["items"]] == ["signed_up"]


def test_the_leader_and_staff_see_who_comes(street: Street) -> None:
    shift_id = street.shift(places=1)
    for who in ("volunteer", "peer"):
        street.sign_up(who, shift_id)
    for who in ("leader", "staff", "lead"):
        items = street.as_(who).get(at(shift_id)).get_json()["items"]
        assert [(item["member"]["name"], item["state"]) for item in items] == [
            ("王小明", "signed_up"),
            ("周秀英", "waiting"),
        ]
    for who, code in (("volunteer", "forbidden"), ("stranger", "not_a_member"), ("contact", "forbidden")):
        refused(street.as_(who).get(at(shift_id)), 403, code)


def test_own_sign_ups_page_newest_first(street: Street) -> None:
    with street.work() as uow:
        shifts = [
            make_shift(
                uow,
                street["staff"],
                starts_at=uow.now + timedelta(days=n),
                ends_at=uow.now + timedelta(days=n, hours=1),
            )
            for n in (1, 2, 3)
        ]
    ids = [str(street.sign_up("volunteer", shift_id)) for shift_id in shifts]
    page = street.as_("volunteer").get("…/sign-ups/mine", limit=2).get_json()
    rest = street.as_("volunteer").get("…/sign-ups/mine", limit=2, cursor=page["next_cursor"]).get_json()
    assert [item["id"] for item in page["items"] + rest["items"]] == ids[::-1]
    refused(street.as_("stranger").get("…/sign-ups/mine"), 403, "not_a_member")
