"""The nine lists and their entries over HTTP: who sees, proposes, edits and moves what."""

from collections.abc import Iterator
from typing import Any

import flask
import pytest

from backend.app.factory import create_app
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.infra.db import db
from backend.infra.http import Schema, fields
from backend.infra.runtime import EXTENSION
from backend.infra.settings import Settings
from backend.lists.kinds import OWN_KINDS
from backend.lists.moves import ENTRY_MOVES
from backend.lists.types import ExportColumn, KindDeclaration, KindRegistry
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.editions import pass_notice
from tests.factories.lists import DETAILS, make_open_entry, new_entry, propose_entry

WHERE = "…/entries"


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def created(response: Any) -> dict[str, Any]:
    assert response.status_code == 201, response.get_data(as_text=True)
    body: dict[str, Any] = response.get_json()
    return body


def moved(caller: Caller, entry: dict[str, Any], move: str, **body: Any) -> dict[str, Any]:
    response = caller.post(f"{WHERE}/{entry['id']}/moves", {"move": move, **body})
    assert response.status_code == 200, response.get_data(as_text=True)
    answer: dict[str, Any] = response.get_json()
    return answer


def test_the_home_page_shows_nine_lists(place: Place) -> None:
    with place.work() as uow:
        make_open_entry(uow, place.hood["resident"])
        propose_entry(uow, place.hood["resident"])
    items = place.as_("resident").get("…/lists").get_json()["items"]
    assert [(item["number"], item["kind"]) for item in items] == [
        (1, "actor"),
        (2, "need"),
        (3, "problem"),
        (4, "service_project"),
        (5, "welfare_work"),
        (6, "benefit"),
        (7, "resource"),
        (8, "action"),
        (9, "topic"),
    ]
    need = items[1]
    assert need == {"kind": "need", "number": 2, "name": "需求清单", "open_count": 1}


def test_categories_are_not_sent_twice(place: Place) -> None:
    resident = place.as_("resident")
    etag = resident.get("…/categories").headers["ETag"]
    again = resident.call("GET", "…/categories", headers={"If-None-Match": etag})
    assert (again.status_code, again.get_data()) == (304, b"")


def test_categories_have_two_levels(place: Place) -> None:
    items = place.as_("stranger").get("…/categories").get_json()["items"]
    by_code = {item["code"]: item for item in items}
    assert by_code["elder.companion"] == {"code": "elder.companion", "name": "上门陪护", "parent": "elder"}
    assert by_code["elder"]["parent"] is None
    assert all(item["parent"] is None or by_code[item["parent"]]["parent"] is None for item in items)


def test_a_resident_proposes_and_staff_adopt(place: Place) -> None:
    resident, staff = place.as_("resident"), place.as_("staff")
    entry = created(
        resident.post(WHERE, new_entry(place="3号楼602", starts_at="2026-12-01T14:00:00+08:00", quantity=4))
    )
    assert entry["number"] == "需-0001"
    assert (entry["state"], entry["state_name"]) == ("proposed", "待采纳")
    assert entry["proposer"] == {"type": "member", "id": str(place.hood["resident"].member_id), "name": "王小明"}
    assert (entry["quantity"], entry["claimed_quantity"], entry["version"]) == (4, 0, 1)
    assert entry["starts_at"] == "2026-12-01T06:00:00Z"
    assert entry["moves"] == [{"move": "withdraw", "name": "撤回"}]
    seen = staff.get(f"{WHERE}/{entry['id']}").get_json()
    assert [move["move"] for move in seen["moves"]] == ["adopt", "put_on_notice", "reject"]
    adopted = moved(staff, entry, "adopt", note="本周安排")
    assert (adopted["state"], adopted["state_name"]) == ("open", "待认领")
    lines = resident.get(f"{WHERE}/{entry['id']}/history").get_json()["items"]
    assert [(line["move"], line["name"], line["from_state"], line["to_state"]) for line in lines] == [
        ("submit", "提交", "draft", "proposed"),
        ("adopt", "采纳", "proposed", "open"),
    ]
    assert lines[1]["by"] == {"id": str(place.hood["staff"].member_id), "name": "赵社工"}
    assert (lines[1]["at"], lines[1]["note"]) == ("2026-11-23T01:00:00Z", "本周安排")


def test_a_units_contact_proposes_for_the_unit(place: Place) -> None:
    body = new_entry("resource", unit_id=str(place.hood.unit_id))
    entry = created(place.as_("contact").post(WHERE, body))
    assert (entry["proposer"]["type"], entry["proposer"]["id"]) == ("unit", str(place.hood.unit_id))
    for who in ("employee", "other_contact", "resident", "staff"):
        refused(place.as_(who).post(WHERE, body), 403, "forbidden")


