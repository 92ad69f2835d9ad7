"""What nobody should send to lists: refused with a stable code, nothing written, never a 500."""

import base64
import json
from typing import Any
from uuid import uuid4

import pytest

from tests.client import Caller, refused
from tests.factories.agreements import Place, make_neighbourhood, make_place
from tests.factories.lists import make_open_entry, new_entry

WHERE = "…/entries"
SOME_ID = "019394a0-0000-7000-8000-000000000000"


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def need(**details: Any) -> dict[str, Any]:
    return {"details": {"beneficiary": "public", **details}}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "字" * 10_000}, "title"),
        ({"title": "字"}, "title"),
        ({"title": "   "}, "title"),
        ({"title": "坏\x00字"}, "title"),
        ({"title": "\u202eabc"}, "title"),
        ({"title": "两\n行"}, "title"),
        ({"title": 7}, "title"),
        ({"title": ["数组"]}, "title"),
        ({"text": "字" * 5001}, "text"),
        ({"text": {"a": 1}}, "text"),
        ({"category": "nothing"}, "category"),
        ({"category": "elder'; DROP TABLE entries; --"}, "category"),
        ({"category": 5}, "category"),
        ({"starts_at": "1899-12-31T00:00:00Z"}, "starts_at"),
        ({"starts_at": "9999-12-31T23:59:59Z"}, "starts_at"),
        ({"starts_at": "2026-12-01T14:00:00"}, "starts_at"),
        ({"starts_at": "2026-12-01"}, "starts_at"),
        ({"starts_at": 0}, "starts_at"),
        ({"starts_at": "2026-12-02T00:00:00Z", "ends_at": "2026-12-01T00:00:00Z"}, "ends_at"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": -1}, "quantity"),
        ({"quantity": 2**63}, "quantity"),
        ({"quantity": 10**30}, "quantity"),
        ({"quantity": 1.5}, "quantity"),
        ({"quantity": "3"}, "quantity"),
        ({"quantity": True}, "quantity"),
        ({"quantity_unit": "字" * 11}, "quantity_unit"),
        ({"unit_id": "1"}, "unit_id"),
        ({"place": "x" * 101}, "place"),
        ({"details": None}, "details"),
        ({"details": []}, "details"),
        ({"details": "x"}, "details"),
        ({"details": {}}, "details.beneficiary"),
        (need(hours=2**63), "details.hours"),
        (need(deadline="9999-01-01"), "details.deadline"),
        (need(deadline="1900-13-01"), "details.deadline"),
        (need(time_windows=[{"weekday": 1, "from": "10:00", "to": "09:00"}]), "details.time_windows.0.to"),
        (need(skills=["\x00"]), "details.skills.0"),
        (need(**{"a.b": 1}), "details.a.b"),
        (need(nested={"deep": {"deeper": 1}}), "details.nested"),
        ({"state": "open"}, "state"),
        ({"community_id": 1}, "community_id"),
        ({"proposer": {"type": "member", "id": str(uuid4())}}, "proposer"),
    ],
)
def test_a_wrong_field_is_named(place: Place, changes: dict[str, Any], field: str) -> None:
    body = new_entry() | changes
    errors = refused(place.as_("resident").post(WHERE, body), 422, "invalid")["errors"]
    assert list(errors) == [field]
    texts = [text for found in errors.values() for text in found]
    assert texts
    assert all("\u4e00" <= text[0] <= "\u9fff" for text in texts), texts
    assert place.as_("staff").get("…/lists/need/entries").get_json()["items"] == []


@pytest.mark.parametrize("title", ["帮我修灯💡", "مساعدة", "<script>alert(1)</script>", "' OR 1=1 --", "𠮷田修理"])
def test_unusual_texts_come_back_as_they_were(place: Place, title: str) -> None:
    response = place.as_("resident").post(WHERE, new_entry(title=title, text=title * 3))
    assert response.status_code == 201
    assert response.get_json()["title"] == title
    shown = place.as_("resident").get("…/lists/need/entries").get_json()["items"]
    assert [(item["title"], item["text"]) for item in shown] == [(title, title * 3)]


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "invalid"),
        (b"[]", 422, "invalid"),
        (b"null", 422, "invalid"),
        (b'"text"', 422, "invalid"),
        (b"{", 400, "bad_request"),
        (b'{"title": "\\ud800"}', 400, "bad_request"),
        (b'{"title": NaN}', 400, "bad_request"),
        (b"\xff\xfe", 400, "bad_request"),
        (b'{"title": "' + b"x" * 1_000_000 + b'"}', 413, "body_too_large"),
        (b"[" * 100_000, 400, "bad_request"),
    ],
)
def test_a_body_that_is_none(place: Place, data: bytes, status: int, code: str) -> None:
    headers = {"Idempotency-Key": str(uuid4())}
    response = place.as_("resident").call("POST", WHERE, data=data, content_type="application/json", headers=headers)
    refused(response, status, code)


@pytest.mark.parametrize("kind", ["", "NEED", "nothing", "actor", "需", "x" * 65, 5, None, "need\x00", "../need"])
def test_a_list_that_is_not_there(place: Place, kind: Any) -> None:
    response = place.as_("staff").post(WHERE, new_entry() | {"kind": kind})
    assert (response.status_code, response.get_json()["code"]) in {(404, "list_not_live"), (422, "invalid")}


