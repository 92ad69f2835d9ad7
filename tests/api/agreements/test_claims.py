"""Claims over HTTP: made by a unit's contact, decided by the desk, delivered, accepted; and every refusal."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from backend.core.actor import Role
from backend.lists.models import Entry
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_claim, make_neighbourhood, make_place
from tests.factories.communities import make_member
from tests.factories.lists import make_open_entry, propose_entry


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


@pytest.fixture
def entry_id(place: Place) -> str:
    """An open service project that asks for ten sessions."""
    with place.work() as uow:
        return str(make_open_entry(uow, place.hood["staff"], "service_project", quantity=10))


def body(place: Place, quantity: Any = 4, **changes: Any) -> dict[str, Any]:
    return {"actor": {"type": "unit", "id": str(place.hood.unit_id)}, "quantity": quantity} | changes


def claim(place: Place, entry_id: str, quantity: int = 4) -> dict[str, Any]:
    response = place.as_("contact").post(f"…/entries/{entry_id}/claims", body(place, quantity, note="每周三下午"))
    assert response.status_code == 201, response.get_data(as_text=True)
    answer: dict[str, Any] = response.get_json()
    return answer


def move(place: Place, who: str, claim_id: str, name: str, **more: Any) -> Any:
    return place.as_(who).post(f"…/claims/{claim_id}/moves", {"move": name, **more})


def test_the_whole_way_of_a_claim(place: Place, entry_id: str) -> None:
    made = claim(place, entry_id, 10)
    assert made["entry"] == {
        "id": entry_id,
        "kind": "service_project",
        "title": "陪护高龄老人",
        "number": "服-0001",
        "quantity": 10,
        "quantity_unit": "次",
        "claimed_quantity": 10,
    }
    assert made["actor"]["id"] == str(place.hood.unit_id)
    assert (made["actor"]["type"], made["quantity"], made["note"]) == ("unit", 10, "每周三下午")
    assert (made["state"], made["state_name"], made["created_at"]) == ("open", "等待确认", "2026-11-23T01:00:00Z")
    assert made["moves"] == [{"move": "withdraw", "name": "撤回认领"}]
    states = [
        move(place, who, made["id"], name).get_json()["state"]
        for who, name in (
            ("staff", "accept"),
            ("contact", "deliver"),
            ("lead", "reject_delivery"),
            ("contact", "deliver"),
            ("staff", "accept_delivery"),
        )
    ]
    assert states == ["accepted", "delivered", "accepted", "delivered", "closed"]
    entry = place.as_("resident").get(f"…/entries/{entry_id}").get_json()
    # The member of staff who accepted is who proposed the project: it is solved, not only delivered.
    assert (entry["state"], entry["claimed_quantity"]) == ("accepted", 10)


def test_moves_offered_to_each(place: Place, entry_id: str) -> None:
    made = claim(place, entry_id)

    def offered(who: str) -> list[str]:
        answer = place.as_(who).get(f"…/claims/{made['id']}").get_json()
        return [option["move"] for option in answer["moves"]]

    assert (offered("staff"), offered("contact"), offered("resident")) == (["accept", "decline"], ["withdraw"], [])
    move(place, "staff", made["id"], "accept")
    assert (offered("staff"), offered("contact"), offered("employee")) == ([], ["withdraw", "deliver"], [])
    move(place, "contact", made["id"], "deliver")
    assert (offered("lead"), offered("contact")) == (["accept_delivery", "reject_delivery"], [])


def test_declined_quantity_is_free_again(place: Place, entry_id: str) -> None:
    made = claim(place, entry_id, 10)
    shown = place.as_("resident").get(f"…/entries/{entry_id}").get_json()
    assert (shown["state"], shown["state_name"], shown["claimed_quantity"]) == ("claimed", "已认领", 10)
    declined = move(place, "staff", made["id"], "decline", note="时间不合适").get_json()
    assert (declined["state"], declined["entry"]["claimed_quantity"]) == ("declined", 0)
    assert place.as_("resident").get(f"…/entries/{entry_id}").get_json()["state"] == "open"
    claim(place, entry_id, 10)


def test_the_entrys_history_tells_of_its_claims(place: Place, entry_id: str) -> None:
    made = claim(place, entry_id)
    move(place, "contact", made["id"], "withdraw")
    lines = place.as_("resident").get(f"…/entries/{entry_id}/history").get_json()["items"]
    assert [(line["move"], line["name"], line["note"], line["to_state"]) for line in lines[2:]] == [
        ("claim", "认领", "4 次", "partly_claimed"),
        ("release", "释放认领", "4 次", "open"),
    ]


def test_claims_are_listed_by_entry_unit_and_state(place: Place, entry_id: str) -> None:
    with place.work() as uow:
        hood = place.hood
        other_entry = make_open_entry(uow, hood["resident"])
        of_other = str(make_claim(uow, hood["other_contact"], hood.other_unit_id, other_entry))
    mine = claim(place, entry_id)["id"]
    move(place, "staff", mine, "accept")
    caller = place.as_("resident")

    def ids(path: str, **query: str) -> list[str]:
        return [item["id"] for item in caller.get(path, **query).get_json()["items"]]

    assert ids("…/claims") == [mine, of_other]
    assert ids("…/claims", limit="1") == [mine]
    assert ids("…/claims", unit_id=str(place.hood.unit_id)) == [mine]
    assert ids("…/claims", state="open") == [of_other]
    assert ids("…/claims", unit_id=str(place.hood.unit_id), state="open") == []
    assert ids(f"…/entries/{entry_id}/claims") == [mine]
    assert caller.get("…/claims", limit="1").get_json()["next_cursor"] is not None


def test_only_the_units_contact_claims(place: Place, entry_id: str) -> None:
    for who in ("employee", "other_contact", "staff", "lead", "supervisor", "resident"):
        refused(place.as_(who).post(f"…/entries/{entry_id}/claims", body(place)), 403, "forbidden")
    for who in ("stranger", "applicant"):
        refused(place.as_(who).post(f"…/entries/{entry_id}/claims", body(place)), 403, "not_a_member")
    refused(place.as_("nobody").post(f"…/entries/{entry_id}/claims", body(place)), 401, "not_signed_in")
    assert place.as_("staff").get("…/claims").get_json()["items"] == []


@pytest.mark.parametrize(
    ("who", "name", "status", "code"),
    [
        ("contact", "accept", 403, "forbidden"),
        ("contact", "decline", 403, "forbidden"),
        ("other_contact", "withdraw", 403, "forbidden"),
        ("employee", "withdraw", 403, "forbidden"),
        ("resident", "accept", 403, "forbidden"),
        ("resident", "accept_delivery", 403, "forbidden"),
        ("staff", "withdraw", 403, "forbidden"),
        ("staff", "deliver", 403, "forbidden"),
        ("supervisor", "accept", 403, "forbidden"),
        ("stranger", "accept", 403, "not_a_member"),
        ("applicant", "withdraw", 403, "not_a_member"),
        ("nobody", "accept", 401, "not_signed_in"),
        ("contact", "deliver", 409, "move_not_allowed"),
        ("staff", "accept_delivery", 409, "move_not_allowed"),
        ("staff", "reject_delivery", 409, "move_not_allowed"),
        ("staff", "close", 422, "invalid"),
        ("staff", "", 422, "invalid"),
    ],
)
def test_moves_that_are_refused(place: Place, entry_id: str, who: str, name: str, status: int, code: str) -> None:
    made = claim(place, entry_id)
    refused(move(place, who, made["id"], name), status, code)
    assert place.as_("contact").get(f"…/claims/{made['id']}").get_json() == made


def test_the_debtor_does_not_accept_the_delivery(place: Place, entry_id: str) -> None:
    made = claim(place, entry_id)
    move(place, "staff", made["id"], "accept")
    move(place, "contact", made["id"], "deliver")
    refused(move(place, "contact", made["id"], "accept_delivery"), 403, "forbidden")
    assert move(place, "lead", made["id"], "accept_delivery").status_code == 200


@pytest.mark.parametrize("tie", [Role.UNIT_EMPLOYEE, Role.UNIT_CONTACT])
def test_who_works_for_the_unit_decides_nothing_of_its_claim(place: Place, entry_id: str, tie: Role) -> None:
    with place.work() as uow:
        place.hood.people["both"] = make_member(
            uow, place.hood.community_id, Role.STAFF, unit=(place.hood.unit_id, tie)
        )
    made = claim(place, entry_id)
    refused(move(place, "both", made["id"], "accept"), 403, "own_claim")
    move(place, "staff", made["id"], "accept")
    move(place, "contact", made["id"], "deliver")
    refused(move(place, "both", made["id"], "accept_delivery"), 403, "own_delivery")
    assert place.as_("both").get(f"…/claims/{made['id']}").get_json()["moves"] == []


def test_the_claimants_note_is_for_both_sides_and_the_desk(place: Place) -> None:
    with place.work() as uow:
        entry_id = str(make_open_entry(uow, place.hood["resident"]))
    told = {"actor": {"type": "unit", "id": str(place.hood.unit_id)}, "quantity": 1, "note": "李奶奶家，三楼"}
    made = place.as_("contact").post(f"…/entries/{entry_id}/claims", told).get_json()
    for who in ("contact", "employee", "resident", "staff", "lead", "supervisor"):
        assert place.as_(who).get(f"…/claims/{made['id']}").get_json()["note"] == "李奶奶家，三楼", who
    for who in ("neighbour", "other_contact"):
        assert place.as_(who).get(f"…/claims/{made['id']}").get_json()["note"] is None, who


def test_a_claim_on_an_entry_out_of_sight_is_its_sides(place: Place, entry_id: str) -> None:
    made = claim(place, entry_id)
    with place.work() as uow:
        uow.session.execute(update(Entry).where(Entry.id == UUID(entry_id)).values(state="withdrawn"))
    refused(place.as_("neighbour").get(f"…/claims/{made['id']}"), 404, "not_found")
    assert place.as_("neighbour").get("…/claims").get_json()["items"] == []
    for who in ("contact", "staff", "supervisor"):
        assert place.as_(who).get(f"…/claims/{made['id']}").status_code == 200
        assert len(place.as_(who).get("…/claims").get_json()["items"]) == 1


def test_who_asked_accepts_the_delivery(place: Place) -> None:
    with place.work() as uow:
        entry_id = str(make_open_entry(uow, place.hood["resident"]))
    made = claim(place, entry_id, 1)
    move(place, "staff", made["id"], "accept")
    move(place, "contact", made["id"], "deliver")
    refused(move(place, "neighbour", made["id"], "accept_delivery"), 403, "forbidden")
    assert move(place, "resident", made["id"], "accept_delivery").get_json()["state"] == "closed"
    assert place.as_("resident").get(f"…/entries/{entry_id}").get_json()["state"] == "accepted"


def test_more_than_is_left_tells_how_much_is(place: Place, entry_id: str) -> None:
    claim(place, entry_id, 7)
    other = {"actor": {"type": "unit", "id": str(place.hood.other_unit_id)}, "quantity": 4}
    problem = refused(
        place.as_("other_contact").post(f"…/entries/{entry_id}/claims", other), 409, "claim_exceeds_entry"
    )
    assert (problem["left"], problem["detail"]) == (3, "还剩 3 次可以认领")


def test_a_second_claim_waits_for_the_first(place: Place, entry_id: str) -> None:
    claim(place, entry_id)
    refused(place.as_("contact").post(f"…/entries/{entry_id}/claims", body(place, 1)), 409, "already_claimed")
    assert place.as_("contact").get(f"…/entries/{entry_id}").get_json()["claimed_quantity"] == 4


def test_what_cannot_be_claimed(place: Place) -> None:
    with place.work() as uow:
        hood = place.hood
        resource = make_open_entry(uow, hood["resident"], "resource", quantity=9)
        tariff = make_open_entry(uow, hood["staff"], "benefit")
        own = make_open_entry(uow, hood["contact"], unit_id=hood.unit_id)
        proposed = propose_entry(uow, hood["resident"])
        seen_but_closed = make_open_entry(uow, hood["staff"], "service_project")
    assert place.as_("staff").post(f"…/entries/{seen_but_closed}/moves", {"move": "close"}).status_code == 200
    for id_, status, code in (
        (resource, 409, "entry_not_claimable"),
        (tariff, 409, "entry_not_claimable"),
        (seen_but_closed, 409, "entry_not_claimable"),
        (own, 409, "own_entry"),
        (proposed, 404, "not_found"),
        (uuid4(), 404, "not_found"),
    ):
        refused(place.as_("contact").post(f"…/entries/{id_}/claims", body(place, 1)), status, code)


def test_staff_leave_no_claim_hanging(place: Place, entry_id: str) -> None:
    claim(place, entry_id)
    shown = place.as_("staff").get(f"…/entries/{entry_id}").get_json()
    assert [option["move"] for option in shown["moves"]] == ["start"]
    for name in ("close", "deliver"):
        refused(place.as_("staff").post(f"…/entries/{entry_id}/moves", {"move": name}), 409, "entry_has_claims")


def test_a_repeated_claim_is_one(place: Place, entry_id: str) -> None:
    contact, path = place.as_("contact"), f"…/entries/{entry_id}/claims"
    first = contact.post(path, body(place), key="claim-key-1")
    assert contact.post(path, body(place), key="claim-key-1").get_data() == first.get_data()
    refused(contact.post(path, body(place, 5), key="claim-key-1"), 409, "idempotency_key_reused")
    refused(contact.call("POST", path, json=body(place)), 428, "idempotency_key_required")
    assert contact.get(f"…/entries/{entry_id}").get_json()["claimed_quantity"] == 4


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": -5}, "quantity"),
        ({"quantity": 2**63}, "quantity"),
        ({"quantity": 10**30}, "quantity"),
        ({"quantity": "4"}, "quantity"),
        ({"quantity": 4.5}, "quantity"),
        ({"quantity": None}, "quantity"),
        ({"actor": None}, "actor"),
        ({"actor": "unit"}, "actor"),
        ({"actor": {"type": "unit"}}, "actor"),
        ({"actor": {"type": "household", "id": str(uuid4())}}, "actor"),
        ({"wait": "yes"}, "wait"),
        ({"assists": [{"share": 1}]}, "assists"),
        ({"actor": {"type": "unit", "id": "7"}}, "actor"),
        ({"actor": {"type": "unit", "id": str(uuid4()), "name": "x"}}, "actor"),
        ({"note": "字" * 501}, "note"),
        ({"note": "坏\x00字"}, "note"),
        ({"note": "\u202e倒"}, "note"),
        ({"state": "accepted"}, "state"),
        ({"entry_id": str(uuid4())}, "entry_id"),
    ],
)
def test_a_wrong_field_is_named(place: Place, entry_id: str, changes: dict[str, Any], field: str) -> None:
    response = place.as_("contact").post(f"…/entries/{entry_id}/claims", body(place) | changes)
    assert list(refused(response, 422, "invalid")["errors"]) == [field]
    assert place.as_("contact").get("…/claims").get_json()["items"] == []


@pytest.mark.parametrize("note", ["我们周三来💪", "مرحبا", "=cmd()", "<b>粗</b>"])
def test_unusual_notes_come_back_as_they_were(place: Place, entry_id: str, note: str) -> None:
    response = place.as_("contact").post(f"…/entries/{entry_id}/claims", body(place, note=note))
    assert response.get_json()["note"] == note


def test_a_move_with_too_long_a_note_changes_nothing(place: Place, entry_id: str) -> None:
    made = claim(place, entry_id)
    refused(move(place, "staff", made["id"], "accept", note="字" * 501), 422, "invalid")
    refused(move(place, "staff", made["id"], "accept", by="me"), 422, "invalid")
    assert place.as_("staff").get(f"…/claims/{made['id']}").get_json()["state"] == "open"


def test_ids_of_another_community_are_unknown(place: Place) -> None:
    with place.work() as uow:
        there = make_neighbourhood(uow)
        entry = make_open_entry(uow, there["staff"], "service_project", quantity=5)
        theirs = make_claim(uow, there["contact"], there.unit_id, entry, 2)
    contact, staff = place.as_("contact"), place.as_("staff")
    for response in (
        contact.post(f"…/entries/{entry}/claims", body(place, 1)),
        contact.get(f"…/entries/{entry}/claims"),
        staff.get(f"…/claims/{theirs}"),
        staff.post(f"…/claims/{theirs}/moves", {"move": "accept"}),
        staff.get("…/claims/not-a-uuid"),
    ):
        refused(response, 404, "not_found")
    assert staff.get("…/claims", unit_id=str(there.unit_id)).get_json()["items"] == []
    # Another community's unit is no unit of the caller's, whatever it is elsewhere.
    foreign = {"actor": {"type": "unit", "id": str(there.unit_id)}, "quantity": 1}
    refused(contact.post(f"…/entries/{entry}/claims", foreign), 403, "forbidden")


def test_members_alone_read_claims(place: Place, entry_id: str) -> None:
    made = claim(place, entry_id)
    for path in ("…/claims", f"…/claims/{made['id']}", f"…/entries/{entry_id}/claims"):
        for who in ("stranger", "applicant"):
            refused(place.as_(who).get(path), 403, "not_a_member")
        refused(place.as_("nobody").get(path), 401, "not_signed_in")
        assert place.as_("neighbour").get(path).status_code == 200


@pytest.mark.parametrize(
    "query", [{"cursor": "x"}, {"limit": "0"}, {"state": "done"}, {"unit_id": "7"}, {"entry_id": "7"}]
)
def test_a_wrong_query_is_named(place: Place, query: dict[str, str]) -> None:
    errors = refused(place.as_("resident").get("…/claims", **query), 422, "invalid")["errors"]
    assert list(errors) == list(query)
