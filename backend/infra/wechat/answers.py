"""Reads WeChat's answers: what is missing or of the wrong type is an error, never a guess."""

import re
from collections.abc import Mapping
from typing import Any

from backend.infra.wechat.errors import WechatUnavailableError
from backend.infra.wechat.types import TextSuggestion, TextVerdict, WechatPhone, WechatSession

_ID = re.compile(r"[A-Za-z0-9_-]{6,128}")
_DIGITS = re.compile(r"\d{4,20}")
_TOKEN = re.compile(r"[\x21-\x7e]{1,1024}")


class WechatRefusal(Exception):
    """WeChat answered with an errcode other than 0; the client turns it into an error or an outcome."""

    def __init__(self, errcode: int) -> None:
        """Keep the number alone: errmsg may quote what was sent."""
        super().__init__(errcode)
        self.errcode = errcode


def accepted(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a success as it is; WechatRefusal for an errcode, WechatUnavailableError for a strange one."""
    errcode = body.get("errcode", 0)
    if not isinstance(errcode, int) or isinstance(errcode, bool):
        raise WechatUnavailableError("malformed")
    if errcode != 0:
        raise WechatRefusal(errcode)
    return body


def read_session(body: Mapping[str, Any]) -> WechatSession:
    """Return openid and unionid of code2Session; the session key is left where it is."""
    unionid = body.get("unionid")
    return WechatSession(
        openid=_matching(body.get("openid"), _ID),
        unionid=None if unionid in (None, "") else _matching(unionid, _ID),
    )


def read_token(body: Mapping[str, Any]) -> tuple[str, int]:
    """Return the access token and how many seconds it is good for."""
    seconds = body.get("expires_in")
    if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds <= 0:
        raise WechatUnavailableError("malformed")
    return _matching(body.get("access_token"), _TOKEN), seconds


def read_phone(body: Mapping[str, Any]) -> WechatPhone:
    """Return the number of getPhoneNumber; countryCode comes as text, in the documentation as a number."""
    info = body.get("phone_info")
    if not isinstance(info, dict):
        raise WechatUnavailableError("malformed")
    country_code = str(info.get("countryCode", ""))
    if not re.fullmatch(r"\d{1,4}", country_code):
        raise WechatUnavailableError("malformed")
    return WechatPhone(number=_matching(info.get("purePhoneNumber"), _DIGITS), country_code=country_code)


def read_verdict(body: Mapping[str, Any]) -> TextVerdict:
    """Return the summary of msgSecCheck."""
    result = body.get("result")
    if not isinstance(result, dict):
        raise WechatUnavailableError("malformed")
    suggestion, label = result.get("suggest"), result.get("label")
    if suggestion not in tuple(TextSuggestion) or not isinstance(label, int):
        raise WechatUnavailableError("malformed")
    return TextVerdict(TextSuggestion(suggestion), label)


def _matching(value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise WechatUnavailableError("malformed")
    return value
