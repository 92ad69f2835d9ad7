"""Shifts over HTTP: who opens them on what, what is refused, how they are read and cancelled."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.agreements.moves.claims import ClaimMove
from backend.lists.types import EntryMove
from tests.client import refused
from tests.factories.agreements import make_claim, move_claim
from tests.factories.lists import make_open_entry, move_entry, propose_entry
from tests.factories.volunteering import Street, make_action, make_shift


def entry(street: Street, **details: Any) -> UUID:
    with street.work() as uow:
        return make_action(uow, street["staff"], **details)


def body(street: Street, on: UUID, /, **changes: Any) -> dict[str, Any]:
    start = street.clock.at + timedelta(days=1)
    fields = {
        "entry_id": str(on),
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=2)).isoformat(),
        "places": 10,
        "place": "睦邻中心一楼",
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not ...}


def test_a_shift_takes_what_its_entry_promises(street: Street) -> None:
    entry_id = entry(street, risks=["要爬楼梯"], age_min=16)
    answer = street.as_("staff").post("…/shifts", body(street, entry_id, age_min=14))
    assert answer.status_code == 201
    shift = answer.get_json()
    assert shift["entry"]["id"] == str(entry_id)
    assert shift["title"] == "陪诊志愿行动"
    assert shift["category_name"] != shift["category"]
    assert (shift["risks"], shift["dangerous"], shift["age_min"]) == (["要爬楼梯"], False, 16)
    assert shift["leader"]["id"] == str(street["staff"].member_id)
    assert (shift["i_lead"], shift["my_sign_up"], shift["my_record"], shift["unit"]) == (True, None, None, None)
    assert shift["moves"] == [{"move": "cancel", "name": "取消活动"}]
    start = datetime.fromisoformat(shift["starts_at"])
    assert datetime.fromisoformat(shift["check_in_from"]) == start - timedelta(minutes=30)
    assert datetime.fromisoformat(shift["check_in_until"]) == start + timedelta(hours=3)
    assert "code_secret" not in shift


def test_the_same_key_opens_one_shift(street: Street) -> None:
    wanted = body(street, entry(street))
    first, again = (street.as_("staff").post("…/shifts", wanted, key="same-key-1") for _ in range(2))
    assert first.data == again.data
    assert len(street.as_("staff").get("…/shifts").get_json()["items"]) == 1


def test_a_units_contact_opens_a_shift_on_an_accepted_claim(street: Street) -> None:
    with street.work() as uow:
        project = make_open_entry(uow, street["staff"], "service_project", quantity=4)
        claim_id = make_claim(uow, street["contact"], street.unit_id, project)
    wanted = body(street, project, claim_id=str(claim_id))
    refused(street.as_("contact").post("…/shifts", wanted), 409, "claim_not_accepted")
    with street.work() as uow:
        move_claim(uow, street["staff"], claim_id, ClaimMove.ACCEPT)
    shift = street.as_("contact").post("…/shifts", wanted).get_json()
    assert shift["unit"] == {"id": str(street.unit_id), "name": "睦邻社会服务中心"}
    # A claim on another entry, and one that is not there.
    refused(
        street.as_("contact").post("…/shifts", body(street, entry(street), claim_id=str(claim_id))),
        409,
        "claim_not_accepted",
    )
    refused(street.as_("staff").post("…/shifts", body(street, project, claim_id=str(uuid4()))), 404, "not_found")


def test_a_units_contact_opens_a_shift_on_the_units_own_entry_only(street: Street) -> None:
    with street.work() as uow:
        own = propose_entry(
            uow, street["contact"], "action", unit_id=street.unit_id, details={"risks": [], "dangerous": False}
        )
        move_entry(uow, street["staff"], own, EntryMove.ADOPT)
    assert street.as_("contact").post("…/shifts", body(street, own)).status_code == 201
    refused(street.as_("contact").post("…/shifts", body(street, entry(street))), 403, "forbidden")


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [
        ("nobody", 401, "not_signed_in"),
        ("stranger", 403, "not_a_member"),
        ("applicant", 403, "not_a_member"),
        ("volunteer", 403, "forbidden"),
        ("supervisor", 403, "forbidden"),
        ("contact", 403, "forbidden"),
    ],
)
def test_others_open_no_shift(street: Street, who: str, status: int, code: str) -> None:
    refused(street.as_(who).post("…/shifts", body(street, entry(street))), status, code)


def test_danger_without_insurance_opens_no_shift(street: Street) -> None:
    """志愿服务条例 Art. 17."""
    bare = entry(street, risks=["高处作业"], dangerous=True)
    refused(street.as_("staff").post("…/shifts", body(street, bare)), 422, "insurance_missing")
    insured = entry(street, risks=["高处作业"], dangerous=True, insurance_number="PICC-2026-000123")
    assert street.as_("staff").post("…/shifts", body(street, insured)).status_code == 201


def test_danger_without_a_told_risk_is_no_action(street: Street) -> None:
    """志愿服务条例 Art. 12."""
    details = {"risks": [], "dangerous": True}
    new = {"kind": "action", "title": "清洗外墙", "text": "清洗外墙", "category": "elder", "details": details}
    problem = refused(street.as_("staff").post("…/entries", new), 422, "invalid")
    assert "details.risks" in problem["errors"]


@pytest.mark.parametrize(
    ("kind", "moves"),
    [("benefit", []), ("resource", []), ("action", [EntryMove.CLOSE]), ("need", [EntryMove.DELIVER])],
)
def test_an_entry_that_is_not_worked_on_takes_no_shift(street: Street, kind: str, moves: list[EntryMove]) -> None:
    with street.work() as uow:
        entry_id = make_open_entry(uow, street["staff"], kind)
        move_entry(uow, street["staff"], entry_id, *moves)
    refused(street.as_("staff").post("…/shifts", body(street, entry_id)), 409, "entry_not_open")


def test_the_leader_is_a_verified_member(street: Street) -> None:
    for wrong in (street["applicant"].member_id, uuid4()):
        wanted = body(street, entry(street), leader_member_id=str(wrong))
        refused(street.as_("staff").post("…/shifts", wanted), 422, "leader_unfit")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("starts_at", "2026-11-23T00:59:00Z"),  # past
        ("starts_at", "1899-12-31T23:59:59Z"),
        ("starts_at", "9999-12-31T00:00:00Z"),
        ("starts_at", "2026-11-24T01:00:00"),  # without an offset
        ("starts_at", "tomorrow"),
        ("ends_at", "2026-11-24T01:00:00Z"),
        ("ends_at", "2026-11-25T01:00:01Z"),
        ("places", 0),
        ("places", -1),
        ("places", 2**63),
        ("places", 2.5),
        ("places", "10"),
        ("places", True),
        ("place", ""),
        ("place", "楼\x00上"),
        ("place", "\u202e上楼"),
        ("place", "长" * 101),
        ("title", "短"),
        ("age_min", 101),
        ("entry_id", "1"),
        ("leader_member_id", "' OR 1=1"),
        ("surprise", 1),
        ("entry_id", ...),
        ("starts_at", ...),
        ("places", None),
    ],
)
def test_bad_input_opens_no_shift(street: Street, field: str, value: Any) -> None:
    wanted = body(street, entry(street), **{field: value})
    problem = refused(street.as_("staff").post("…/shifts", wanted), 422, "invalid")
    assert field in problem["errors"]
    assert street.as_("staff").get("…/shifts").get_json()["items"] == []


def test_an_entry_of_another_community_is_not_found(street: Street, elsewhere: Street) -> None:
    wanted = body(street, entry(elsewhere))
    refused(street.as_("staff").post("…/shifts", wanted), 404, "not_found")
    shift_id = elsewhere.shift()
    refused(street.as_("staff").get(f"…/shifts/{shift_id}"), 404, "not_found")
    refused(street.as_("staff").post(f"…/shifts/{shift_id}/moves", {"move": "cancel"}), 404, "not_found")


def test_shifts_are_read_soonest_first(street: Street) -> None:
    with street.work() as uow:
        now, entry_id = uow.now, make_action(uow, street["staff"])
        later, soon, other = (
            make_shift(
                uow,
                street["staff"],
                on,
                starts_at=now + timedelta(days=days),
                ends_at=now + timedelta(days=days, hours=1),
                leader_member_id=street["leader"].member_id,
            )
            for on, days in ((entry_id, 9), (entry_id, 2), (None, 5))
        )
    street.sign_up("volunteer", soon)

    def ids(who: str = "volunteer", **query: Any) -> list[UUID]:
        items = street.as_(who).get("…/shifts", **query).get_json()["items"]
        return [UUID(item["id"]) for item in items]

    assert ids() == [soon, other, later]
    assert ids(mine="true") == [soon]
    assert ids("leader", mine="true") == [soon, other, later]
    assert ids(entry_id=str(entry_id)) == [soon, later]
    assert ids(**{"from": "2026-11-28", "to": "2026-12-01"}) == [other]
    assert ids(to="2026-11-25") == [soon]
    assert ids(**{"from": "2026-11-25T01:00:01Z"}) == [other, later]
    page = street.as_("volunteer").get("…/shifts", limit=2).get_json()
    rest = street.as_("volunteer").get("…/shifts", limit=2, cursor=page["next_cursor"]).get_json()
    assert [UUID(item["id"]) for item in page["items"] + rest["items"]] == [soon, other, later]
    assert rest["next_cursor"] is None
    # What is over is not offered any more.
    street.clock.advance(timedelta(days=3))
    assert ids() == [other, later]
    assert ids(mine="true") == [soon]


@pytest.mark.parametrize(
    "query",
    [
        {"from": "x"},
        {"from": "2026-02-30"},
        {"to": "1850-01-01"},
        {"to": "9999-12-31"},
        {"mine": "yes"},
        {"entry_id": "x"},
        {"limit": "0"},
        {"limit": "101"},
        {"cursor": "!"},
        {"cursor": "WzEsMl0"},
        {"what": "1"},
    ],
)
def test_a_wrong_query_is_refused(street: Street, query: dict[str, str]) -> None:
    refused(street.as_("volunteer").get("…/shifts", **query), 422, "invalid")


def test_who_is_no_member_sees_the_leader_masked(street: Street) -> None:
    shift_id = street.shift()
    assert street.as_("applicant").get(f"…/shifts/{shift_id}").get_json()["leader"]["name"] == "李*"
    assert street.as_("volunteer").get(f"…/shifts/{shift_id}").get_json()["leader"]["name"] == "李带队"
    refused(street.as_("nobody").get(f"…/shifts/{shift_id}"), 401, "not_signed_in")


def test_a_cancelled_shift_frees_everybody_and_tells_them(street: Street) -> None:
    shift_id = street.shift(places=1)
    first, second = street.sign_up("volunteer", shift_id), street.sign_up("peer", shift_id)
    answer = street.as_("leader").post(f"…/shifts/{shift_id}/moves", {"move": "cancel", "note": "下大雨"})
    assert (answer.status_code, answer.get_json()["state"], answer.get_json()["moves"]) == (200, "cancelled", [])
    told = street.events("volunteering.shift_cancelled")
    members = {str(street[who].member_id) for who in ("volunteer", "peer")}
    assert [set(event["member_ids"]) for event in told] == [members]
    assert [set(event["sign_up_ids"]) for event in told] == [{str(first), str(second)}]
    mine = street.as_("peer").get("…/sign-ups/mine").get_json()["items"]
    assert [(item["id"], item["state"]) for item in mine] == [(str(second), "cancelled")]
    # Their time is free again.
    again = street.shift()
    assert street.sign_up("volunteer", again) != first
    refused(street.as_("neighbour").post(f"…/shifts/{shift_id}/sign-ups", {}), 409, "shift_not_open")
    refused(street.as_("leader").get(f"…/shifts/{shift_id}/code"), 409, "shift_not_open")
    refused(street.as_("leader").post(f"…/shifts/{shift_id}/moves", {"move": "cancel"}), 409, "move_not_allowed")


def test_a_shift_with_somebody_there_is_not_cancelled(street: Street) -> None:
    shift_id = street.shift()
    street.sign_up("volunteer", shift_id)
    street.serve(shift_id, "volunteer")
    at = f"…/shifts/{shift_id}"
    refused(street.as_("staff").post(f"{at}/moves", {"move": "cancel"}), 409, "move_not_allowed")
    assert street.as_("staff").get(at).get_json()["state"] == "open"


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [
        ("nobody", 401, "not_signed_in"),
        ("stranger", 403, "not_a_member"),
        ("volunteer", 403, "forbidden"),
        ("contact", 403, "forbidden"),
        ("supervisor", 403, "forbidden"),
    ],
)
def test_others_cancel_no_shift(street: Street, who: str, status: int, code: str) -> None:
    shift_id = street.shift()
    refused(street.as_(who).post(f"…/shifts/{shift_id}/moves", {"move": "cancel"}), status, code)


def test_a_shift_that_is_over_is_not_cancelled(street: Street) -> None:
    shift_id = street.shift()
    street.clock.at = street.times(shift_id)[1]
    refused(street.as_("leader").post(f"…/shifts/{shift_id}/moves", {"move": "cancel"}), 409, "move_not_allowed")


@pytest.mark.parametrize("move", ["end", "open", "", None, 1, ["cancel"], {}])
def test_no_other_move_of_a_shift(street: Street, move: Any) -> None:
    shift_id = street.shift()
    answer = street.as_("leader").post(f"…/shifts/{shift_id}/moves", {"move": move})
    assert answer.status_code in (409, 422)
    assert street.as_("leader").get(f"…/shifts/{shift_id}").get_json()["state"] == "open"
