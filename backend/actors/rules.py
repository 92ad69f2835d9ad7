"""The four criteria, computed from deeds. Pure; ADR 11 tells why these deeds and these weights."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from backend.actors.types import CRITERION_NAMES, Criterion, Evidence, Measure
from backend.core.deeds import Deed, DeedKind

# So much weight makes 50; twice as much 75; no amount makes more than 100.
HALF_AT = 3.0
# Older deeds weigh less than 2 % and are not read.
HALF_LIVES_READ = 6
ENTRIES_SHOWN = 3


class Worth(NamedTuple):
    """What a fresh deed weighs, and how so many are told; ``{}`` is the count."""

    weight: float
    words: str


WORTH: dict[Criterion, dict[DeedKind, Worth]] = {
    Criterion.WILLING: {
        DeedKind.CLAIMED: Worth(1.0, "认领过{}次"),
        DeedKind.PLEDGED: Worth(1.0, "承诺过{}批货品"),
        DeedKind.RESOURCE_OFFERED: Worth(1.0, "拿出过{}项资源"),
        DeedKind.SIGNED_UP: Worth(0.5, "报名{}次"),
    },
    Criterion.ABLE: {
        DeedKind.CLAIM_KEPT: Worth(2.0, "兑现认领{}次"),
        DeedKind.SERVED: Worth(0.5, "完成服务{}次"),
        DeedKind.LENT: Worth(0.25, "资源供人用过{}次"),
        DeedKind.REDEEMED: Worth(0.1, "兑付{}次"),
    },
    Criterion.RESOURCED: {
        DeedKind.RESOURCE_OPEN: Worth(2.0, "正开放{}项资源"),
        DeedKind.PLEDGE_OPEN: Worth(2.0, "有{}批货品可兑"),
        DeedKind.RESOURCE_WAS_OPEN: Worth(1.0, "开放过{}项资源"),
    },
    Criterion.TIED: {
        DeedKind.LIVES_HERE: Worth(2.0, "住在本社区的{}人"),
        DeedKind.WORKS_HERE: Worth(2.0, "在本社区上班的{}人"),
        DeedKind.EMPLOYS: Worth(0.5, "有{}位居民在这里上班"),
        DeedKind.EMPLOYEE_SERVED: Worth(0.25, "员工来服务{}次"),
        DeedKind.SERVED: Worth(0.25, "服务邻里{}次"),
    },
}
# What speaks against being able: promises not kept.
AGAINST: dict[DeedKind, Worth] = {
    DeedKind.CLAIM_GIVEN_UP: Worth(2.0, "认领后退出{}次"),
    DeedKind.NO_SHOW: Worth(1.0, "约好没来{}次"),
}


def measure_all(deeds: Sequence[Deed], today: date, half_life_days: int) -> list[Measure]:
    """Return the four criteria.

    A deed's weight halves every ``half_life_days``; what holds today weighs in full. A criterion is
    ``100 · (1 − 2^(−w / HALF_AT))`` of its weights' sum w. Being able is multiplied by the share of promises kept:
    w / (w + weight of those not kept).
    """
    by_kind: dict[DeedKind, list[Deed]] = defaultdict(list)
    for deed in deeds:
        by_kind[deed.kind].append(deed)
    return [_measure(criterion, by_kind, today, half_life_days) for criterion in Criterion]


def _measure(criterion: Criterion, by_kind: dict[DeedKind, list[Deed]], today: date, half_life_days: int) -> Measure:
    evidence = [
        _evidence(kind, worth, by_kind[kind], today, half_life_days)
        for kind, worth in WORTH[criterion].items()
        if kind in by_kind
    ]
    against = [
        _evidence(kind, Worth(-worth.weight, worth.words), by_kind[kind], today, half_life_days)
        for kind, worth in AGAINST.items()
        if criterion is Criterion.ABLE and kind in by_kind
    ]
    score = _score(sum(each.weight for each in evidence), -sum(each.weight for each in against))
    return Measure(criterion, score, [*evidence, *against], _sentence(criterion, score, [*evidence, *against]))


def _evidence(kind: DeedKind, worth: Worth, deeds: Sequence[Deed], today: date, half_life_days: int) -> Evidence:
    newest_first = sorted(deeds, key=lambda deed: (deed.on or today, str(deed.entry_id)), reverse=True)
    weight = sum(worth.weight * deed.times * _left(deed.on, today, half_life_days) for deed in newest_first)
    count = sum(deed.times for deed in deeds)
    entries = dict.fromkeys(deed.entry_id for deed in newest_first if deed.entry_id is not None)
    return Evidence(
        kind=kind,
        words=worth.words.format(count),
        count=count,
        weight=round(weight, 2),
        latest_on=newest_first[0].on,
        entry_ids=list(entries)[:ENTRIES_SHOWN],
    )


def _left(on: date | None, today: date, half_life_days: int) -> float:
    """Return what is left of a deed's weight: 1 on its day, a half after one half-life."""
    return 1.0 if on is None else 0.5 ** (max((today - on).days, 0) / half_life_days)


def _score(weight: float, against: float) -> int:
    if weight <= 0:
        return 0
    return round(100 * (1 - 2 ** (-weight / HALF_AT)) * weight / (weight + against))


def _sentence(criterion: Criterion, score: int, evidence: Sequence[Evidence]) -> str:
    name = CRITERION_NAMES[criterion]
    if not evidence:
        return f"{name}：还没有记录。"
    told = sorted(evidence, key=lambda each: -abs(each.weight))
    return f"{name} {score} 分：{'，'.join(each.words for each in told)}。"


def summarise(measures: Sequence[Measure]) -> str:
    """Return one sentence on all four, strongest first."""
    known = sorted((each for each in measures if each.evidence), key=lambda each: -each.score)
    if not known:
        return "还没有可以计算的记录。参加一次、认领一项或者开放一项资源，这里就会有变化。"
    strongest = known[0]
    reasons = "，".join(each.words for each in sorted(strongest.evidence, key=lambda each: -each.weight)[:2])
    missing = "、".join(CRITERION_NAMES[each.criterion] for each in measures if not each.evidence)
    rest = f"；{missing}还没有记录" if missing else ""
    return f"最突出的是{CRITERION_NAMES[strongest.criterion]}（{strongest.score} 分）：{reasons}{rest}。"
