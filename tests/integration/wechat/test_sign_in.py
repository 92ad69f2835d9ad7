"""Sign-in codes: who they stand for, how long and how often they are good."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from backend.core.errors import SangongError
from backend.infra.wechat import (
    WechatBlockedError,
    WechatBusyError,
    WechatClient,
    WechatCodeInvalidError,
    WechatCodeUsedError,
    WechatSession,
    WechatUnavailableError,
)
from backend.infra.wechat.simulator import WechatPlatformSimulator
from miniprogram_mock.wechat_platform.server import PlatformServer, running_platform
from tests.integration.wechat.conftest import APP_ID, SECRET, HandClock


def test_one_person_keeps_one_openid(client: WechatClient, phone: WechatPlatformSimulator) -> None:
    first = client.exchange_code(phone.login_code("resident"))
    again = client.exchange_code(phone.login_code("resident"))
    other = client.exchange_code(phone.login_code("merchant"))

    assert first == again
    assert first.openid != other.openid
    assert first.unionid is None


def test_an_app_of_an_open_platform_gets_a_unionid() -> None:
    with running_platform(APP_ID, SECRET, in_open_platform=True) as platform:
        client = WechatClient(base_url=platform.url, app_id=APP_ID, secret=SECRET)
        session = client.exchange_code(WechatPlatformSimulator(platform.url).login_code("resident"))

    assert session.unionid
    assert session.unionid != session.openid


def test_the_session_key_goes_nowhere() -> None:
    assert set(WechatSession.__slots__) == {"openid", "unionid"}


def test_an_unknown_code_is_invalid(client: WechatClient) -> None:
    with pytest.raises(WechatCodeInvalidError):
        client.exchange_code("0never-issued")


@pytest.mark.parametrize("code", ["", " ", "a b", "a\nb", "码", "x" * 513])
def test_what_is_no_code_is_not_even_asked(code: str) -> None:
    nowhere = WechatClient(base_url="http://127.0.0.1:1", app_id=APP_ID, secret=SECRET)
    with pytest.raises(WechatCodeInvalidError):
        nowhere.exchange_code(code)


def test_a_code_is_good_for_five_minutes(
    client: WechatClient, phone: WechatPlatformSimulator, clock: HandClock
) -> None:
    in_time, too_late = phone.login_code("resident"), phone.login_code("resident")
    clock.at += 300
    assert client.exchange_code(in_time).openid
    clock.at += 1
    with pytest.raises(WechatCodeInvalidError):
        client.exchange_code(too_late)


def test_a_code_is_good_for_one_use(client: WechatClient, phone: WechatPlatformSimulator) -> None:
    code = phone.login_code("resident")
    client.exchange_code(code)
    with pytest.raises(WechatCodeUsedError):
        client.exchange_code(code)


def test_of_many_who_use_one_code_at_once_exactly_one_wins(
    client: WechatClient, phone: WechatPlatformSimulator
) -> None:
    code, start = phone.login_code("resident"), Barrier(8)

    def use(_: int) -> str:
        start.wait()
        try:
            return client.exchange_code(code).openid
        except WechatCodeUsedError:
            return "used"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(use, range(8)))
    assert outcomes.count("used") == 7


def test_the_hundred_and_first_sign_in_of_a_minute_is_told_to_wait(
    client: WechatClient, platform: PlatformServer, clock: HandClock
) -> None:
    for _ in range(100):
        platform.platform.people.exchange(platform.platform.people.issue_login_code("resident"))
    code = platform.platform.people.issue_login_code("resident")
    with pytest.raises(WechatBusyError):
        client.exchange_code(code)
    assert client.exchange_code(platform.platform.people.issue_login_code("merchant")).openid
    clock.at += 60
    assert client.exchange_code(code).openid


@pytest.mark.parametrize(("app_id", "secret"), [("wx-another", SECRET), (APP_ID, "another")])
def test_wrong_credentials_are_our_fault_not_the_residents(
    platform: PlatformServer, phone: WechatPlatformSimulator, app_id: str, secret: str
) -> None:
    wrong = WechatClient(base_url=platform.url, app_id=app_id, secret=secret)
    with pytest.raises(WechatUnavailableError):
        wrong.exchange_code(phone.login_code("resident"))


@pytest.mark.parametrize(
    ("errcode", "error"),
    [
        (-1, WechatUnavailableError),
        (40013, WechatUnavailableError),
        (40029, WechatCodeInvalidError),
        (40125, WechatUnavailableError),
        (40163, WechatCodeUsedError),
        (40164, WechatUnavailableError),
        (40226, WechatBlockedError),
        (45009, WechatBusyError),
        (45011, WechatBusyError),
        (99999, WechatUnavailableError),
    ],
)
def test_each_errcode_has_its_error(
    client: WechatClient, misbehave: Callable[..., None], errcode: int, error: type[SangongError]
) -> None:
    misbehave("errcode", errcode=errcode)
    with pytest.raises(error):
        client.exchange_code("0code")


@pytest.mark.parametrize(
    ("query", "errcode"),
    [
        ({}, 41002),
        ({"appid": APP_ID}, 41004),
        ({"appid": "wx-another", "secret": SECRET}, 40013),
        ({"appid": APP_ID, "secret": "another"}, 40125),
        ({"appid": APP_ID, "secret": SECRET}, 40002),
        ({"appid": APP_ID, "secret": SECRET, "grant_type": "authorization_code"}, 41008),
    ],
)
def test_the_platform_names_what_is_missing(
    platform: PlatformServer, get: Callable[..., dict[str, object]], query: dict[str, str], errcode: int
) -> None:
    assert get("/sns/jscode2session", query)["errcode"] == errcode