@pytest.mark.parametrize(
    ("kind", "may"),
    [
        ("need", {"resident", "staff", "lead", "supervisor", "employee", "contact"}),
        ("resource", {"resident", "staff", "lead", "supervisor", "employee", "contact"}),
        ("service_project", {"staff", "lead"}),
        ("benefit", {"staff", "lead"}),
    ],
)
def test_who_may_propose_is_the_kinds_to_say(place: Place, kind: str, may: set[str]) -> None:
    for who in ("resident", "staff", "lead", "supervisor", "employee", "contact"):
        response = place.as_(who).post(WHERE, new_entry(kind))
        if who in may:
            created(response)
        else:
            refused(response, 403, "may_not_propose")


def test_who_is_not_verified_proposes_nothing(place: Place) -> None:
    for who in ("stranger", "applicant"):
        refused(place.as_(who).post(WHERE, new_entry()), 403, "not_a_member")
    refused(place.as_("nobody").post(WHERE, new_entry()), 401, "not_signed_in")


def ids(response: Any) -> list[str]:
    assert response.status_code == 200, response.get_data(as_text=True)
    return [item["id"] for item in response.get_json()["items"]]


def test_proposals_are_shown_to_the_desk_and_who_made_them(place: Place) -> None:
    with place.work() as uow:
        open_id = str(make_open_entry(uow, place.hood["resident"]))
        proposed = str(propose_entry(uow, place.hood["resident"]))
        of_unit = str(propose_entry(uow, place.hood["contact"], unit_id=place.hood.unit_id))
    seen = {
        "resident": {open_id, proposed},
        "neighbour": {open_id},
        "contact": {open_id, of_unit},
        "employee": {open_id},
        "staff": {open_id, proposed, of_unit},
        "lead": {open_id, proposed, of_unit},
        "supervisor": {open_id, proposed, of_unit},
        "stranger": {open_id},
        "applicant": {open_id},
    }
    for who, expected in seen.items():
        caller = place.as_(who)
        assert set(ids(caller.get("…/lists/need/entries"))) == expected, who
        for id_ in (open_id, proposed, of_unit):
            response = caller.get(f"{WHERE}/{id_}")
            history = caller.get(f"{WHERE}/{id_}/history")
            assert {response.status_code, history.status_code} == ({200} if id_ in expected else {404}), who


def test_strangers_see_no_residents_name_and_no_moves(place: Place) -> None:
    with place.work() as uow:
        entry_id = make_open_entry(uow, place.hood["resident"])
    for who in ("stranger", "applicant"):
        entry = place.as_(who).get(f"{WHERE}/{entry_id}").get_json()
        assert (entry["proposer"]["name"], entry["moves"]) == ("王*", [])
        lines = place.as_(who).get(f"{WHERE}/{entry_id}/history").get_json()["items"]
        assert {line["by"]["name"] for line in lines} <= {"王*", "赵*"}
    refused(place.as_("nobody").get(f"{WHERE}/{entry_id}"), 401, "not_signed_in")


def test_filters(place: Place) -> None:
    with place.work() as uow:
        hood = place.hood
        elder = str(make_open_entry(uow, hood["resident"], category="elder.companion"))
        repair = str(make_open_entry(uow, hood["neighbour"], category="repair.home"))
        of_unit = str(make_open_entry(uow, hood["contact"], category="elder.meals", unit_id=hood.unit_id))
        proposed = str(propose_entry(uow, hood["resident"], category="elder"))
    staff, where = place.as_("staff"), "…/lists/need/entries"
    assert ids(staff.get(where)) == [proposed, of_unit, repair, elder]
    assert ids(staff.get(where, state="open")) == [of_unit, repair, elder]
    assert ids(staff.get(where, category="elder")) == [proposed, of_unit, elder]
    assert ids(staff.get(where, category="elder.companion")) == [elder]
    assert ids(staff.get(where, category="nothing")) == []
    assert ids(staff.get(where, unit_id=str(hood.unit_id))) == [of_unit]
    assert ids(place.as_("resident").get(where, mine="true")) == [proposed, elder]
    assert ids(place.as_("contact").get(where, mine="true")) == [of_unit]
    assert ids(place.as_("employee").get(where, mine="true")) == []
    assert ids(place.as_("stranger").get(where, mine="true")) == []
    assert ids(staff.get("…/lists/resource/entries")) == []


