"""Reasons of a suggestion as short Chinese words with the figures behind them. It decides nothing.

``parts`` are stored by a run: by PartCode the points it gave and the figure that they come from.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from backend.core.clock import LOCAL_ZONE
from backend.matching.model.weigh import KEPT_UNKNOWN_PERMILLE
from backend.matching.types import Reader

AUTOMATED = "这条建议由程序按填写的时间、特长和社区的事项算出，没有人逐条看过。可以不接受，也可以请社区工作人员看一看。"
BY_HAND = "这条建议由社区工作人员提出，条件已由程序核对。可以不接受，也可以请另一位工作人员看一看。"
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_URGENCY = {1: "尽快", 2: "紧急", 3: "特别急"}
_DISTANCE = {0: "同一栋楼", 1: "同一社区", 2: "不在本社区"}
# What the figure tells of somebody else than the reader.
_OF_THE_ASKER = frozenset({"asker"})


class Reason(NamedTuple):
    """One chip: its words, and the points and figure behind them (None: not for this reader)."""

    code: str
    text: str
    points: int | None
    figure: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """What reasons are made of."""

    parts: Mapping[str, Mapping[str, int]]
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    skill: str | None = None
    category_name: str | None = None


def reasons(told: Told, reader: Reader) -> list[Reason]:
    """Return why it was suggested, what helps to decide first; what speaks against it is the desk's to see."""
    return [*_of_time(told), *_of_parts(told, reader)]


def span(starts_at: datetime, ends_at: datetime) -> str:
    """Return a time as people say it: 12月2日 周三 14:00–16:00."""
    start, end = starts_at.astimezone(LOCAL_ZONE), ends_at.astimezone(LOCAL_ZONE)
    until = f"{end:%H:%M}" if start.date() == end.date() else f"{end.month}月{end.day}日 {end:%H:%M}"
    return f"{start.month}月{start.day}日 {WEEKDAYS[start.weekday()]} {start:%H:%M}–{until}"


def _of_time(told: Told) -> Iterator[Reason]:
    if told.starts_at is not None and told.ends_at is not None:
        yield Reason("time", f"{span(told.starts_at, told.ends_at)} 有空", None, None)


def _of_parts(told: Told, reader: Reader) -> Iterator[Reason]:
    for code, say in _SAY.items():
        part = told.parts.get(code)
        if part is None or (part["points"] <= 0 and reader is not Reader.DESK):
            continue
        text = say(part, told, reader)
        if text:
            hidden = code in _OF_THE_ASKER and reader is not Reader.DESK
            yield Reason(code, text, part["points"], None if hidden else part["figure"])


Part = Mapping[str, int]
Say = Callable[[Part, Told, Reader], str | None]


def _distance(part: Part, told: Told, reader: Reader) -> str | None:
    return _DISTANCE.get(part["figure"])


def _skill(part: Part, told: Told, reader: Reader) -> str | None:
    return f"会{told.skill}" if part["figure"] and told.skill else None


def _category(part: Part, told: Told, reader: Reader) -> str | None:
    if told.category_name is None:
        return None
    return f"正好是{told.category_name}" if part["figure"] else f"属于愿意做的大类：{told.category_name}"


def _kept(part: Part, told: Told, reader: Reader) -> str | None:
    if (due := part.get("due")) is not None and (kept := part.get("kept")) is not None:
        return f"近一年答应的{due}件都办到了" if kept == due else f"近一年答应的{due}件办到了{kept}件"
    if part["figure"] == KEPT_UNKNOWN_PERMILLE:
        return None  # of somebody new nothing is known, and nothing is said
    return "答应过的事都办到了" if part["figure"] == 1000 else f"答应过的事办到了{part['figure'] // 10}%"


def _asker(part: Part, told: Told, reader: Reader) -> str | None:
    if reader is not Reader.DESK:
        return "对方最近得到的帮助少"
    return f"对方近三个月得到{part['figure']}件" if part["figure"] else "对方近三个月还没有得到过帮助"


def _giver(part: Part, told: Told, reader: Reader) -> str | None:
    given, received = part["figure"], part.get("received")
    who = {Reader.SELF: "您", Reader.UNIT: "贵单位"}.get(reader, "")
    if received is not None and received > given:
        turn = "，这次轮到您" if who else ""
        return f"{who}近三个月得到{received}件、给出{given}件{turn}"
    return f"{who}近三个月给出{given}件" if given else f"{who}近三个月还没有安排过"


def _load(part: Part, told: Told, reader: Reader) -> str | None:
    return f"手上还有{part['figure']}件" if part["figure"] else "手上没有别的安排"


def _urgency(part: Part, told: Told, reader: Reader) -> str | None:
    return _URGENCY.get(part["figure"])


def _waiting(part: Part, told: Told, reader: Reader) -> str | None:
    return f"已经等了{part['figure']}天" if part["figure"] else None


# In the order in which they are shown.
_SAY: Mapping[str, Say] = {
    "distance": _distance,
    "skill": _skill,
    "category": _category,
    "kept": _kept,
    "giver": _giver,
    "asker": _asker,
    "load": _load,
    "urgency": _urgency,
    "waiting": _waiting,
}


def parts_of(stored: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """Return stored parts, without what was stored beside them."""
    return {
        code: dict(part)
        for code, part in stored.items()
        if isinstance(part, Mapping) and {"points", "figure"} <= part.keys()
    }
