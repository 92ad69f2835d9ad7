"""Joining, verifying, roles and ties to units over HTTP."""

from typing import Any
from uuid import UUID, uuid4

import flask
import pytest
from sqlalchemy import update

from backend.communities.jobs import NAMES
from backend.communities.models import Member
from backend.communities.privacy import PRIVACY_VERSION
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.infra.uow import unit_of_work
from tests.client import Caller, refused
from tests.factories.communities import Someone, make_community, make_member, make_person, make_unit

ADULT = {
    "name": "周秀英",
    "birth_date": "1968-05-04",
    "privacy_version": PRIVACY_VERSION,
    "consent": True,
    "tie": "home",
}
CHILD = ADULT | {"name": "周小小", "birth_date": "2015-06-01"}


@pytest.fixture
def place(app: flask.Flask, clock: FixedClock, caller: Caller) -> "Place":
    with app.app_context(), unit_of_work() as uow:
        cid = make_community(uow)
        unit = make_unit(uow, cid)
        return Place(
            caller,
            cid,
            unit,
            staff=make_member(uow, cid, Role.STAFF),
            lead=make_member(uow, cid, Role.LEAD),
            resident=make_member(uow, cid),
            contact=make_member(uow, cid, unit=(unit, Role.UNIT_CONTACT)),
            newcomer=make_person(uow),
        )


class Place:
    """A community with one of everybody."""

    def __init__(self, caller: Caller, cid: int, unit: UUID, newcomer: UUID, **members: Someone) -> None:
        self.cid, self.unit, self.newcomer_id = cid, unit, newcomer
        self.members = members
        self._caller = caller

    def as_(self, who: str) -> Caller:
        return self.as_person(self.members[who].person_id)

    def as_person(self, person_id: UUID) -> Caller:
        return self._caller.as_person(person_id, self.cid)

    @property
    def newcomer(self) -> Caller:
        return self.as_person(self.newcomer_id)

    def another(self) -> Caller:
        """Somebody new with a phone."""
        with self._caller.app.app_context(), unit_of_work() as uow:
            return self.as_person(make_person(uow))


def join(caller: Caller, **changes: Any) -> dict[str, Any]:
    answer = caller.post("…/members", ADULT | changes)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def test_a_resident_joins_and_staff_verify(place: Place) -> None:
    applied = join(place.newcomer, household={"building": "3号楼", "door": "602室"}, party_member=True)
    assert (applied["state"], applied["roles"], applied["party_member"]) == ("applied", [], True)
    assert [move["move"] for move in applied["moves"]] == ["leave"]

    waiting = place.as_("staff").get("…/members", state="applied").get_json()["items"]
    assert [(m["id"], m["household"]) for m in waiting] == [(applied["id"], {"building": "3号楼", "door": "602室"})]
    verified = place.as_("staff").post(f"…/members/{applied['id']}/moves", {"move": "verify"}).get_json()
    assert (verified["state"], verified["roles"]) == ("verified", ["member"])

    memberships = place.newcomer.get("/auth/me").get_json()["memberships"]
    assert [(m["community_id"], m["roles"]) for m in memberships] == [(place.cid, ["member"])]
    assert place.newcomer.get("/auth/me").get_json()["person"]["name"] == "周秀英"


def test_only_staff_and_lead_verify(place: Place) -> None:
    member = join(place.newcomer)["id"]
    for who in ("resident", "contact"):
        refused(place.as_(who).post(f"…/members/{member}/moves", {"move": "verify"}), 403, "forbidden")
    refused(place.newcomer.post(f"…/members/{member}/moves", {"move": "verify"}), 403, "not_a_member")
    refused(place.as_("resident").get("…/members"), 403, "forbidden")


def test_a_child_waits_for_the_named_guardian(place: Place) -> None:
    refused(place.newcomer.post("…/members", CHILD), 422, "guardian_required")
    guardian = place.members["resident"]
    child = join(place.newcomer, **CHILD, guardian_member_id=str(guardian.member_id))
    assert child["state"] == "awaiting_guardian"
    path = f"…/members/{child['id']}/moves"
    refused(place.as_("contact").post(path, {"move": "consent"}), 403, "forbidden")
    refused(place.as_("staff").post(path, {"move": "verify"}), 409, "move_not_allowed")
    assert place.as_("resident").post(path, {"move": "consent"}).get_json()["state"] == "applied"
    assert place.as_("staff").post(path, {"move": "verify"}).get_json()["state"] == "verified"


