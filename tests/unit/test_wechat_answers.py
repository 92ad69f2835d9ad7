"""WeChat's answers are read strictly: nothing missing, nothing of another type, nothing guessed."""

from typing import Any

import pytest

from backend.infra.wechat import (
    TextSuggestion,
    TextVerdict,
    WechatPhone,
    WechatSession,
    WechatUnavailableError,
)
from backend.infra.wechat.answers import (
    WechatRefusal,
    accepted,
    read_phone,
    read_session,
    read_token,
    read_verdict,
)

OPENID = "oAbC_-0123456789012345678901"


def test_a_success_has_errcode_zero_or_none() -> None:
    assert accepted({"a": 1}) == {"a": 1}
    assert accepted({"errcode": 0})


def test_another_errcode_is_a_refusal_without_its_words() -> None:
    with pytest.raises(WechatRefusal) as caught:
        accepted({"errcode": 40029, "errmsg": "invalid code 0secret"})
    assert caught.value.errcode == 40029
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("errcode", ["0", 0.0, True, None, [], {}])
def test_a_strange_errcode_is_no_success(errcode: Any) -> None:
    with pytest.raises(WechatUnavailableError):
        accepted({"errcode": errcode})


@pytest.mark.parametrize("unionid", [None, ""])
def test_a_session_without_unionid(unionid: str | None) -> None:
    body = {"openid": OPENID, "session_key": "k", "unionid": unionid}
    assert read_session(body) == WechatSession(OPENID, None)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"openid": None},
        {"openid": 7},
        {"openid": ""},
        {"openid": "o\x000000000"},
        {"openid": "o" * 129},
        {"openid": "有中文的标识"},
        {"openid": OPENID, "unionid": 7},
        {"openid": OPENID, "unionid": "a b"},
    ],
)
def test_a_session_of_another_shape_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(WechatUnavailableError):
        read_session(body)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"access_token": "t"},
        {"access_token": "t", "expires_in": "7200"},
        {"access_token": "t", "expires_in": True},
        {"access_token": "t", "expires_in": 0},
        {"access_token": "t\r\nx", "expires_in": 7200},
        {"access_token": "", "expires_in": 7200},
    ],
)
def test_a_token_of_another_shape_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(WechatUnavailableError):
        read_token(body)


@pytest.mark.parametrize("country_code", ["86", 86])
def test_a_country_code_is_text_or_number(country_code: Any) -> None:
    info = {"purePhoneNumber": "19900001234", "countryCode": country_code}
    assert read_phone({"phone_info": info}) == WechatPhone("19900001234", "86")


@pytest.mark.parametrize(
    "info", [None, [], {}, {"purePhoneNumber": "1990000", "countryCode": "x"}, {"countryCode": "86"}]
)
def test_a_phone_of_another_shape_is_refused(info: Any) -> None:
    with pytest.raises(WechatUnavailableError):
        read_phone({"phone_info": info})


def test_a_verdict() -> None:
    body = {"result": {"suggest": "risky", "label": 20006}}
    assert read_verdict(body) == TextVerdict(TextSuggestion.RISKY, 20006)


@pytest.mark.parametrize(
    "result",
    [None, [], {}, {"suggest": "maybe", "label": 1}, {"suggest": "pass"}, {"suggest": [], "label": 100}],
)
def test_a_verdict_of_another_shape_is_refused(result: Any) -> None:
    with pytest.raises(WechatUnavailableError):
        read_verdict({"result": result})
