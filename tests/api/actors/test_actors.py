"""List 1 over HTTP: listed, contact kept from others, the card and who may see it, and every refusal."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
import pytest

from backend.agreements.moves.claims import AssistMove, ClaimMove
from backend.core.clock import FixedClock
from tests.client import Caller, refused
from tests.factories.actors import make_actor
from tests.factories.agreements import Place, answer_assist, ask_to_help, make_claim, make_place, move_claim
from tests.factories.imports import checked, make_xlsx, uploaded
from tests.factories.lists import make_open_entry, new_entry
from tests.factories.volunteering import CONFIRMED, Street, make_street

PRIVATE = {"contact_name": "孙联络", "contact_phone": "13800138000"}


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def actor_body(kind: str = "unit", **details: Any) -> dict[str, Any]:
    return new_entry("actor", title="永乐家电", details={"actor_kind": kind, **details})


def card(place: Place | Street, who: str, entry_id: UUID | str) -> dict[str, Any]:
    answer = place.as_(who).get(f"…/actors/{entry_id}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    body: dict[str, Any] = answer.get_json()
    return body


def scores(shown: dict[str, Any]) -> dict[str, int]:
    return {each["criterion"]: each["score"] for each in shown["criteria"]}


def test_a_units_contact_lists_it_and_strangers_never_see_the_phone(place: Place) -> None:
    body = actor_body(credit_code="91310107MA1G00001U", **PRIVATE) | {"unit_id": str(place.hood.unit_id)}
    made = place.as_("contact").post("…/entries", body).get_json()
    assert made["details"]["contact_phone"] == PRIVATE["contact_phone"]
    place.as_("staff").post(f"…/entries/{made['id']}/moves", {"move": "adopt"})
    assert place.as_("staff").get(f"…/entries/{made['id']}").get_json()["details"]["contact_name"] == "孙联络"
    for who in ("neighbour", "stranger", "supervisor"):
        seen = place.as_(who).get(f"…/entries/{made['id']}").get_json()
        assert seen["state_name"] == "在列"
        assert seen["details"] == {"actor_kind": "unit", "credit_code": "91310107MA1G00001U"}
    exported = place.as_("staff").get("…/lists/actor/export", format="csv").get_data(as_text=True)
    assert "永乐家电" in exported
    assert "13800138000" not in exported
    assert "联系电话" not in exported


def test_the_phone_lies_encrypted_in_the_database(place: Place) -> None:
    made = (
        place.as_("contact").post("…/entries", actor_body(**PRIVATE) | {"unit_id": str(place.hood.unit_id)}).get_json()
    )
    with place.work() as uow:
        row = (
            uow.session.connection()
            .exec_driver_sql(
                "SELECT row_to_json(e)::text || (SELECT string_agg(m.content::text, '') FROM entry_moves m"
                " WHERE m.community_id = e.community_id AND m.entry_id = e.id)"
                " FROM entries e WHERE community_id = %s AND id = %s",
                (place.hood.community_id, made["id"]),
            )
            .scalar_one()
        )
    assert "永乐家电" in row
    assert "13800138000" not in row


def test_the_contact_changes_the_phone(place: Place) -> None:
    made = place.as_("contact").post("…/entries", actor_body(**PRIVATE) | {"unit_id": str(place.hood.unit_id)})
    path, etag = f"…/entries/{made.get_json()['id']}", None
    etag = place.as_("contact").get(path).headers["ETag"]
    changed = {"details": {"actor_kind": "unit", "contact_phone": "13900139000"}}
    assert place.as_("contact").patch(path, changed, etag=etag).get_json()["details"] == changed["details"]
    history = place.as_("contact").get(f"{path}/history").get_json()["items"]
    assert history[-1]["note"] == "不公开的内容"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"actor_kind": "club"}, "details.actor_kind"),
        ({"credit_code": "91310107MA1G00001X"}, "details.credit_code"),
        ({"contact_phone": "1380013800"}, "details.contact_phone"),
        ({"actor_kind": "person", "credit_code": "91310107MA1G00001U"}, "details.credit_code"),
        ({"unit_id": "00000000-0000-7000-8000-000000000000"}, "details.unit_id"),
    ],
)
def test_wrong_fields_are_named(place: Place, changes: dict[str, Any], field: str) -> None:
    body = actor_body()
    body["details"] |= changes
    problem = refused(place.as_("staff").post("…/entries", body), 422, "invalid")
    assert list(problem["errors"]) == [field]


def test_a_unit_stands_on_the_list_once_whoever_proposes_it(place: Place) -> None:
    with place.work() as uow:
        make_actor(uow, place.hood["staff"], details={"unit_id": str(place.hood.unit_id)})
    again = place.as_("contact").post("…/entries", actor_body() | {"unit_id": str(place.hood.unit_id)})
    problem = refused(again, 422, "invalid")
    assert "已经在清单上" in problem["errors"]["details.unit_id"][0]


def test_leaving_the_list_is_called_so(place: Place) -> None:
    with place.work() as uow:
        actor_id = make_actor(uow, place.hood["contact"], unit_id=place.hood.unit_id)
    moves = {who: place.as_(who).get(f"…/entries/{actor_id}").get_json()["moves"] for who in ("contact", "staff")}
    assert moves == {
        "contact": [{"move": "withdraw", "name": "退出"}],
        "staff": [{"move": "close", "name": "移出清单"}],
    }
    left = place.as_("contact").post(f"…/entries/{actor_id}/moves", {"move": "withdraw"}).get_json()
    assert left["state_name"] == "已退出"
    history = place.as_("contact").get(f"…/entries/{actor_id}/history").get_json()["items"]
    assert history[-1]["name"] == "退出"


def test_a_units_deeds_make_its_four_criteria_with_reasons(place: Place) -> None:
    hood = place.hood
    with place.work() as uow:
        actor_id = make_actor(uow, hood["contact"], unit_id=hood.unit_id, title="永乐家电")
        need_id = make_open_entry(uow, hood["staff"], title="给老人修家电")
        claim_id = make_claim(uow, hood["contact"], hood.unit_id, need_id)
        move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT)
        move_claim(uow, hood["contact"], claim_id, ClaimMove.DELIVER)
        move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT_DELIVERY)
        make_open_entry(uow, hood["contact"], "resource", unit_id=hood.unit_id, title="三楼会议室")
    shown = card(place, "contact", actor_id)
    assert scores(shown) == {"willing": 37, "able": 37, "resourced": 37, "tied": 21}
    willing = shown["criteria"][0]
    assert willing["sentence"] == "有意愿 37 分：认领过1次，拿出过1项资源。"
    assert [each["entries"][0]["name"] for each in willing["evidence"]] == ["给老人修家电", "三楼会议室"]
    assert shown["criteria"][3]["sentence"] == "有关联 21 分：有2位居民在这里上班。"


def test_who_helped_with_a_claim_has_it_counted_too(place: Place) -> None:
    with place.work() as uow:
        hood = place.hood
        entry_id = make_actor(uow, hood["other_contact"], unit_id=hood.other_unit_id)
        project_id = make_open_entry(uow, hood["staff"], "service_project", quantity=4)
        claim_id = make_claim(uow, hood["contact"], hood.unit_id, project_id, 4)
        helping = ask_to_help(uow, hood["contact"], claim_id, hood.other_unit_id, 1)
        answer_assist(uow, hood["other_contact"], claim_id, helping, AssistMove.AGREE)
        move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT)
        move_claim(uow, hood["contact"], claim_id, ClaimMove.DELIVER)
        move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT_DELIVERY)
    told = {one["criterion"]: one["sentence"] for one in card(place, "other_contact", entry_id)["criteria"]}
    assert ("认领过1次" in told["willing"], "兑现认领1次" in told["able"]) == (True, True)


def test_a_claim_given_up_counts_against_the_unit(place: Place) -> None:
    hood = place.hood
    with place.work() as uow:
        actor_id = make_actor(uow, hood["contact"], unit_id=hood.unit_id)
        claim_id = make_claim(uow, hood["contact"], hood.unit_id, make_open_entry(uow, hood["staff"]))
        move_claim(uow, hood["staff"], claim_id, ClaimMove.ACCEPT)
        move_claim(uow, hood["contact"], claim_id, ClaimMove.WITHDRAW)
    able = card(place, "staff", actor_id)["criteria"][1]
    assert (able["score"], able["evidence"][0]["words"]) == (0, "认领后退出1次")


def test_others_see_a_units_figures_only_once_its_contact_agrees(place: Place) -> None:
    with place.work() as uow:
        actor_id = make_actor(uow, place.hood["contact"], unit_id=place.hood.unit_id)
    path = f"…/actors/{actor_id}/figures"
    assert card(place, "neighbour", actor_id)["criteria"] is None
    assert card(place, "staff", actor_id)["criteria"] is not None
    refused(place.as_("staff").post(path, {"is_public": True}), 403, "forbidden")
    refused(place.as_("other_contact").post(path, {"is_public": True}), 403, "forbidden")
    assert place.as_("contact").post(path, {"is_public": True}).get_json()["is_public"]
    assert card(place, "neighbour", actor_id)["criteria"] is not None
    place.as_("contact").post(path, {"is_public": False})
    assert card(place, "neighbour", actor_id)["criteria"] is None


def test_a_persons_figures_are_theirs_and_the_desks(app: flask.Flask, clock: FixedClock) -> None:
    street = make_street(app, clock)
    with street.work() as uow:
        actor_id = make_actor(uow, street["volunteer"], "person", title="王师傅", details={"by_self": True})
    street.served(*CONFIRMED)
    street.clock.at += timedelta(days=14)
    street.run_due("volunteering.enter")
    own = card(street, "volunteer", actor_id)
    assert [each["words"] for each in own["criteria"][1]["evidence"]] == ["完成服务1次"]
    assert not own["may_publish"]
    assert card(street, "staff", actor_id)["criteria"] == own["criteria"]
    assert card(street, "neighbour", actor_id)["criteria"] is None
    refused(street.as_("volunteer").post(f"…/actors/{actor_id}/figures", {"is_public": True}), 403, "forbidden")


def test_whom_the_desk_writes_for_is_not_given_the_desks_own_deeds(place: Place) -> None:
    with place.work() as uow:
        make_open_entry(uow, place.hood["staff"], "resource")
        actor_id = make_actor(uow, place.hood["staff"], "person", title="楼下的阿姨")
    shown = card(place, "staff", actor_id)
    assert set(scores(shown).values()) == {0}
    assert shown["summary"].startswith("还没有可以计算的记录")


def test_no_card_for_what_is_no_actor(place: Place) -> None:
    with place.work() as uow:
        need_id = make_open_entry(uow, place.hood["staff"])
    refused(place.as_("staff").get(f"…/actors/{need_id}"), 404, "not_found")


def test_the_desks_table_of_units_keeps_the_phones_private(app: flask.Flask, place: Place) -> None:
    staff = place.as_("staff")
    rows = [["名称", "类别", "主体类型", "联系电话"], ["永乐家电", "其他", "单位", "13800138000"]]
    table = checked(app, staff, uploaded(staff, make_xlsx(*rows), kind="actor"))
    assert table["errors"] == []
    with place.work() as uow:
        waiting = "SELECT string_agg(r::text, '') FROM import_rows r WHERE community_id = %s"
        row = uow.session.connection().exec_driver_sql(waiting, (place.hood.community_id,)).scalar_one()
    assert "13800138000" not in row
    assert b"13800138000".hex() not in row
    applied = staff.post(f"…/imports/{table['id']}/moves", {"move": "apply", "to_state": "open"})
    assert applied.status_code == 200, applied.get_data(as_text=True)
    listed = place.as_("neighbour").get("…/lists/actor/entries").get_json()["items"]
    assert [(each["title"], each["details"]) for each in listed] == [("永乐家电", {"actor_kind": "unit"})]
    shown = staff.get(f"…/entries/{listed[0]['id']}").get_json()
    assert shown["details"]["contact_phone"] == "13800138000"
    assert card(place, "staff", listed[0]["id"])["summary"].startswith("还没有可以计算的记录")
