"""Why nobody serves a need, and the smallest change that would help, in plain Chinese. It decides nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.matching.rules.wording import WEEKDAYS

# Our rule: what is told to everybody counts at least three, so that nobody is pointed at.
HIDDEN_BELOW = 3
CONSTRAINT_TEXTS = {
    "consent": "还没有同意接受推荐",
    "own": "是提出人自己",
    "declined": "近半年说过不方便",
    "takers": "请的不是这一类人（有的只请居民，有的只请单位）",
    "addressed": "正由点名的单位先考虑",
    "category": "愿意做的是别的类别",
    "help": "能给的是别的帮助",
    "age": "年龄不到要求",
    "danger": "有危险，未成年人不能参加",
    "qualification": "没有需要的证书",
    "skill": "没有需要的特长",
    "distance": "只愿意在更近的地方",
    "amount": "一次给不了这么多",
    "capacity": "名额或数量已用完",
    "window": "时间对不上",
    "deadline": "来得及的时间在截止以后",
    "clash": "那时已有别的安排",
    "week_minutes": "这一周的时间已用完",
    "week_things": "这一周的件数已满",
    "busy_elsewhere": "可以来，等下一次推荐",
}
NOBODY = "还没有人填写能做这类事"
# Somebody's own word: the desk's to know, for in a small neighbourhood it points at them.
ONES_OWN_WORD = frozenset({"consent", "declined", "own"})


@dataclass(frozen=True, slots=True)
class Why:
    """How many candidates one constraint kept away; None: too few to be told to this reader."""

    code: str
    text: str
    count: int | None


def why_unmet(failed: Mapping[str, Any], *, everybody: bool) -> list[Why]:
    """Return the constraints by how many they kept away, most first.

    ``everybody``: small numbers are hidden, and what is somebody's own word is not told.
    """
    if everybody:
        failed = {code: n for code, n in failed.items() if code not in ONES_OWN_WORD}
    counts = sorted((-int(n), code) for code, n in failed.items() if code in CONSTRAINT_TEXTS and int(n) > 0)
    return [Why(code, CONSTRAINT_TEXTS[code], shown(-count, everybody=everybody)) for count, code in counts]


def shown(count: int, *, everybody: bool) -> int | None:
    """Return a count as it may be told: to everybody none that points at one or two people."""
    return None if everybody and 0 < count < HIDDEN_BELOW else count


def say_why(why: list[Why], candidates: int) -> str:
    """Return the main reason as one sentence."""
    if candidates == 0:
        return f"{NOBODY}。"
    if not why:
        return "暂时没有合适的人或单位。"
    first = why[0]
    number = "有的" if first.count is None else f"{first.count}个"
    return f"能做这类事的人或单位里，{number}{first.text}。"


def say_change(change: Mapping[str, Any] | None, *, is_shift: bool, everybody: bool) -> str | None:
    """Return the smallest change, as a run stored it (the fields of model.change.Change), as one sentence.

    None: no single change helps. To everybody no building and no small number is told.
    """
    if change is None or (say := _CHANGES.get(change["kind"])) is None:
        return None
    if change["kind"] == "split":
        return f"若{say(change, everybody)}，就够了。"
    count = shown(int(change["offers"]), everybody=everybody)
    if count is None:
        return f"若{say(change, everybody)}，就有人可以来。"
    return f"若{say(change, everybody)}，有{count}{'人可来' if is_shift else '个人或单位可以来'}。"


_PARTS = {"morning": "上午", "afternoon": "下午", "evening": "晚上", "day": "白天"}


def _place(change: Mapping[str, Any], everybody: bool) -> str:
    if change["to"] == 0 and change["building"] and not everybody:
        return f"改到{change['building']}"
    return "换到社区里的公共地点" if change["to"] else "换一个地点"


_CHANGES: Mapping[str, Callable[[Mapping[str, Any], bool], str]] = {
    "open_to_all": lambda _, __: "现在就向所有单位开放",
    "deadline": lambda change, _: f"把期限往后推{change['to']}天",
    "time": lambda change, _: f"改到{WEEKDAYS[change['weekday']]}{_PARTS[change['part']]}",
    "farther": lambda change, _: "也接受同一社区里的帮助" if change["to"] == 1 else "也接受社区外来的帮助",
    "split": lambda change, _: f"分给{change['to']}家一起做",
    "minutes": lambda change, _: f"每次只要{change['to']}分钟",
    "skill": lambda _, __: "不一定要会这项特长",
    "place": _place,
    "amount": lambda change, _: f"每次只要{change['to']}份",
}
