"""The relaxation of the plan: a min-cost flow. Its value is an upper bound, and often its flow is the best plan itself.

One unit of flow is one place filled: source → need → (pair) → clique → week → offer → sink. A clique is a set of
choices of one offer of which any two collide, so that as many pass as the offer has hands; a week lets as many
pass as it has things left, and as its minutes could hold of the shortest choices. An offer's arcs to the sink are one
for each thing it takes on, each dearer than the one before by its load. Where choices collide across cliques, or
minutes of different lengths are summed, the flow may promise too much; else it is exact. A flow is integral.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from backend.matching.model.choices import Choices
from backend.matching.model.times import week_minutes_left, week_things_left
from backend.matching.model.types import WEEK, Slot
from backend.matching.model.weigh import load_points
from backend.matching.types import OfferKind


class Room(NamedTuple):
    """What a part of the plan may use: so many places of each need, beside what each offer keeps."""

    places: Mapping[int, int]
    kept: Mapping[int, Sequence[int]]


class _Arcs:
    """Arcs of a network under construction; node 0 is the source, 1 the sink."""

    def __init__(self) -> None:
        """Begin with source and sink."""
        self.tails: list[int] = []
        self.heads: list[int] = []
        self.capacities: list[int] = []
        self.costs: list[int] = []
        self.nodes = 2

    def node(self) -> int:
        """Return a new node."""
        self.nodes += 1
        return self.nodes - 1

    def add(self, tail: int, head: int, capacity: int, cost: int = 0) -> None:
        """Add an arc."""
        self.tails.append(tail)
        self.heads.append(head)
        self.capacities.append(capacity)
        self.costs.append(cost)


def relax(choices: Choices, candidates: Sequence[int], room: Room) -> list[int]:
    """Return the choices that the best flow takes among candidates, in their order.

    Each candidate must be possible beside what its offer keeps, taken alone.
    """
    by_need: dict[int, list[int]] = defaultdict(list)
    by_offer: dict[int, list[int]] = defaultdict(list)
    for n in candidates:
        by_need[choices.all[n].need].append(n)
        by_offer[choices.all[n].offer].append(n)
    arcs = _Arcs()
    enters = {}
    for offer, mine in by_offer.items():
        enters.update(_offer_arcs(choices, arcs, offer, mine, room.kept.get(offer, ())))
    supply, choice_arcs = 0, []
    for need, mine in by_need.items():
        node = arcs.node()
        most = min(room.places[need], len(mine))
        arcs.add(0, node, most)
        supply += most
        choice_arcs += _need_arcs(choices, arcs, node, mine, enters, several=room.places[need] > 1)
    arcs.add(0, 1, supply)
    return _solved(arcs, supply, choice_arcs) if supply else []


def _offer_arcs(choices: Choices, arcs: _Arcs, offer: int, mine: list[int], kept: Sequence[int]) -> dict[int, int]:
    """Lay an offer's arcs; return the node into which each of its choices enters."""
    limits = choices.offers[offer]
    node = arcs.node()
    for nth in range(min(limits.capacity - len(kept), len(mine))):
        arcs.add(node, 1, 1, load_points(limits.load + len(kept) + nth))
    weeks: dict[int, list[int]] = defaultdict(list)
    enters = {}
    for n in mine:
        slot = choices.all[n].slot
        if slot is None:
            enters[n] = node
        else:
            weeks[slot.start // WEEK].append(n)
    for week, within in weeks.items():
        week_node, most = node, _most(choices, offer, week, within, kept)
        if most < len(within):
            week_node = arcs.node()
            arcs.add(week_node, node, most)
        for clique in _cliques(choices, offer, within):
            clique_node = week_node
            if len(clique) > limits.parallel:
                clique_node = arcs.node()
                arcs.add(clique_node, week_node, limits.parallel)
            enters.update(dict.fromkeys(clique, clique_node))
    return enters


def _most(choices: Choices, offer: int, week: int, within: list[int], kept: Sequence[int]) -> int:
    """Return how many of a week's choices an offer could do at most."""
    limits = choices.offers[offer]
    slots = [slot for n in kept if (slot := choices.all[n].slot) is not None and slot.start // WEEK == week]
    most = min(len(within), week_things_left(limits, week) - len(slots))
    if limits.week_minutes_max is None:
        return most
    left = week_minutes_left(limits, week) - sum(end - start for start, end in slots)
    lengths = sorted(slot.end - slot.start for slot in (_slot(choices, n) for n in within))
    fitting = 0
    for length in lengths:
        if (left := left - length) < 0:
            break
        fitting += 1
    return min(most, fitting)


def _cliques(choices: Choices, offer: int, within: list[int]) -> list[list[int]]:
    """Return a partition of an offer's choices into sets of which any two collide, few if possible."""
    rest = sorted(within, key=lambda n: _slot(choices, n).end)
    ways = choices.offers[offer].parallel == 1 and choices.offers[offer].kind is not OfferKind.RESOURCE
    cliques = []
    while rest:
        # All of these are under way in the last minute of the first that ends.
        last = _slot(choices, rest[0]).end
        clique = [n for n in rest if _slot(choices, n).start < last]
        others = [n for n in rest if _slot(choices, n).start >= last]
        rest = []
        for n in others:
            (clique if ways and all(choices.collide(n, other) for other in clique) else rest).append(n)
        cliques.append(clique)
    return cliques


def _slot(choices: Choices, n: int) -> Slot:
    slot = choices.all[n].slot
    assert slot is not None  # only choices that take time are within a week
    return slot


def _need_arcs(
    choices: Choices, arcs: _Arcs, node: int, mine: list[int], enters: Mapping[int, int], *, several: bool
) -> list[tuple[int, int]]:
    """Lay a need's arcs; return its choices with the number of the arc of each."""
    of_pair: dict[int, list[int]] = defaultdict(list)
    for n in mine:
        of_pair[choices.all[n].offer].append(n)
    laid = []
    for pair in of_pair.values():
        tail = node
        if several and len(pair) > 1:
            tail = arcs.node()
            arcs.add(node, tail, 1)
        for n in pair:
            laid.append((n, len(arcs.tails)))
            arcs.add(tail, enters[n], 1, -choices.all[n].value)
    return laid


def _solved(arcs: _Arcs, supply: int, choice_arcs: list[tuple[int, int]]) -> list[int]:
    """Return the choices whose arcs carry flow in a flow of least cost."""
    import numpy as np
    from ortools.graph.python import min_cost_flow

    network = min_cost_flow.SimpleMinCostFlow()
    network.add_arcs_with_capacity_and_unit_cost(
        np.array(arcs.tails, np.int32),
        np.array(arcs.heads, np.int32),
        np.array(arcs.capacities, np.int64),
        np.array(arcs.costs, np.int64),
    )
    network.set_nodes_supplies(np.array([0, 1], np.int32), np.array([supply, -supply], np.int64))
    status = network.solve()
    if status != network.OPTIMAL:
        raise RuntimeError(f"the flow has no solution: {status}")
    flows = network.flows(np.array([arc for _, arc in choice_arcs], np.int32))
    return [n for (n, _), units in zip(choice_arcs, flows.tolist(), strict=True) if units]
