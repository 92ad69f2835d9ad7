"""What a membership must not give away or get round: guardians, doors, names, ties that outlive it."""

from typing import Any
from uuid import UUID

import flask
import psycopg
import pytest

from backend.communities.privacy import PRIVACY_VERSION
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.identity import service as identity
from backend.infra.uow import unit_of_work
from tests.client import Caller, refused
from tests.factories.communities import Someone, make_community, make_member, make_person, make_unit

ADULT: dict[str, Any] = {
    "name": "周秀英",
    "birth_date": "1968-05-04",
    "privacy_version": PRIVACY_VERSION,
    "consent": True,
    "tie": "home",
}
CHILD: dict[str, Any] = ADULT | {"name": "周小小", "birth_date": "2015-06-01"}


class Place:
    """A community with one of everybody."""

    def __init__(self, app: flask.Flask) -> None:
        self.app = app
        with app.app_context(), unit_of_work() as uow:
            self.cid = make_community(uow)
            self.unit_id: UUID = make_unit(uow, self.cid)
            contact = (self.unit_id, Role.UNIT_CONTACT)
            self.people: dict[str, Someone] = {
                "staff": make_member(uow, self.cid, Role.STAFF),
                "supervisor": make_member(uow, self.cid, Role.SUPERVISOR),
                "guardian": make_member(uow, self.cid, name="欧阳监护"),
                "contact": make_member(uow, self.cid, name="孙联络", unit=contact),
            }
            self.newcomer_id: UUID = make_person(uow)

    def as_(self, who: str) -> Caller:
        person_id = self.newcomer_id if who == "newcomer" else self.people[who].person_id
        return Caller(self.app).as_person(person_id, self.cid)

    def join(self, who: str = "newcomer", **fields: Any) -> dict[str, Any]:
        answer = self.as_(who).post("…/members", fields)
        assert answer.status_code == 201, answer.text
        body: dict[str, Any] = answer.get_json()
        return body

    def move(self, who: str, member_id: str, move: str) -> Any:
        return self.as_(who).post(f"…/members/{member_id}/moves", {"move": move})

    def join_as_child(self) -> dict[str, Any]:
        return self.join(**CHILD, guardian_member_id=str(self.people["guardian"].member_id))


@pytest.fixture
def place(app: flask.Flask, clock: FixedClock) -> Place:
    return Place(app)


def test_a_rejection_does_not_stand_in_for_the_guardians_consent(place: Place) -> None:
    child = place.join_as_child()["id"]
    rejected = place.move("staff", child, "reject").get_json()
    assert "verify" not in [move["move"] for move in rejected["moves"]]
    refused(place.move("staff", child, "verify"), 409, "move_not_allowed")
    place.join_as_child()
    place.move("guardian", child, "consent")
    place.move("staff", child, "reject")
    assert place.move("staff", child, "verify").get_json()["state"] == "verified"


def test_a_guardian_who_has_left_consents_to_nothing(place: Place) -> None:
    child = place.join_as_child()["id"]
    place.move("guardian", str(place.people["guardian"].member_id), "leave")
    refused(place.move("guardian", child, "consent"), 403, "not_a_member")


def test_a_phone_does_not_give_away_whose_it_is(place: Place) -> None:
    with place.app.app_context(), unit_of_work() as uow:
        identity.bind_phone(uow, place.people["guardian"].person_id, "13900001234")
    child = place.join(**CHILD, guardian_phone="13900001234")
    assert child["guardian"]["name"] == "欧*"
    desk = place.as_("staff").get("…/members", state="awaiting_guardian").get_json()["items"]
    assert [m["guardian"]["name"] for m in desk] == ["欧阳监护"]
    assert place.move("guardian", child["id"], "consent").get_json()["guardian"]["name"] == "欧阳监护"
    assert place.as_("newcomer").get("…/members/me").get_json()["guardian"]["name"] == "欧阳监护"


def test_doors_are_for_the_desk_and_oneself(place: Place) -> None:
    door = {"building": "3号楼", "door": "602室"}
    place.join(**ADULT, household=door)
    assert place.as_("newcomer").get("…/members/me").get_json()["household"] == door
    assert place.as_("staff").get("…/members", state="applied").get_json()["items"][0]["household"] == door
    assert place.as_("supervisor").get("…/members", state="applied").get_json()["items"][0]["household"] is None


def test_strangers_see_no_full_name_of_a_contact(place: Place) -> None:
    assert place.as_("newcomer").get("…/units").get_json()["items"][0]["contact"]["name"] == "孙*"
    assert place.as_("staff").get("…/units").get_json()["items"][0]["contact"]["name"] == "孙联络"


def test_who_leaves_speaks_for_no_unit_after_coming_back(place: Place) -> None:
    contact = str(place.people["contact"].member_id)
    place.move("contact", contact, "leave")
    assert place.as_("staff").get("…/units").get_json()["items"][0]["contact"] is None
    place.join("contact", **ADULT)
    assert place.move("staff", contact, "verify").get_json()["units"] == []
    refused(place.as_("contact").get(f"…/units/{place.unit_id}/employees"), 403, "forbidden")


def test_who_was_rejected_may_leave_and_live_elsewhere(place: Place) -> None:
    member = place.join(**ADULT)["id"]
    place.move("staff", member, "reject")
    assert [m["move"] for m in place.as_("newcomer").get("…/members/me").get_json()["moves"]] == ["leave"]
    assert place.move("newcomer", member, "leave").get_json()["state"] == "left"
    with place.app.app_context(), unit_of_work() as uow:
        other = make_community(uow)
    assert Caller(place.app, place.as_("newcomer").token, other).post("…/members", ADULT).status_code == 201


def test_reading_ones_own_membership_waits_for_nobody(place: Place, owner_url: str) -> None:
    guardian = place.people["guardian"]
    with psycopg.connect(owner_url) as other:
        other.execute("SELECT 1 FROM members WHERE community_id = %s FOR UPDATE", [guardian.community_id])
        assert place.as_("guardian").get("…/members/me").status_code == 200
