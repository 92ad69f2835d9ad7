"""Pure decisions on voting: who may, what a ballot says."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from backend.budgeting.types import BallotKind
from backend.communities.service import Elector, is_adult
from backend.core.errors import InvalidError


def may_vote(elector: Elector, day: date) -> bool:
    """Tell whether a verified member votes on the money: living here, of age on that day.

    Our rule; the law names who votes in the residents' meeting (城市居民委员会组织法 Art. 9: 18 years and over), not on
    a budget. Those who only work here do not: the money is the residents'.
    """
    return elector.lives_here and is_adult(elector.birth_date, day)


def decide_points(
    points: Mapping[UUID, int], choices: Mapping[UUID, int], *, kind: BallotKind, points_max: int | None
) -> dict[str, int]:
    """Return what a ballot stores: points by the proposal's number; empty takes the ballot back.

    ``choices`` are the numbers of those that people vote on. Raises InvalidError for another proposal, for more than
    one point where people approve, and for more points than a voter has.
    """
    if not points.keys() <= choices.keys():
        raise InvalidError({"points": ["有的提案不在这一轮的选票上，请刷新后再投"]})
    if kind is BallotKind.APPROVAL and any(given != 1 for given in points.values()):
        raise InvalidError({"points": ["这一轮只勾选赞成，不打分"]})
    if points_max is not None and (given := sum(points.values())) > points_max:
        raise InvalidError({"points": [f"一共{points_max}分，多用了{given - points_max}分"]})
    return {
        str(number): points[id_] for id_, number in sorted(choices.items(), key=lambda each: each[1]) if id_ in points
    }
