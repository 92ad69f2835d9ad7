"""The subscribe-message templates this mini-program has applied for, and what each kind of field may hold.

The limits are those of WeChat's table «订阅消息参数值内容限制说明»; it never stores or sends a message.
"""

import re
from dataclasses import dataclass
from typing import Any

from miniprogram_mock.wechat_platform.answers import PlatformRefusal

_DAY = (
    r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月"
    r"|(?:\d{4}[-/.])?\d{1,2}[-/.]\d{1,2}|\d{4}[-/.]\d{1,2})"
)
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_HAN = r"\u3400-\u9fff"
_MOMENT_TIME = rf"(?:{_DAY} ?)?{_CLOCK}"
_MOMENT_DATE = rf"{_DAY}(?: ?{_CLOCK})?"

LIMITS = {
    "thing": r".{1,20}",
    "number": r"(?=.{1,32}$)[+-]?\d+(?:\.\d+)?",
    "letter": r"[A-Za-z]{1,32}",
    "symbol": rf"[^A-Za-z0-9{_HAN}]{{1,5}}",
    "character_string": rf"[^{_HAN}]{{1,32}}",
    "time": rf"{_MOMENT_TIME}(?:~{_MOMENT_TIME})?",
    "date": rf"{_MOMENT_DATE}(?:~{_MOMENT_DATE})?",
    "amount": r"[¥$￥€]?\d{1,10}(?:\.\d+)?元?",
    "phone_number": r"[\d+\- ]{1,17}",
    "car_number": rf"[A-Za-z0-9{_HAN}]{{1,8}}",
    "name": rf"(?:[{_HAN}·A-Za-z]{{1,10}}|[A-Za-z .'·-]{{1,20}})",
    "phrase": rf"[{_HAN}]{{1,5}}",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


@dataclass(frozen=True)
class Template:
    """One template: `fields` maps a key such as `thing1` to the label the phone shows before its value."""

    template_id: str
    title: str
    fields: dict[str, str]

    def check(self, data: object) -> dict[str, str]:
        """Return the values by field; 47003 names the first that is missing, unknown or beyond its limit."""
        if not isinstance(data, dict) or not data:
            raise PlatformRefusal(47003, "data is empty")
        for key in data:
            if key not in self.fields:
                raise PlatformRefusal(47003, f"data.{key} is not in the template")
        return {key: _checked(key, data.get(key)) for key in self.fields}


def kind_of(field: str) -> str:
    """Return the kind of a field key: `thing1` is a `thing`."""
    return field.rstrip("0123456789")


def _checked(key: str, holder: Any) -> str:
    value = holder.get("value") if isinstance(holder, dict) else None
    text = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not text.strip():
        raise PlatformRefusal(47003, f"data.{key}.value is empty")
    if _CONTROL.search(text) or not re.fullmatch(LIMITS[kind_of(key)], text):
        raise PlatformRefusal(47003, f"data.{key}.value invalid")
    return text


# The ids are the defaults of the backend's WECHAT_TEMPLATE_… settings; a real app gets its own from WeChat.
DEFAULT_TEMPLATES = (
    Template(
        "shift-reminder",
        "活动开始提醒",
        {"thing1": "活动名称", "time2": "开始时间", "thing3": "活动地点", "thing4": "温馨提示"},
    ),
    Template(
        "points-settled",
        "积分到账通知",
        {"thing1": "活动名称", "number2": "到账积分", "thing3": "服务时长", "time4": "到账时间"},
    ),
    Template(
        "entry-progress",
        "事项办理进度通知",
        {"thing1": "事项名称", "phrase2": "当前进度", "time3": "更新时间", "thing4": "说明"},
    ),
    Template(
        "voucher-expiry",
        "兑换券到期提醒",
        {"thing1": "兑换内容", "character_string2": "券号", "date3": "有效期至", "thing4": "说明"},
    ),
)
