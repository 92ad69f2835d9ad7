"""Minors take part with their guardian's consent (上海市志愿服务条例 Art. 13, 河南省志愿服务条例 Art. 8)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.identity import service as identity
from tests.client import Caller, refused
from tests.factories.communities import Someone, make_member
from tests.factories.volunteering import Street, make_action, make_shift

CHILD, TEEN = date(2015, 6, 1), date(2010, 6, 1)


@pytest.fixture
def child(street: Street) -> Someone:
    """A child of eleven whose guardian is the volunteer."""
    with street.work() as uow:
        return make_member(uow, street.community_id, name="小明明", birth_date=CHILD, guardian=street["volunteer"])


def phone(street: Street, someone: Someone) -> Caller:
    return Caller(street.app).as_person(someone.person_id, street.community_id)


def join(caller: Caller, shift_id: UUID, **body: Any) -> Any:
    return caller.post(f"…/shifts/{shift_id}/sign-ups", body)


def test_a_guardian_signs_the_ward_up(street: Street, child: Someone) -> None:
    shift_id = street.shift()
    options = street.as_("volunteer").get(f"…/shifts/{shift_id}/sign-up-options").get_json()
    assert options["wards"] == [{"id": str(child.member_id), "name": "小明明"}]
    made = join(street.as_("volunteer"), shift_id, for_member_id=str(child.member_id)).get_json()
    assert (made["state"], made["member"]["name"], made["asked"]["as"]) == ("signed_up", "小明明", "guardian")
    assert made["asked"]["answered_at"] is not None


def test_nobody_else_signs_a_child_up(street: Street, child: Someone) -> None:
    shift_id = street.shift()
    for who, member_id in (("peer", child.member_id), ("volunteer", street["peer"].member_id)):
        refused(join(street.as_(who), shift_id, for_member_id=str(member_id)), 403, "not_your_ward")


def test_a_minors_place_is_held_until_the_guardian_consents(street: Street, child: Someone) -> None:
    shift_id = street.shift(places=1)
    held = join(phone(street, child), shift_id).get_json()
    assert (held["state"], held["state_name"]) == ("invited", "等监护人同意")
    (asked,) = street.events("volunteering.asked")
    assert (asked["asked_id"], asked["asked_as"]) == (str(street["volunteer"].member_id), "guardian")
    move = f"…/sign-ups/{held['id']}/moves"
    refused(phone(street, child).post(move, {"move": "accept"}), 403, "forbidden")
    refused(street.as_("peer").post(move, {"move": "accept"}), 403, "forbidden")
    (seen,) = street.as_("volunteer").get(f"…/shifts/{shift_id}/sign-up-options").get_json()["others"]
    assert [each["move"] for each in seen["moves"]] == ["accept", "decline", "cancel"]
    assert street.as_("volunteer").post(move, {"move": "accept"}).get_json()["state"] == "signed_up"


def test_the_guardian_takes_the_risks_too(street: Street, child: Someone) -> None:
    with street.work() as uow:
        shift_id = make_shift(uow, street["staff"], make_action(uow, street["staff"], risks=["要走远路"]))
    held = join(phone(street, child), shift_id, accept_risks=True).get_json()
    move = f"…/sign-ups/{held['id']}/moves"
    refused(street.as_("volunteer").post(move, {"move": "accept"}), 422, "risks_not_accepted")
    assert street.as_("volunteer").post(move, {"move": "accept", "accept_risks": True}).status_code == 200


def test_who_waits_without_consent_is_passed_by(street: Street, child: Someone) -> None:
    shift_id = street.shift(places=1)
    first = street.sign_up("peer", shift_id)
    waiting = join(phone(street, child), shift_id).get_json()
    street.sign_up("neighbour", shift_id)
    street.as_("peer").post(f"…/sign-ups/{first}/moves", {"move": "cancel"})
    names = {
        item["member"]["name"]: item["state"]
        for item in street.as_("leader").get(f"…/shifts/{shift_id}/sign-ups").get_json()["items"]
    }
    assert names == {"孙邻居": "signed_up", "小明明": "waiting"}
    answer = street.as_("volunteer").post(f"…/sign-ups/{waiting['id']}/moves", {"move": "accept"}).get_json()
    assert (answer["state"], answer["waiting_position"]) == ("waiting", 1)


def test_no_minor_where_there_may_be_danger(street: Street, child: Someone) -> None:
    with street.work() as uow:
        danger = {"risks": ["登高"], "dangerous": True, "insurance_number": "PZAB2026001"}
        shift_id = make_shift(uow, street["staff"], make_action(uow, street["staff"], **danger))
    body = {"accept_risks": True, "for_member_id": str(child.member_id)}
    refused(join(street.as_("volunteer"), shift_id, **body), 403, "minor_danger")
    refused(join(phone(street, child), shift_id, accept_risks=True), 403, "minor_danger")


def test_a_teenager_names_a_guardian_by_name_and_phone(street: Street) -> None:
    with street.work() as uow:
        teen = make_member(uow, street.community_id, name="小同学", birth_date=TEEN)
        for who, number in (("peer", "13900000011"), ("applicant", "13900000012")):
            identity.bind_phone(uow, street[who].person_id, number)
    shift_id = street.shift()
    refused(join(phone(street, teen), shift_id), 422, "guardian_needed")
    for name, number in (("王大妈", "13900000011"), ("褚新人", "13900000012"), ("周秀英", "13900000013")):
        named = {"name": name, "phone": number}
        refused(join(phone(street, teen), shift_id, guardian=named), 422, "guardian_not_found")
    held = join(phone(street, teen), shift_id, guardian={"name": "周秀英", "phone": "13900000011"}).get_json()
    assert (held["state"], held["asked"]["member"]["name"]) == ("invited", "周*")
    accepted = street.as_("peer").post(f"…/sign-ups/{held['id']}/moves", {"move": "accept"})
    assert accepted.get_json()["state"] == "signed_up"


def test_the_guardian_of_an_invited_minor_answers(street: Street, child: Someone) -> None:
    shift_id = street.shift()
    group = {"member_ids": [str(child.member_id)]}
    (held,) = street.as_("contact").post(f"…/shifts/{shift_id}/groups", group).get_json()["items"]
    assert held["asked"]["as"] == "guardian"
    declined = street.as_("volunteer").post(f"…/sign-ups/{held['id']}/moves", {"move": "decline"})
    assert declined.get_json()["state"] == "cancelled"


def test_guardian_and_ward_cancel(street: Street, child: Someone) -> None:
    shift_id = street.shift(
        starts_at=street.clock.at + timedelta(days=3), ends_at=street.clock.at + timedelta(days=3, hours=1)
    )
    made = join(street.as_("volunteer"), shift_id, for_member_id=str(child.member_id)).get_json()
    refused(street.as_("peer").post(f"…/sign-ups/{made['id']}/moves", {"move": "cancel"}), 403, "forbidden")
    assert street.as_("volunteer").post(f"…/sign-ups/{made['id']}/moves", {"move": "cancel"}).status_code == 200