def test_a_guardian_is_a_verified_adult_of_this_community(place: Place, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        elsewhere = make_member(uow, make_community(uow)).member_id
        applicant = make_member(uow, place.cid, state="applied").member_id
    for unfit in (elsewhere, applicant, uuid4()):
        refused(place.newcomer.post("…/members", CHILD | {"guardian_member_id": str(unfit)}), 422, "guardian_unfit")
    refused(place.newcomer.post("…/members", CHILD | {"guardian_phone": "13800000000"}), 422, "guardian_unfit")


def test_one_home_in_the_whole_country_and_work_elsewhere(place: Place, app: flask.Flask) -> None:
    join(place.newcomer)
    refused(place.newcomer.post("…/members", ADULT), 409, "already_member")
    with app.app_context(), unit_of_work() as uow:
        other = make_community(uow)
    there = Caller(app, place.newcomer.token, other)
    refused(there.post("…/members", ADULT), 409, "home_elsewhere")
    assert join(there, tie="work", party_member=True)["tie"] == "work"
    assert len(there.get("/auth/me").get_json()["memberships"]) == 2


def test_a_units_contact_confirms_an_employee_and_so_the_membership(place: Place) -> None:
    member = join(place.newcomer, tie="work", unit_id=str(place.unit))
    path = f"…/units/{place.unit}/employees"
    refused(place.as_("resident").get(path), 403, "forbidden")
    applied = [e for e in place.as_("contact").get(path).get_json()["items"] if e["state"] == "applied"]
    assert [e["member"]["id"] for e in applied] == [member["id"]]
    moves = f"…/employments/{applied[0]['id']}/moves"
    refused(place.as_("resident").post(moves, {"move": "confirm"}), 403, "forbidden")
    assert place.as_("contact").post(moves, {"move": "confirm"}).get_json()["state"] == "confirmed"
    mine = place.newcomer.get("…/members/me").get_json()
    assert (mine["state"], [u["role"] for u in mine["units"]]) == ("verified", ["employee"])


def test_a_units_word_does_not_verify_a_resident(place: Place) -> None:
    join(place.newcomer, unit_id=str(place.unit))
    employments = place.as_("contact").get(f"…/units/{place.unit}/employees").get_json()["items"]
    applied = next(e for e in employments if e["state"] == "applied")
    place.as_("contact").post(f"…/employments/{applied['id']}/moves", {"move": "confirm"})
    assert place.newcomer.get("…/members/me").get_json()["state"] == "applied"


def test_the_lead_grants_and_takes_roles(place: Place) -> None:
    path = f"…/members/{place.members['resident'].member_id}/roles"
    refused(place.as_("staff").post(path, {"role": "staff", "grant": True}), 403, "forbidden")
    granted = place.as_("lead").post(path, {"role": "supervisor", "grant": True}).get_json()
    assert granted["roles"] == ["member", "supervisor"]
    assert place.as_("resident").get("…/members").status_code == 200
    place.as_("lead").post(path, {"role": "supervisor", "grant": False})
    refused(place.as_("resident").get("…/members"), 403, "forbidden")
    refused(place.as_("lead").post(path, {"role": "leader", "grant": True}), 422, "invalid")


def test_who_left_has_no_rights_and_may_come_back(place: Place) -> None:
    resident = place.members["resident"]
    path = f"…/members/{resident.member_id}/moves"
    assert place.as_("resident").post(path, {"move": "leave"}).get_json()["state"] == "left"
    refused(place.as_("resident").get("…/members"), 403, "not_a_member")
    assert place.as_("resident").get("/auth/me").get_json()["memberships"] == []
    assert join(place.as_("resident"))["id"] == str(resident.member_id)


def test_party_membership_is_shown_to_staff_and_oneself_alone(place: Place) -> None:
    member = join(place.newcomer, party_member=True)
    assert place.newcomer.get("…/members/me").get_json()["party_member"] is True
    with place._caller.app.app_context(), unit_of_work() as uow:
        supervisor = make_member(uow, place.cid, Role.SUPERVISOR)
    seen = place.as_person(supervisor.person_id).get("…/members").get_json()["items"]
    assert {m["id"]: m["party_member"] for m in seen}[member["id"]] is None


def test_consent_and_its_version_are_required(place: Place) -> None:
    refused(place.newcomer.post("…/members", ADULT | {"consent": False}), 422, "invalid")
    refused(place.newcomer.post("…/members", ADULT | {"privacy_version": "2001-01"}), 409, "privacy_outdated")


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "x" * 51},
        {"name": "a\x00"},
        {"birth_date": "2026-11-24"},
        {"birth_date": "1899-01-01"},
        {"birth_date": "9999-01-01"},
        {"birth_date": 5},
        {"tie": "friend"},
        {"household": {"building": "3"}},
        {"household": "3号楼"},
        {"unit_id": "x"},
        {"roles": ["lead"]},
        {"guardian_phone": "123"},
        {"consent": "true"},
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(place: Place, changes: dict[str, Any]) -> None:
    refused(place.newcomer.post("…/members", ADULT | changes), 422, "invalid")
    refused(place.newcomer.get("…/members/me"), 404, "not_found")


