"""Why not this other offer: what fails of it, what it does instead, or by how much those chosen are worth more."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from backend.matching.model.change import after_plan
from backend.matching.model.judge import judge
from backend.matching.model.plans import Failing, Match
from backend.matching.model.types import Need, Offer
from backend.matching.model.weigh import load_points, weigh


class WhyNotKind(StrEnum):
    """Answers, in the order in which they are looked for."""

    CHOSEN = "chosen"  # it is chosen
    FAILS = "fails"  # a hard constraint
    ELSEWHERE = "elsewhere"  # it could, but what it is planned for leaves it no room
    LIGHTER = "lighter"  # every place is filled by who is worth more for it
    WHOLE = "whole"  # it is worth as much as who was chosen, or more; the plan as a whole is worth more this way
    OPEN = "open"  # nothing: the search ended before it came to this


class WhyNot(NamedTuple):
    """The answer and its figures.

    ``failing`` with FAILS what fails, with ELSEWHERE what its plan leaves too little of. ``weight`` is what the pair is
    worth, the load taken off (0 with FAILS). ``others`` are, with ELSEWHERE, the needs it serves instead, with LIGHTER
    and WHOLE the offers chosen; ``weights`` what these matches are worth, in their order.
    """

    kind: WhyNotKind
    failing: tuple[Failing, ...] = ()
    weight: int = 0
    others: tuple[UUID, ...] = ()
    weights: tuple[int, ...] = ()


def why_not(need: Need, offer: Offer, matches: Sequence[Match], sides: Mapping[UUID, Need | Offer]) -> WhyNot:
    """Return why the plan ``matches`` does not send ``offer`` to ``need``; both as they were before the plan.

    ``sides`` are by id at least the needs that this offer serves and the offers that serve this need.
    """
    if any(match.need_id == need.id and match.offer_id == offer.id for match in matches):
        return WhyNot(WhyNotKind.CHOSEN)
    verdict = judge(need, offer)
    if verdict.failing:
        return WhyNot(WhyNotKind.FAILS, verdict.failing)
    its = [match for match in matches if match.offer_id == offer.id]
    served = [side for match in its if isinstance(side := sides[match.need_id], Need)]
    left = after_plan(served, [offer], its)[offer.id]
    weight = sum(part.points for part in weigh(need, offer)) - load_points(left.load)
    lacking = judge(need, left).failing
    if lacking:
        ids, weights = tuple(match.need_id for match in its), tuple(match.weight for match in its)
        return WhyNot(WhyNotKind.ELSEWHERE, lacking, weight, ids, weights)
    chosen = [match for match in matches if match.need_id == need.id]
    if len(chosen) < need.places:
        return WhyNot(WhyNotKind.OPEN, weight=weight)
    ids, weights = tuple(match.offer_id for match in chosen), _net(chosen, matches, sides)
    kind = WhyNotKind.LIGHTER if weight < min(weights) else WhyNotKind.WHOLE
    return WhyNot(kind, weight=weight, others=ids, weights=weights)


def _net(chosen: Sequence[Match], matches: Sequence[Match], sides: Mapping[UUID, Need | Offer]) -> tuple[int, ...]:
    """Return weights less the load of each offer's last thing."""
    net = []
    for match in chosen:
        offer = sides[match.offer_id]
        assert isinstance(offer, Offer)  # ids of needs and offers are of different rows
        count = sum(other.offer_id == offer.id for other in matches)
        net.append(match.weight - load_points(offer.load + count - 1))
    return tuple(net)
