"""Cuts values to what a subscribe message's fields may hold (订阅消息参数值内容限制说明); pure."""

import re
from datetime import datetime

from backend.core.clock import LOCAL_ZONE

THING_MAX = 20
PHRASE_MAX = 5
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_NOT_HAN = re.compile(r"[^\u3400-\u9fff]")


def fit_thing(text: str) -> str:
    """Return at most 20 characters on one line, an ellipsis where something was cut; never empty."""
    line = " ".join(_UNSEEN.sub(" ", text).split()) or "无"
    return line if len(line) <= THING_MAX else line[: THING_MAX - 1] + "…"


def fit_phrase(text: str) -> str:
    """Return at most 5 Chinese characters; never empty."""
    return _NOT_HAN.sub("", text)[:PHRASE_MAX] or "无"


def fit_moment(at: datetime) -> str:
    """Return a moment in Shanghai's time, to the minute, as fields of kind `time` and `date` take it."""
    local = at.astimezone(LOCAL_ZONE)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def fit_number(amount: int) -> str:
    """Return an amount as digits."""
    return str(amount)
