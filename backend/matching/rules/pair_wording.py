"""Why a pair may not be suggested, or others were, in plain Chinese: what is asked, never what somebody has."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from backend.matching.model.plans import Constraint, Failing
from backend.matching.model.why import WhyNotKind
from backend.matching.rules.unmet_wording import CONSTRAINT_TEXTS
from backend.matching.rules.wording import Reason, Told, reasons
from backend.matching.types import Reader

_WITH_FIGURE: Mapping[Constraint, Callable[[int], str]] = {
    Constraint.AGE: lambda asked: f"要求年满{asked}周岁",
    Constraint.DANGER: lambda asked: f"有危险，要求年满{asked}周岁",
    Constraint.AMOUNT: lambda asked: f"一次要{asked}，给不了这么多",
    Constraint.WINDOW: lambda asked: f"双方没有连续{asked}分钟共同的空闲",
    Constraint.CLASH: lambda asked: f"已有别的安排，腾不出连续{asked}分钟",
    Constraint.WEEK_MINUTES: lambda asked: f"这一周愿意出的时间不够{asked}分钟",
}
_SENTENCES = {
    WhyNotKind.CHOSEN: "已经推荐给对方，正在等答复。",
    WhyNotKind.ELSEWHERE: "条件都符合，只是已先推荐对方去做别的事，时间或件数不够再加一件。",
    WhyNotKind.LIGHTER: "条件都符合，只是名额有限，现在推荐的一方在下面几项更合适。",
    WhyNotKind.WHOLE: "和现在推荐的一方一样合适；全社区一起算，这样安排能办成的事更多。",
    WhyNotKind.OPEN: "条件都符合，也还有名额，可以由您来推荐。",
}


class Failed(NamedTuple):
    """One hard constraint that fails."""

    code: str
    text: str


def say_failing(failing: Sequence[Failing]) -> list[Failed]:
    """Return what fails, a text each."""
    return [Failed(each.code.value, _text(each)) for each in failing]


def _text(failing: Failing) -> str:
    say = _WITH_FIGURE.get(failing.code)
    return CONSTRAINT_TEXTS[failing.code.value] if say is None or failing.asked is None else say(failing.asked)


def say_sentence(kind: WhyNotKind, failed: Sequence[Failed]) -> str:
    """Return the answer in a sentence."""
    return _SENTENCES.get(kind) or "不能推荐：" + "；".join(each.text for each in failed) + "。"


def compare(mine: Mapping[str, Mapping[str, int]], theirs: Told) -> list[Reason]:
    """Return the parts in which those suggested weigh more, with by how many points, most first."""
    more = []
    for reason in reasons(theirs, Reader.DESK):
        if reason.points is None:
            continue
        ahead = reason.points - mine.get(reason.code, {"points": 0})["points"]
        if ahead > 0:
            more.append(reason._replace(text=f"{reason.text}（多{ahead}分）", points=ahead))
    return sorted(more, key=lambda reason: -(reason.points or 0))