def test_a_list_shortens_texts_and_pages(place: Place) -> None:
    resident = place.as_("resident")
    for n in range(5):
        created(resident.post(WHERE, new_entry(title=f"第{n}项", text="字" * 300)))
    seen, cursor = [], None
    while True:
        page = resident.get("…/lists/need/entries", limit=2, cursor=cursor).get_json()
        assert all(len(item["text"]) == 120 for item in page["items"])
        seen += [item["title"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == [f"第{n}项" for n in (4, 3, 2, 1, 0)]


def test_editing_wants_the_version_that_was_read(place: Place) -> None:
    resident = place.as_("resident")
    entry = created(resident.post(WHERE, new_entry()))
    path = f"{WHERE}/{entry['id']}"
    etag = resident.get(path).headers["ETag"]
    refused(resident.patch(path, {"title": "新标题"}), 428, "version_required")
    refused(resident.patch(path, {"title": "新标题"}, etag='"stale"'), 412, "version_conflict")
    changed = resident.patch(path, {"title": "新标题", "details": {"beneficiary": "public"}}, etag=etag)
    assert changed.status_code == 200, changed.get_data(as_text=True)
    assert (changed.get_json()["title"], changed.get_json()["version"]) == ("新标题", 2)
    assert changed.get_json()["details"] == {"beneficiary": "public", "urgency": "normal"}
    refused(resident.patch(path, {"title": "又一个"}, etag=etag), 412, "version_conflict")
    assert resident.get(path).headers["ETag"] == changed.headers["ETag"]
    unchanged = resident.call("GET", path, headers={"If-None-Match": changed.headers["ETag"]})
    assert (unchanged.status_code, unchanged.get_data()) == (304, b"")
    assert resident.get(path).get_json()["title"] == "新标题"


def test_who_may_edit(place: Place) -> None:
    with place.work() as uow:
        entry_id = make_open_entry(uow, place.hood["resident"])
    path = f"{WHERE}/{entry_id}"
    etag = place.as_("resident").get(path).headers["ETag"]
    for who in ("neighbour", "contact", "supervisor"):
        refused(place.as_(who).patch(path, {"title": "别人的"}, etag=etag), 403, "forbidden")
    for who in ("stranger", "applicant"):
        refused(place.as_(who).patch(path, {"title": "别人的"}, etag=etag), 403, "not_a_member")
    refused(place.as_("resident").patch(path, {"title": "自己的"}, etag=etag), 409, "entry_frozen")
    staff = place.as_("staff")
    assert staff.patch(path, {"title": "社区整理过"}, etag=staff.get(path).headers["ETag"]).status_code == 200


def test_what_one_person_was_shown_is_not_confirmed_to_another(place: Place) -> None:
    with place.work() as uow:
        path = f"{WHERE}/{make_open_entry(uow, place.hood['resident'])}"
    kept = place.as_("staff").get(path).headers["ETag"]
    for who in ("neighbour", "applicant", "stranger"):
        other = place.as_(who).call("GET", path, headers={"If-None-Match": kept})
        assert other.status_code == 200, who
    assert place.as_("staff").call("GET", path, headers={"If-None-Match": kept}).status_code == 304


def test_a_tariff_in_force_is_not_edited(place: Place) -> None:
    with place.work() as uow:
        entry_id = make_open_entry(uow, place.hood["lead"], "benefit")
    lead, path = place.as_("lead"), f"{WHERE}/{entry_id}"
    refused(
        lead.patch(path, {"details": DETAILS["benefit"] | {"amount": 99}}, etag=lead.get(path).headers["ETag"]),
        409,
        "entry_frozen",
    )


def test_an_overlapping_tariff_is_not_adopted(place: Place) -> None:
    staff = place.as_("staff")
    first, second = (created(staff.post(WHERE, new_entry("benefit"))) for _ in range(2))
    assert moved(staff, first, "adopt")["state_name"] == "执行中"
    refused(staff.post(f"{WHERE}/{second['id']}/moves", {"move": "adopt"}), 409, "tariff_overlap")
    assert staff.get(f"{WHERE}/{second['id']}").get_json()["state"] == "proposed"
    moved(staff, second, "reject")


@pytest.mark.parametrize(
    ("who", "move", "status", "code"),
    [
        ("neighbour", "adopt", 404, "not_found"),
        ("contact", "withdraw", 404, "not_found"),
        ("stranger", "adopt", 403, "not_a_member"),
        ("applicant", "adopt", 403, "not_a_member"),
        ("nobody", "adopt", 401, "not_signed_in"),
        ("resident", "adopt", 403, "forbidden"),
        ("resident", "reject", 403, "forbidden"),
        ("supervisor", "adopt", 403, "forbidden"),
        ("staff", "withdraw", 403, "forbidden"),
        ("staff", "close", 409, "move_not_allowed"),
        ("staff", "deliver", 409, "move_not_allowed"),
        ("resident", "accept", 409, "move_not_allowed"),
        ("staff", "claim", 422, "invalid"),
        ("staff", "edit", 422, "invalid"),
        ("staff", None, 422, "invalid"),
    ],
)
def test_moves_that_are_refused(place: Place, who: str, move: str, status: int, code: str) -> None:
    with place.work() as uow:
        entry_id = propose_entry(uow, place.hood["resident"])
    refused(place.as_(who).post(f"{WHERE}/{entry_id}/moves", {"move": move}), status, code)
    assert place.as_("resident").get(f"{WHERE}/{entry_id}").get_json()["version"] == 1


def test_a_repeated_proposal_is_one(place: Place) -> None:
    resident = place.as_("resident")
    first = resident.post(WHERE, new_entry(), key="the-same-key")
    again = resident.post(WHERE, new_entry(), key="the-same-key")
    assert first.get_data() == again.get_data()
    refused(resident.post(WHERE, new_entry(title="另一项"), key="the-same-key"), 409, "idempotency_key_reused")
    assert len(ids(resident.get("…/lists/need/entries"))) == 1
    response = resident.call("POST", WHERE, json=new_entry())
    refused(response, 428, "idempotency_key_required")


class PetDetails(Schema):
    """Own fields of the tenth kind."""

    animal = fields.Line(required=True, max_length=20)


TENTH = KindDeclaration(
    code="lost_pet",
    number=10,
    name="走失宠物清单",
    entry_name="走失宠物",
    number_prefix="宠",
    details=PetDetails,
    proposers=frozenset({Role.MEMBER}),
    adopters=frozenset({Role.STAFF}),
    moves=ENTRY_MOVES,
    export_columns=(ExportColumn("动物", "details.animal"),),
)


@pytest.fixture
def app_with_a_tenth_kind(settings: Settings, clock: FixedClock) -> Iterator[flask.Flask]:
    app = create_app(settings, clock=clock)
    app.extensions[EXTENSION].ports[KindRegistry] = KindRegistry([*OWN_KINDS, TENTH])
    yield app
    with app.app_context():
        db.engine.dispose()


def test_a_tenth_list_takes_one_declaration(app_with_a_tenth_kind: flask.Flask, clock: FixedClock) -> None:
    place = make_place(Caller(app_with_a_tenth_kind))
    resident, staff = place.as_("resident"), place.as_("staff")
    assert resident.get("…/lists").get_json()["items"][-1] == {
        "kind": "lost_pet",
        "number": 10,
        "name": "走失宠物清单",
        "open_count": 0,
    }
    body = new_entry(kind="need") | {"kind": "lost_pet", "details": {"animal": "橘猫"}}
    entry = created(resident.post(WHERE, body))
    assert (entry["number"], entry["kind_name"]) == ("宠-0001", "走失宠物")
    assert moved(staff, entry, "adopt")["state"] == "open"
    assert ids(resident.get("…/lists/lost_pet/entries")) == [entry["id"]]
    errors = refused(resident.post(WHERE, body | {"details": {}}), 422, "invalid")["errors"]
    assert errors == {"details.animal": ["请填写"]}
    draft = created(staff.post("…/lists/lost_pet/drafts", {}))
    move = f"…/drafts/{draft['id']}/moves"
    assert staff.post(move, {"move": "put_on_notice"}).status_code == 200
    pass_notice(clock)
    assert place.as_("lead").post(move, {"move": "publish"}).status_code == 200
    rows = resident.get("…/lists/lost_pet/editions/1/export", format="csv").get_data().decode("utf-8-sig").splitlines()
    assert rows[0].endswith("状态,动物,照片（张）")
    assert rows[1].startswith("宠-0001,")
    assert rows[1].endswith("橘猫,0")
    assert resident.get("…/lists/lost_pet/editions/verify").get_json()["agrees"]


def test_a_phone_that_cannot_send_patch_says_so_in_a_header(place: Place) -> None:
    resident = place.as_("resident")
    path = f"{WHERE}/{created(resident.post(WHERE, new_entry()))['id']}"
    headers = {"If-Match": resident.get(path).headers["ETag"], "X-HTTP-Method-Override": "PATCH"}
    changed = resident.call("POST", path, json={"title": "手机上改的"}, headers=headers)
    assert (changed.status_code, changed.get_json()["title"]) == (200, "手机上改的")
    refused(
        resident.call("POST", path, json={}, headers={"X-HTTP-Method-Override": "DELETE"}), 405, "method_not_allowed"
    )