@pytest.mark.parametrize("kind", ["nothing", "comet", "NEED", "需", "x" * 300])
def test_reading_a_list_that_is_not_there(place: Place, kind: str) -> None:
    refused(place.as_("staff").get(f"…/lists/{kind}/entries"), 404, "list_not_live")


def cursor(*values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(values)).encode()).decode().rstrip("=")


MOMENT = "2026-11-23T01:00:00+00:00"


@pytest.mark.parametrize(
    "value",
    [
        "x",
        "!!!",
        "é",
        "%00",
        cursor(),
        cursor(1, 2),
        cursor(MOMENT),
        cursor(MOMENT, "no-uuid"),
        cursor(MOMENT, 5),
        cursor(MOMENT, None),
        cursor("2026-11-23", SOME_ID),
        cursor("2026-11-23T01:00:00", SOME_ID),
        cursor({}, []),
        base64.urlsafe_b64encode(b"{}").decode(),
        base64.urlsafe_b64encode(b"7").decode(),
        base64.urlsafe_b64encode(b"\xff").decode(),
        "A" * 399,
        "A" * 401,
    ],
)
def test_a_cursor_that_is_none(place: Place, value: str) -> None:
    assert (
        "cursor" in refused(place.as_("resident").get("…/lists/need/entries", cursor=value), 422, "invalid")["errors"]
    )


def test_a_cursor_at_the_end_of_time_finds_nothing_wrong(place: Place) -> None:
    for moment in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        response = place.as_("resident").get("…/lists/need/entries", cursor=cursor(moment, str(uuid4())))
        assert response.status_code in (200, 422)


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "-1"},
        {"limit": "9" * 30},
        {"limit": "x"},
        {"state": "nothing"},
        {"mine": "maybe"},
        {"unit_id": "7"},
        {"category": "a\x00b"},
        {"order": "asc"},
    ],
)
def test_a_wrong_query_is_named(place: Place, query: dict[str, str]) -> None:
    errors = refused(place.as_("resident").get("…/lists/need/entries", **query), 422, "invalid")["errors"]
    assert list(errors) == list(query)


@pytest.mark.parametrize(
    "body",
    [
        {"title": None},
        {"title": "字" * 61},
        {"category": "nothing"},
        {"quantity": 2**63},
        {"details": {"beneficiary": "nobody"}},
        {"kind": "resource"},
        {"state": "open"},
        {"starts_at": "2026-12-02T00:00:00Z", "ends_at": "2026-12-01T00:00:00Z"},
    ],
)
def test_a_wrong_edit_writes_nothing(place: Place, body: dict[str, Any]) -> None:
    resident = place.as_("resident")
    entry = resident.post(WHERE, new_entry()).get_json()
    path = f"{WHERE}/{entry['id']}"
    etag = resident.get(path).headers["ETag"]
    refused(resident.patch(path, body, etag=etag), 422, "invalid")
    assert resident.get(path).get_json() == entry


def test_an_end_before_a_start_stored_earlier_is_refused(place: Place) -> None:
    resident = place.as_("resident")
    entry = resident.post(WHERE, new_entry(starts_at="2026-12-02T00:00:00Z")).get_json()
    path = f"{WHERE}/{entry['id']}"
    response = resident.patch(path, {"ends_at": "2026-12-01T00:00:00Z"}, etag=resident.get(path).headers["ETag"])
    assert list(refused(response, 422, "invalid")["errors"]) == ["ends_at"]


def test_a_tariff_for_a_category_that_is_not_there(place: Place) -> None:
    details = {"measure": "hour", "book": "point", "amount": 5, "valid_from": "2026-01-01", "category": "nothing"}
    response = place.as_("staff").post(WHERE, new_entry("benefit", details=details))
    assert refused(response, 422, "invalid")["errors"] == {"details.category": ["没有这个类别"]}


def test_a_tariff_counts_nothing(place: Place) -> None:
    response = place.as_("staff").post(WHERE, new_entry("benefit", quantity=3))
    assert list(refused(response, 422, "invalid")["errors"]) == ["quantity"]


def test_ids_of_another_community_are_unknown(place: Place) -> None:
    with place.work() as uow:
        there = make_neighbourhood(uow)
        entry_id = make_open_entry(uow, there["staff"], "service_project")
    staff = place.as_("staff")
    for response in (
        staff.get(f"{WHERE}/{entry_id}"),
        staff.get(f"{WHERE}/{entry_id}/history"),
        staff.post(f"{WHERE}/{entry_id}/moves", {"move": "close"}),
        staff.patch(f"{WHERE}/{entry_id}", {"title": "别处的"}, etag='"any"'),
        staff.post(WHERE, new_entry(unit_id=str(there.unit_id))),
        staff.get(f"{WHERE}/{uuid4()}"),
        staff.get(f"{WHERE}/not-a-uuid"),
    ):
        refused(response, 404, "not_found")
    assert staff.get("…/lists/service_project/entries", unit_id=str(there.unit_id)).get_json()["items"] == []


@pytest.mark.parametrize("community_id", [0, 1, 999999999999, 2**63, 10**40])
def test_a_community_that_is_not_there(place: Place, community_id: int) -> None:
    caller = place.as_("staff").as_person(place.hood["staff"].person_id)
    base = f"/communities/{community_id}"
    for path in ("/lists", "/categories", "/lists/need/entries", f"/entries/{uuid4()}"):
        refused(caller.get(base + path), 404, "not_found")
    response = caller.post(f"{base}/entries", new_entry())
    assert (response.status_code, response.get_json()["code"]) in {(403, "not_a_member"), (404, "not_found")}
