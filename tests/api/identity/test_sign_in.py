"""Sign-in over HTTP, with the fake WeChat platform's real server behind it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import flask
import jwt
import pytest
from sqlalchemy import func, select

from backend.app.demo.identities import IDENTITIES
from backend.identity import service
from backend.identity.models import Person
from backend.infra.settings import Settings
from backend.infra.uow import unit_of_work
from backend.infra.wechat.simulator import WechatPlatformSimulator
from tests.client import Caller, refused


@pytest.fixture
def phone(settings: Settings) -> WechatPlatformSimulator:
    return WechatPlatformSimulator(settings.wechat_base_url)


def sign_in(caller: Caller, phone: WechatPlatformSimulator, identity: str | None = None) -> dict[str, Any]:
    code = phone.login_code(identity or f"somebody-{uuid4()}")
    answer = caller.post("/auth/wechat", {"code": code})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def test_the_first_sign_in_makes_a_person_and_the_second_finds_them(
    caller: Caller, phone: WechatPlatformSimulator
) -> None:
    identity = f"somebody-{uuid4()}"
    first, second = sign_in(caller, phone, identity), sign_in(caller, phone, identity)
    assert first["person"]["id"] == second["person"]["id"]
    assert (first["memberships"], first["expires_in"]) == ([], 900)


def test_the_access_token_tells_who_one_is(caller: Caller, phone: WechatPlatformSimulator) -> None:
    signed_in = sign_in(caller, phone)
    me = Caller(caller.app, signed_in["access_token"]).get("/auth/me")
    assert me.get_json() == {"person": signed_in["person"], "memberships": []}


def test_two_first_sign_ins_at_once_make_one_person(app: flask.Flask) -> None:
    openid = f"openid-{uuid4()}"

    def once(_: int) -> Any:
        with app.app_context(), unit_of_work() as uow:
            return service.sign_in(uow, openid)

    with ThreadPoolExecutor(8) as pool:
        people = set(pool.map(once, range(8)))
    assert len(people) == 1
    with app.app_context(), unit_of_work() as uow:
        assert uow.session.scalar(select(func.count()).where(Person.id.in_(people))) == 1


def test_a_code_works_once(caller: Caller, phone: WechatPlatformSimulator) -> None:
    code = phone.login_code(f"somebody-{uuid4()}")
    assert caller.post("/auth/wechat", {"code": code}).status_code == 200
    refused(caller.post("/auth/wechat", {"code": code}), 400, "wechat_code_used")


def test_a_made_up_code_is_refused(caller: Caller) -> None:
    refused(caller.post("/auth/wechat", {"code": "made-up"}), 400, "wechat_code_invalid")


def test_an_identity_is_no_code(caller: Caller) -> None:
    refused(caller.post("/auth/wechat", {"code": "mock:resident"}), 400, "wechat_code_invalid")


@pytest.mark.parametrize(
    "body", [{}, {"code": ""}, {"code": 5}, {"code": "x" * 201}, {"code": "a\x00"}, {"code": "x", "more": 1}, []]
)
def test_a_wrong_body_is_refused(caller: Caller, body: Any) -> None:
    refused(caller.post("/auth/wechat", body), 422, "invalid")


def test_refresh_rotates_and_a_spent_token_ends_the_family(caller: Caller, phone: WechatPlatformSimulator) -> None:
    first = sign_in(caller, phone)["refresh_token"]
    second = caller.post("/auth/refresh", {"refresh_token": first}).get_json()["refresh_token"]
    assert second != first
    refused(caller.post("/auth/refresh", {"refresh_token": first}), 401, "refresh_reused")
    refused(caller.post("/auth/refresh", {"refresh_token": second}), 401, "refresh_reused")


def test_one_refresh_token_used_twice_at_once_gives_one_pair(caller: Caller, phone: WechatPlatformSimulator) -> None:
    token = sign_in(caller, phone)["refresh_token"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: caller.post("/auth/refresh", {"refresh_token": token}).status_code, range(8)))
    assert sorted(answers) == [200] + [401] * 7


def test_signing_out_ends_the_family(caller: Caller, phone: WechatPlatformSimulator) -> None:
    token = sign_in(caller, phone)["refresh_token"]
    assert caller.post("/auth/logout", {"refresh_token": token}).status_code == 204
    refused(caller.post("/auth/refresh", {"refresh_token": token}), 401, "refresh_reused")


@pytest.mark.parametrize("token", ["x", f"{UUID(int=7)}.x", ".", "a.b.c"])
def test_an_unknown_refresh_token_is_refused_and_signing_out_with_it_is_harmless(caller: Caller, token: str) -> None:
    refused(caller.post("/auth/refresh", {"refresh_token": token}), 401, "refresh_invalid")
    assert caller.post("/auth/logout", {"refresh_token": token}).status_code == 204


def make_token(settings: Settings, **changes: Any) -> str:
    now = datetime.now(UTC)
    claims = {"iss": "sangong", "sub": str(uuid4()), "iat": now, "exp": now + timedelta(minutes=1), **changes}
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, settings.secret_key, "HS256")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"exp": datetime(2020, 1, 1, tzinfo=UTC)}, "token_expired"),
        ({"exp": None}, "token_invalid"),
        ({"iss": "somebody-else"}, "token_invalid"),
        ({"sub": "nobody"}, "token_invalid"),
        ({"sub": None}, "token_invalid"),
    ],
)
def test_a_bad_access_token_is_refused(caller: Caller, settings: Settings, changes: dict[str, Any], code: str) -> None:
    refused(Caller(caller.app, make_token(settings, **changes)).get("/auth/me"), 401, code)


@pytest.mark.parametrize("key_and_algorithm", [("x" * 32, "HS256"), (None, "none")])
def test_a_forged_access_token_is_refused(caller: Caller, key_and_algorithm: tuple[str | None, str]) -> None:
    claims = {"iss": "sangong", "sub": str(uuid4()), "iat": 0, "exp": 4_102_444_800}
    forged = jwt.encode(claims, *key_and_algorithm)
    refused(Caller(caller.app, forged).get("/auth/me"), 401, "token_invalid")


def test_without_a_token_nothing_is_told(caller: Caller) -> None:
    answer = caller.get("/auth/me")
    refused(answer, 401, "not_signed_in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_phone_is_bound_shown_masked_and_belongs_to_one(caller: Caller, phone: WechatPlatformSimulator) -> None:
    identity = f"somebody-{uuid4()}"
    number = f"138{uuid4().int % 10**8:08d}"
    mine = Caller(caller.app, sign_in(caller, phone, identity)["access_token"])
    bound = mine.post("/auth/phone", {"code": phone.phone_code(identity, number)}).get_json()
    assert bound["person"]["phone_masked"] == f"138****{number[-4:]}"
    other = f"somebody-{uuid4()}"
    theirs = Caller(caller.app, sign_in(caller, phone, other)["access_token"])
    refused(theirs.post("/auth/phone", {"code": phone.phone_code(other, number)}), 409, "phone_taken")


def test_the_demo_lets_one_choose_an_identity(caller: Caller) -> None:
    listed = caller.get("/demo/identities").get_json()["items"]
    assert [item["id"] for item in listed] == [identity.id for identity in IDENTITIES]
    code = caller.post("/demo/codes", {"identity": "newcomer"}).get_json()["code"]
    assert caller.post("/auth/wechat", {"code": code}).status_code == 200
    refused(caller.post("/demo/codes", {"identity": "nobody"}), 404, "not_found")
