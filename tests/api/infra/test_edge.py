"""What no client of ours sends: the edge answers a problem with a stable code and a Chinese title, never a 500."""

import re
from typing import Any
from uuid import uuid4

import flask
import pytest
from werkzeug.test import TestResponse

from tests.api.infra.conftest import Desk
from tests.client import Caller, refused

SOME_ID = "019394a0-0000-7000-8000-000000000000"
MEGABYTE = b'{"name": "' + b"a" * 1_000_000 + b'"}'
NO_JSON = [b"{", b"[1,", b"\xff\xfe", b"NaN", b'{"name": "\\ud800"}', b"[" * 100_000, b"{'name': 1}", b'{"a": 1} {']


def send(desk: Desk, body: bytes, content_type: str | None = "application/json") -> TestResponse:
    headers = {"Idempotency-Key": str(uuid4())}
    return desk.caller.call("POST", "…/units", data=body, content_type=content_type, headers=headers)


def is_chinese(text: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", text) is not None and re.search(r"[A-Za-z]{4}", text) is None


def test_a_body_of_a_megabyte_is_refused(desk: Desk) -> None:
    assert is_chinese(refused(send(desk, MEGABYTE), 413, "body_too_large")["title"])


def test_a_body_of_a_megabyte_is_refused_before_sign_in(caller: Caller) -> None:
    refused(caller.call("POST", "/auth/wechat", data=MEGABYTE, content_type="application/json"), 413, "body_too_large")


@pytest.mark.parametrize("body", NO_JSON, ids=range(len(NO_JSON)))
def test_what_is_no_json_is_refused(desk: Desk, body: bytes) -> None:
    assert is_chinese(refused(send(desk, body), 400, "bad_request")["title"])


@pytest.mark.parametrize("body", [b"null", b"[]", b"5", b'"text"', b"true", b"{}", b""])
def test_json_of_another_shape_is_refused(desk: Desk, body: bytes) -> None:
    problem = refused(send(desk, body), 422, "invalid")
    assert all(is_chinese(text) for texts in problem["errors"].values() for text in texts), problem["errors"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "a/b", ""])
def test_another_content_type_is_refused(desk: Desk, kind: str) -> None:
    refused(send(desk, b'{"name": "x", "kind": "merchant"}', kind), 415, "not_json")


def test_unknown_fields_are_named(desk: Desk) -> None:
    problem = refused(send(desk, b'{"name": "ab", "kind": "merchant", "is_admin": true}'), 422, "invalid")
    assert list(problem["errors"]) == ["is_admin"]
    problem = refused(desk.caller.get("…/units", offset=3), 422, "invalid")
    assert list(problem["errors"]) == ["offset"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_another_method_is_refused_with_the_allowed_ones(caller: Caller, method: str) -> None:
    answer = caller.call(method, "/auth/wechat")
    refused(answer, 405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


UNKNOWN = ["/nothing", "/communities/x/units", "/auth/", "/communities//units", "/%2e%2e/%2e%2e/etc/passwd", "/"]


@pytest.mark.parametrize("path", UNKNOWN)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_path_is_not_found(desk: Desk, path: str, method: str) -> None:
    assert is_chinese(refused(desk.caller.call(method, path), 404, "not_found")["title"])


NO_COMMUNITY = [
    2**63,
    2**64,
    10**40,
    -1,
    "0x10",
    "1e5",
    "1.5",
    "%00",
    "3%001",
    "%ff",
    "%E0%A4%A",
    "a" * 5000,
    "%F0%9F%98%80",
]


@pytest.mark.parametrize("number", NO_COMMUNITY)
def test_what_names_no_community_is_not_found(desk: Desk, number: Any) -> None:
    for method, rest in (("GET", ""), ("GET", "/units"), ("POST", "/units"), ("GET", "/members/me")):
        body = {"json": {"name": "单位", "kind": "merchant"}} if method == "POST" else {}
        path = f"/communities/{number}{rest}"
        refused(desk.caller.call(method, path, headers={"Idempotency-Key": "12345678"}, **body), 404, "not_found")


@pytest.mark.parametrize("number", [0, 1, 10**18 - 1, 999_999_999_999])
def test_a_community_that_does_not_exist_is_refused(desk: Desk, number: int) -> None:
    refused(desk.caller.get(f"/communities/{number}"), 404, "not_found")
    answer = desk.caller.post(f"/communities/{number}/units", {"name": "单位", "kind": "merchant"})
    assert answer.status_code in (403, 404), answer.get_data(as_text=True)


@pytest.mark.parametrize("thing", ["1", "x", SOME_ID[:-1], "{" + SOME_ID + "}", "%00", "null", "' OR 1=1--"])
def test_what_is_no_id_is_not_found(desk: Desk, thing: str) -> None:
    refused(desk.caller.get(f"…/units/{thing}/employees"), 404, "not_found")
    refused(desk.caller.post(f"…/members/{thing}/moves", {"move": "verify"}), 404, "not_found")


@pytest.mark.parametrize("token", ["", "x", "x.y.z", "é", b"\x00".hex(), "a" * 60_000, "null", "eyJ.eyJ.sig"])
def test_a_forged_token_is_refused(caller: Caller, token: str) -> None:
    answer = caller.call("GET", "/auth/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert answer.get_json()["code"] in ("not_signed_in", "token_invalid")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=-1", "limit=1e3", "limit=٣", f"limit={2**63}", "limit=%00"]
)
def test_a_wrong_limit_is_refused(desk: Desk, query: str) -> None:
    assert list(refused(desk.caller.call("GET", f"…/units?{query}"), 422, "invalid")["errors"]) == ["limit"]


def test_head_and_options_are_sane(desk: Desk) -> None:
    head, get = desk.caller.call("HEAD", "…/units"), desk.caller.get("…/units")
    assert (head.status_code, head.get_data()) == (200, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]
    options = desk.caller.call("OPTIONS", "…/units")
    assert (options.status_code, options.get_data()) == (200, b"")
    assert {"GET", "POST", "HEAD"} <= {method.strip() for method in options.headers["Allow"].split(",")}


def test_answers_are_hardened(desk: Desk) -> None:
    for answer in (desk.caller.get("/auth/me"), desk.caller.get("/nothing")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Server" not in answer.headers


def test_a_bug_tells_no_details(app: flask.Flask, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("the secret of 王小明")

    monkeypatch.setitem(app.view_functions, "health_live", fail)
    problem = refused(caller.get("/health/live"), 500, "unexpected_error")
    assert problem.keys() == {"type", "title", "status", "code"}
    assert is_chinese(problem["title"])
