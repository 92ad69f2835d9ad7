"""A rule pack in plain Chinese, a sentence a rule; and what it honours."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from backend.books.packs.shapes import GIFT_TO_NAMES, Pack

_UNITS = {"time": "时间币", "point": "积分"}
_STAR_NAMES = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One rule as it is told, and the addresses it was printed at."""

    text: str
    sources: tuple[str, ...]


def _unit(pack: Pack, minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{f'{minutes}分钟' if rest else f'{hours}小时'}记1{_UNITS.get(pack.earn.book or '', '个单位')}"


def _listed(hours: tuple[int, ...]) -> str:
    return f"累计{'、'.join(map(str, hours))}"


_SENTENCES: Mapping[str, Callable[[Pack, Any], str]] = {
    "earn.book": lambda _, book: f"服务时长计入{_UNITS[book]}",
    "earn.unit_minutes": _unit,
    "earn.whole_units": lambda _, whole: "只计整数，零头不计" if whole else "零头也计",
    "earn.min_age": lambda _, age: f"满{age}岁可以计入",
    "earn.max_age": lambda _, age: f"超过{age}岁不再计入",
    "earn.minor_with_guardian": lambda _, may: "未成年人由监护人带领可以参加" if may else "未成年人不参加",
    "earn.cap_per_activity_hours": lambda _, hours: f"每次活动最多计{hours}小时",
    "earn.cap_per_day_hours": lambda _, hours: f"每天最多计{hours}小时",
    "earn.cap_total_hours": lambda _, hours: f"每人累计最多计{hours}小时",
    "earn.over_cap": lambda _, __: "超出上限的部分捐入公益池",
    "spend.min_age": lambda _, age: f"满{age}岁可以使用",
    "spend.min_age_hardship": lambda _, age: f"特殊困难老人满{age}岁可以使用",
    "spend.min_hours": lambda _, hours: f"累计服务满{hours}小时后可以兑换",
    "spend.goods": lambda _, may: "可以兑换服务和物品" if may else "不能兑换资金或实物",
    "spend.gift_to": lambda _, whom: f"可以转赠{GIFT_TO_NAMES[whom]}",
    "spend.donate": lambda _, may: "可以捐赠" if may else "不能捐赠",
    "spend.donate_to": lambda _, whom: f"可以捐给{whom}",
    "recognition.notice_working_days": lambda _, days: f"公示不少于{days}个工作日",
    "recognition.star_hours": lambda _, hours: (
        f"累计{'、'.join(map(str, hours))}小时，评为一至{_STAR_NAMES[len(hours) - 1]}星"
    ),
}


def sentences(pack: Pack) -> Iterator[Sentence]:
    """Return the pack's rules in words, those of earning first, then its notes."""
    for key, say in _SENTENCES.items():
        section, _, name = key.partition(".")
        value = getattr(getattr(pack, section), name)
        if value is not None:
            yield Sentence(say(pack, value), pack.cited[key])
    for place, note in enumerate(pack.notes):
        yield Sentence(note, pack.cited[f"notes.{place}"])


@dataclass(frozen=True, slots=True)
class Stars:
    """A member's star level by entered minutes; ``next_minutes`` is where the next star is, None at the last."""

    level: int
    levels: int
    minutes: int
    next_minutes: int | None


def star_level(star_hours: tuple[int, ...], minutes: int) -> Stars:
    """Return the level that so many entered minutes have reached."""
    level = sum(minutes >= hours * 60 for hours in star_hours)
    following = star_hours[level] * 60 if level < len(star_hours) else None
    return Stars(level, len(star_hours), minutes, following)
