"""The text check and the phone number: what WeChat says, and what becomes of it when it cannot say."""

from collections.abc import Callable

import pytest

from backend.infra.wechat import (
    TextScene,
    TextSuggestion,
    TextVerdict,
    WechatBusyError,
    WechatClient,
    WechatCodeInvalidError,
    WechatPhone,
    WechatUnavailableError,
)
from backend.infra.wechat.simulator import WechatPlatformSimulator
from miniprogram_mock.wechat_platform.server import running_platform
from tests.integration.wechat.conftest import APP_ID, SECRET, HandClock


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("楼道灯坏了，请帮忙修一下", TextVerdict(TextSuggestion.CLEAR, 100)),
        ("  ", TextVerdict(TextSuggestion.CLEAR, 100)),
        ("这里有复核测试词", TextVerdict(TextSuggestion.REVIEW, 21000)),
        ("聚众赌博", TextVerdict(TextSuggestion.RISKY, 20006)),
        ("笨蛋，来赌博", TextVerdict(TextSuggestion.RISKY, 20006)),
        ("字" * 2490 + "代刷时长" + "字" * 2000, TextVerdict(TextSuggestion.RISKY, 20008)),
        ("字" * 2498 + "代刷时长", TextVerdict(TextSuggestion.RISKY, 20008)),
        ("字" * 2500, TextVerdict(TextSuggestion.CLEAR, 100)),
    ],
)
def test_the_worst_word_decides(client: WechatClient, openid: str, text: str, verdict: TextVerdict) -> None:
    assert client.check_text(openid, text, TextScene.FORUM) == verdict


def test_a_user_wechat_does_not_know_needs_a_persons_eyes(client: WechatClient) -> None:
    verdict = client.check_text("o" + "1" * 27, "你好", TextScene.COMMENT)
    assert verdict == TextVerdict(TextSuggestion.REVIEW, 0)


def test_a_user_not_seen_for_two_hours_needs_a_persons_eyes(clock: HandClock) -> None:
    with running_platform(APP_ID, SECRET, clock=clock, visit_window_seconds=7200) as platform:
        client = WechatClient(base_url=platform.url, app_id=APP_ID, secret=SECRET)
        openid = client.exchange_code(WechatPlatformSimulator(platform.url).login_code("resident")).openid
        clock.at += 7200
        assert client.check_text(openid, "你好", TextScene.FORUM).suggestion is TextSuggestion.CLEAR
        clock.at += 1
        assert client.check_text(openid, "你好", TextScene.FORUM).suggestion is TextSuggestion.REVIEW


def test_the_first_versions_answer_counts_as_risky(
    client: WechatClient, openid: str, misbehave: Callable[..., None]
) -> None:
    misbehave("errcode", errcode=87014, path="/wxa/msg_sec_check")
    assert client.check_text(openid, "你好", TextScene.FORUM).suggestion is TextSuggestion.RISKY


def test_a_check_that_cannot_be_made_is_an_error(
    client: WechatClient, openid: str, misbehave: Callable[..., None]
) -> None:
    misbehave("errcode", errcode=-1, path="/wxa/msg_sec_check")
    with pytest.raises(WechatUnavailableError):
        client.check_text(openid, "你好", TextScene.FORUM)
    misbehave("errcode", errcode=45009, path="/wxa/msg_sec_check")
    with pytest.raises(WechatBusyError):
        client.check_text(openid, "你好", TextScene.FORUM)


@pytest.mark.parametrize(
    ("changed", "errcode"),
    [
        ({"content": ""}, 44002),
        ({"version": 1}, 40097),
        ({"scene": 9}, 40129),
        ({"content": "字" * 2501}, 45002),
        ({"openid": "nobody"}, 40003),
    ],
)
def test_the_platform_refuses_a_wrong_check(
    client: WechatClient,
    post: Callable[..., dict[str, object]],
    openid: str,
    changed: dict[str, object],
    errcode: int,
) -> None:
    token = post("/cgi-bin/stable_token", {"grant_type": "client_credential", "appid": APP_ID, "secret": SECRET})
    body = {"version": 2, "scene": 1, "openid": openid, "content": "你好", **changed}
    answer = post("/wxa/msg_sec_check", body, access_token=str(token["access_token"]))
    assert answer["errcode"] == errcode


def test_a_phone_code_gives_the_number_once(client: WechatClient, phone: WechatPlatformSimulator) -> None:
    code = phone.phone_code("resident", phone="19900001234")
    assert client.phone_number(code) == WechatPhone(number="19900001234", country_code="86")
    with pytest.raises(WechatCodeInvalidError):
        client.phone_number(code)


def test_an_identity_has_a_number_of_its_own(client: WechatClient, phone: WechatPlatformSimulator) -> None:
    first, again = (client.phone_number(phone.phone_code("resident")).number for _ in range(2))
    assert first == again
    assert len(first) == 11
    assert first != client.phone_number(phone.phone_code("merchant")).number


def test_a_sign_in_code_is_no_phone_code(client: WechatClient, phone: WechatPlatformSimulator) -> None:
    with pytest.raises(WechatCodeInvalidError):
        client.phone_number(phone.login_code("resident"))
    with pytest.raises(WechatCodeInvalidError):
        client.exchange_code(phone.phone_code("resident"))


def test_a_phone_code_ends_after_five_minutes(
    client: WechatClient, phone: WechatPlatformSimulator, clock: HandClock
) -> None:
    code = phone.phone_code("resident")
    clock.at += 301
    with pytest.raises(WechatCodeInvalidError):
        client.phone_number(code)