def test_an_unknown_unit_refuses_the_whole_application(place: Place) -> None:
    refused(place.newcomer.post("…/members", ADULT | {"unit_id": str(uuid4())}), 404, "not_found")
    refused(place.newcomer.get("…/members/me"), 404, "not_found")


def test_staff_enter_units_once(place: Place) -> None:
    new = {"name": f"永乐家电{uuid4().hex[:6]}", "kind": "company", "credit_code": "91310107MA1G00001U"}
    contact = {"contact_member_id": str(place.members["resident"].member_id)}
    refused(place.as_("resident").post("…/units", new), 403, "forbidden")
    unit = place.as_("staff").post("…/units", new | contact).get_json()
    assert unit["contact"]["id"] == contact["contact_member_id"]
    refused(place.as_("staff").post("…/units", new), 409, "unit_exists")
    assert unit["id"] in [u["id"] for u in place.as_("resident").get("…/units", kind="company").get_json()["items"]]
    refused(place.as_("staff").post("…/units", new | {"name": "另一家", "credit_code": "123"}), 422, "invalid")
    mistyped = new | {"name": "又一家", "credit_code": "91310107MA1G00001X"}
    errors = refused(place.as_("staff").post("…/units", mistyped), 422, "invalid")["errors"]
    assert errors == {"credit_code": ["统一社会信用代码不对，请对照执照再核对一遍"]}


def test_a_member_of_another_community_is_not_found_here(place: Place, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        elsewhere = make_member(uow, make_community(uow)).member_id
    refused(place.as_("staff").post(f"…/members/{elsewhere}/moves", {"move": "verify"}), 404, "not_found")


def test_a_repeated_application_is_answered_as_the_first(place: Place) -> None:
    key = str(uuid4())
    first = place.newcomer.post("…/members", ADULT, key=key)
    again = place.newcomer.post("…/members", ADULT, key=key)
    assert (again.status_code, again.data) == (first.status_code, first.data)
    assert again.headers["Idempotent-Replay"] == "true"
    refused(place.newcomer.post("…/members", ADULT | {"name": "别人"}, key=key), 409, "idempotency_key_reused")


def test_members_page_by_cursor(place: Place) -> None:
    staff = place.as_("staff")
    whole = [m["id"] for m in staff.get("…/members", limit=100).get_json()["items"]]
    first = staff.get("…/members", limit=2).get_json()
    rest = staff.get("…/members", limit=100, cursor=first["next_cursor"]).get_json()
    assert [m["id"] for m in first["items"] + rest["items"]] == whole
    assert rest["next_cursor"] is None
    for cursor in ("x", "W10", "bnVsbA", "a" * 401):
        refused(staff.get("…/members", cursor=cursor), 422, "invalid")
    for limit in ("0", "101", "-1", "x", "1e9"):
        refused(staff.get("…/members", limit=limit), 422, "invalid")
    refused(staff.get("…/members", nobody="1"), 422, "invalid")


def found(place: Place, find: str) -> list[str]:
    return [m["id"] for m in place.as_("staff").get("…/members", find=find).get_json()["items"]]


def test_the_desk_finds_a_member_by_whole_name_or_by_building(place: Place) -> None:
    one = join(place.newcomer, name="欧阳·秀英", household={"building": "3号楼", "door": "602室"})["id"]
    other = join(place.another(), name="欧阳秀英", household={"building": "8号楼", "door": "101室"})["id"]
    assert found(place, "欧阳 秀英") == [other, one]
    assert found(place, "3号楼") == [one]
    assert found(place, "秀英") == []


def test_who_comes_back_under_another_name_is_found_by_it(place: Place) -> None:
    member = join(place.newcomer)["id"]
    place.newcomer.post(f"…/members/{member}/moves", {"move": "leave"})
    assert join(place.newcomer, name="周秀兰")["id"] == member
    assert (found(place, "周秀英"), found(place, "周秀兰")) == ([], [member])


def test_names_older_than_their_hash_are_hashed_by_a_job(place: Place, app: flask.Flask) -> None:
    member = join(place.newcomer)["id"]
    with app.app_context(), unit_of_work() as uow:
        uow.session.execute(update(Member).where(Member.community_id == place.cid).values(name_hash=None))
    assert found(place, "周秀英") == []
    with app.app_context(), unit_of_work() as uow:
        assert place.cid in NAMES.scan(uow)
        assert NAMES.work(uow, place.cid) == len(place.members) + 1
    assert found(place, "周秀英") == [member]
    with app.app_context(), unit_of_work() as uow:
        assert place.cid not in NAMES.scan(uow)
