"""The plan's possible choices in a canonical order, and what one offer can do together; used by the solvers alone.

A choice is one time of one edge. Choices are numbered from 0 in the order of need, offer and time, so the same input
in any order gives the same numbers and with them the same plan.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from backend.matching.model.plans import Edge
from backend.matching.model.times import WAY_MINUTES, way_minutes, week_minutes_left, week_things_left
from backend.matching.model.types import WEEK, Need, Offer, Slot
from backend.matching.model.weigh import LATER, load_points

# More at once of one offer than this is thinned out by weight, not tried in every combination.
SUBSETS_OF_MAX = 10
_WAY_MAX = max(WAY_MINUTES.values())


class Choice(NamedTuple):
    """One time of one edge; need and offer are positions in the canonical order, ``value`` is without the load."""

    need: int
    offer: int
    slot: Slot | None
    value: int
    edge: int


@dataclass(slots=True)
class Choices:
    """All choices of a problem; those that are worth nothing are left out.

    Raises ValueError for two needs, offers or edges of the same ids, and for an edge of an unknown need or offer.
    """

    needs: list[Need]
    offers: list[Offer]
    edges: list[Edge]
    all: list[Choice] = field(default_factory=list)
    of_need: list[list[int]] = field(default_factory=list)
    of_offer: list[list[int]] = field(default_factory=list)

    @classmethod
    def of(cls, needs: Iterable[Need], offers: Iterable[Offer], edges: Iterable[Edge]) -> "Choices":
        """Return the choices of a problem."""
        ordered = cls(sorted(needs, key=_id), sorted(offers, key=_id), sorted(edges))
        need_at = _positions(ordered.needs)
        offer_at = _positions(ordered.offers)
        if len({(edge.need_id, edge.offer_id) for edge in ordered.edges}) < len(ordered.edges):
            raise ValueError("two edges of one pair")
        ordered.of_need = [[] for _ in ordered.needs]
        ordered.of_offer = [[] for _ in ordered.offers]
        for nth, edge in enumerate(ordered.edges):
            if edge.need_id not in need_at or edge.offer_id not in offer_at:
                raise ValueError("an edge of an unknown need or offer")
            ordered._add(nth, edge, need_at[edge.need_id], offer_at[edge.offer_id])
        return ordered

    def _add(self, nth: int, edge: Edge, need: int, offer: int) -> None:
        cheapest = load_points(self.offers[offer].load)
        for later, slot in enumerate(edge.slots or (None,)):
            value = edge.weight - LATER * later
            if value > cheapest:
                self.of_need[need].append(len(self.all))
                self.of_offer[offer].append(len(self.all))
                self.all.append(Choice(need, offer, slot, value, nth))

    def collide(self, one: int, other: int) -> bool:
        """Return whether an offer of a single pair of hands cannot do both: they overlap, or the way is too long."""
        a, b = self.all[one], self.all[other]
        if a.slot is None or b.slot is None or max(a.slot.start - b.slot.end, b.slot.start - a.slot.end) >= _WAY_MAX:
            return False
        way = way_minutes(self.offers[a.offer], self.needs[a.need].place, self.needs[b.need].place)
        return a.slot.start < b.slot.end + way and b.slot.start < a.slot.end + way

    def can_do(self, offer: int, chosen: Sequence[int]) -> bool:
        """Return whether one offer can do all that is chosen for it."""
        return (
            len(chosen) <= self.offers[offer].capacity
            and len({self.all[n].need for n in chosen}) == len(chosen)
            and self._in_time(offer, chosen)
            and self._in_weeks(offer, chosen)
        )

    def _in_time(self, offer: int, chosen: Sequence[int]) -> bool:
        if self.offers[offer].parallel == 1:
            return not any(self.collide(one, other) for i, one in enumerate(chosen) for other in chosen[:i])
        hands = self.hands_left(offer, chosen)
        return all(left >= 0 for left in hands.values())

    def hands_left(self, offer: int, chosen: Sequence[int]) -> dict[int, int]:
        """Return how many hands are left at each minute at which something begins while anything chosen is done.

        For offers of more hands than one; what was taken on before has hands too.
        """
        slots = [slot for n in chosen if (slot := self.all[n].slot) is not None]
        every = slots + [busy.slot for busy in self.offers[offer].busy]
        begins = {at for at, _ in every if any(start <= at < end for start, end in slots)}
        hands = self.offers[offer].parallel
        return {at: hands - sum(start <= at < end for start, end in every) for at in begins}

    def _in_weeks(self, offer: int, chosen: Sequence[int]) -> bool:
        limits = self.offers[offer]
        if limits.week_minutes_max is None and limits.week_things_max is None:
            return True
        minutes: Counter[int] = Counter()
        things: Counter[int] = Counter()
        for n in chosen:
            if (slot := self.all[n].slot) is not None:
                minutes[slot.start // WEEK] += slot.end - slot.start
                things[slot.start // WEEK] += 1
        return all(
            minutes[week] <= week_minutes_left(limits, week) and things[week] <= week_things_left(limits, week)
            for week in things
        )

    def best_of(self, offer: int, wanted: Sequence[int], kept: Sequence[int]) -> list[int]:
        """Return those of the wanted choices that are worth most of all an offer can do beside the kept ones.

        Of many the heaviest are taken one by one; it is then a good choice, not the best.
        """
        ranked = sorted(wanted, key=lambda n: (-self.all[n].value, n))
        if len(ranked) > SUBSETS_OF_MAX:
            done: list[int] = []
            for n in ranked:
                if self.can_do(offer, [*kept, *done, n]):
                    done.append(n)
            return done
        return self._best_subset(offer, ranked, list(kept))[1]

    def _best_subset(self, offer: int, ranked: list[int], held: list[int]) -> tuple[int, list[int]]:
        if not ranked:
            return 0, []
        first, *rest = ranked
        best = self._best_subset(offer, rest, held)
        if self.can_do(offer, [*held, first]):
            value, chosen = self._best_subset(offer, rest, [*held, first])
            best = max(best, (value + self.all[first].value, [first, *chosen]), key=lambda found: found[0])
        return best

    def value_of(self, chosen: Iterable[int]) -> int:
        """Return what chosen choices are worth together: their values less the load of each offer."""
        total, counts = 0, defaultdict[int, int](int)
        for n in chosen:
            choice = self.all[n]
            total += choice.value - load_points(self.offers[choice.offer].load + counts[choice.offer])
            counts[choice.offer] += 1
        return total


def _id(side: Need | Offer) -> UUID:
    return side.id


def _positions(sides: Sequence[Need | Offer]) -> dict[UUID, int]:
    """Return the position of each id, or raise ValueError where one comes twice."""
    positions = {side.id: n for n, side in enumerate(sides)}
    if len(positions) < len(sides):
        raise ValueError("two needs or offers of one id")
    return positions
