"""Roles of a shift: places of their own, a waiting list of their own, a qualification that somebody looked at."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.volunteering.models import ShiftRole
from backend.volunteering.types.activities import NewRole
from tests.client import refused
from tests.factories.volunteering import Street, make_action

NURSE = NewRole("测血压", 1, qualification="护士执业证")
CLERK = NewRole("登记", 1, skill="会用手机")


def open_shift(street: Street, *roles: NewRole, places: int = 3) -> tuple[UUID, dict[str, str]]:
    """Open a shift with roles and return it with the roles' ids by name."""
    shift_id = street.shift(places=places, roles=roles)
    shown = street.as_("volunteer").get(f"…/shifts/{shift_id}").get_json()["roles"]
    return shift_id, {role["name"]: role["id"] for role in shown}


def join(street: Street, who: str, shift_id: UUID, role_id: str, **fields: Any) -> dict[str, Any]:
    answer = street.as_(who).post(f"…/shifts/{shift_id}/sign-ups", {"role_id": role_id, **fields})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return dict(answer.get_json())


def taken(street: Street, shift_id: UUID) -> dict[str, int]:
    with street.work() as uow:
        rows = uow.session.scalars(
            select(ShiftRole).where(ShiftRole.community_id == street.community_id, ShiftRole.shift_id == shift_id)
        )
        return {row.name: row.places_taken for row in rows}


def test_whoever_signs_up_takes_a_role_and_the_rest_is_one_too(street: Street) -> None:
    shift_id, roles = open_shift(street, NURSE, CLERK)
    assert list(roles) == ["测血压", "登记", "其他志愿者"]
    problem = refused(street.as_("peer").post(f"…/shifts/{shift_id}/sign-ups", {}), 422, "role_needed")
    assert [role["name"] for role in problem["roles"]] == list(roles)
    assert join(street, "peer", shift_id, roles["登记"])["role"]["name"] == "登记"


def test_each_role_has_a_waiting_list_of_its_own(street: Street) -> None:
    shift_id, roles = open_shift(street, CLERK)
    first = join(street, "peer", shift_id, roles["登记"])
    waiting = join(street, "volunteer", shift_id, roles["登记"])
    other = join(street, "neighbour", shift_id, roles["其他志愿者"])
    assert (waiting["state"], waiting["waiting_position"], other["state"]) == ("waiting", 1, "signed_up")
    street.as_("neighbour").post(f"…/sign-ups/{other['id']}/moves", {"move": "cancel"})
    assert taken(street, shift_id) == {"登记": 1, "其他志愿者": 0}  # nobody waits for that role
    street.as_("peer").post(f"…/sign-ups/{first['id']}/moves", {"move": "cancel"})
    mine = street.as_("volunteer").get(f"…/shifts/{shift_id}").get_json()["my_sign_up"]
    assert (mine["state"], taken(street, shift_id)) == ("signed_up", {"登记": 1, "其他志愿者": 0})


def test_a_role_of_another_shift_is_none(street: Street) -> None:
    shift_id, _ = open_shift(street, CLERK)
    other_id, roles = open_shift(street, CLERK)
    body = {"role_id": roles["登记"]}
    refused(street.as_("peer").post(f"…/shifts/{shift_id}/sign-ups", body), 422, "role_needed")
    plain = street.shift()
    refused(street.as_("peer").post(f"…/shifts/{plain}/sign-ups", body), 422, "role_needed")
    assert other_id != shift_id


def test_presence_waits_until_the_certificate_was_looked_at(street: Street) -> None:
    """志愿服务条例 Art. 16."""
    shift_id, roles = open_shift(street, NURSE)
    body = {"role_id": roles["测血压"]}
    refused(street.as_("peer").post(f"…/shifts/{shift_id}/sign-ups", body), 422, "qualification_needed")
    mine = join(street, "peer", shift_id, roles["测血压"], qualification_number="201912345678")
    assert mine["qualification"] == {"name": "护士执业证", "number": "201912345678", "is_confirmed": False}
    street.clock.at = street.times(shift_id)[0]
    code = {"code": street.code(shift_id)}
    check_ins, move = f"…/shifts/{shift_id}/check-ins", f"…/sign-ups/{mine['id']}/moves"
    refused(street.as_("peer").post(check_ins, code), 409, "qualification_unconfirmed")
    for who in ("peer", "volunteer", "contact"):
        refused(street.as_(who).post(move, {"move": "confirm_qualification"}), 403, "forbidden")
    (seen,) = street.as_("leader").get(f"…/shifts/{shift_id}/sign-ups").get_json()["items"]
    assert {"move": "confirm_qualification", "name": "确认资格"} in seen["moves"]
    confirmed = street.as_("leader").post(move, {"move": "confirm_qualification"}).get_json()
    assert confirmed["qualification"]["is_confirmed"] is True
    assert street.as_("peer").post(check_ins, code).status_code == 201


def test_a_leader_does_not_confirm_their_own_certificate(street: Street) -> None:
    shift_id, roles = open_shift(street, NURSE)
    mine = join(street, "leader", shift_id, roles["测血压"], qualification_number="201912345678")
    move = f"…/sign-ups/{mine['id']}/moves"
    refused(street.as_("leader").post(move, {"move": "confirm_qualification"}), 403, "forbidden")
    assert street.as_("staff").post(move, {"move": "confirm_qualification"}).status_code == 200


def test_roles_want_no_more_than_the_places(street: Street) -> None:
    with street.work() as uow:
        entry_id = make_action(uow, street["staff"])
    body = {
        "entry_id": str(entry_id),
        "starts_at": "2026-12-01T01:00:00Z",
        "ends_at": "2026-12-01T03:00:00Z",
        "places": 2,
        "place": "活动室",
        "roles": [{"name": "登记", "places": 3}],
    }
    problem = refused(street.as_("staff").post("…/shifts", body), 422, "invalid")
    assert list(problem["errors"]) == ["roles"]
