"""The plan: which offer serves which need at which time. The mathematics of matching stands here.

**Sets.** Needs n with q_n places; offers o with capacity c_o; edges (n, o), the pairs of which no hard constraint
fails (judge.py), each with times t (weekly windows give up to three, an appointed time one, goods none).

**Variables.** x_{n,o,t} ∈ {0, 1}: the offer serves the need at that time. y_{o,j} ∈ {0, 1}: it takes on a j-th thing.

**Constraints.** Places Σ_{o,t} x ≤ q_n. One time of a pair Σ_t x ≤ 1. Capacity Σ_{n,t} x = Σ_j y_{o,j}, j ≤ c_o.
No clash: of two times of one offer that overlap, or lie nearer together than the way between the places takes, at
most one (of an offer with several hands, at most so many at any minute). Week: Σ minutes · x and Σ x within the rest.

**Objective.** Maximise Σ (w_{n,o} − later_t) x − Σ_j load(load_o + j − 1) y_{o,j}, in points (weigh.py): whole numbers,
of which filling a place, urgency and waiting are the greatest. Load never falls with j, so the flow stays convex.

**Method.** Without clashes across cliques and minutes of unlike lengths this is a min-cost flow (flow.py), which is
exact; else its value is an upper bound. The graph falls into components. Where an offer could not do what the flow
promised, the promises are repaired first (repair.py); then CP-SAT (exact.py) solves the component as a whole if it is
small, or if the gap to the bound is still too wide, until it is proven or the effort is spent. Input is put in
canonical order, seeds are fixed, effort is counted in deterministic time: the same input gives the same plan.
"""

from collections import defaultdict
from collections.abc import Iterable

from backend.matching.model.choices import Choices
from backend.matching.model.exact import find_exact
from backend.matching.model.flow import Room, relax
from backend.matching.model.plans import Edge, Limits, Match, Plan, Stopped
from backend.matching.model.repair import repair
from backend.matching.model.types import Need, Offer

# A component of up to so many choices is always solved to its end (measured, ADR 39: some seconds).
EXACT_MAX = 20_000
USUAL = Limits()
NOTHING_KEPT: dict[int, list[int]] = {}


def solve(needs: Iterable[Need], offers: Iterable[Offer], edges: Iterable[Edge], limits: Limits = USUAL) -> Plan:
    """Return the best plan that was found, its value and a proven upper bound of every plan's value, in points.

    Raises ValueError for two needs, offers or edges of the same ids, and for an edge of an unknown need or offer.
    """
    choices = Choices.of(needs, offers, edges)
    everything = range(len(choices.all))
    promised = relax(choices, everything, Room({n: need.places for n, need in enumerate(choices.needs)}, NOTHING_KEPT))
    search = _Components(choices, promised, limits)
    search.run()
    return search.plan()


class _Components:
    """Turns a flow into a possible plan, component by component."""

    def __init__(self, choices: Choices, promised: list[int], limits: Limits) -> None:
        """Begin with what the flow promised."""
        self.choices, self.limits, self.promised = choices, limits, promised
        self.effort_left = limits.effort
        self.chosen: list[int] = []
        self.value = self.bound = choices.value_of(promised)

    def run(self) -> None:
        """Go through the components whose promises cannot be kept, the small ones first."""
        broken = self._broken_components()
        in_broken = {need for needs in broken for need in needs}
        self.chosen = [n for n in self.promised if self.choices.all[n].need not in in_broken]
        promised: dict[int, list[int]] = defaultdict(list)
        for n in self.promised:
            promised[self.choices.all[n].need].append(n)
        repaired = []
        for needs in broken:
            flow = sorted(n for need in needs for n in promised[need])
            draft, promise = repair(self.choices, flow, needs), self.choices.value_of(flow)
            self.value -= promise - self.choices.value_of(draft)
            candidates = sorted(n for need in needs for n in self.choices.of_need[need])
            repaired.append((len(candidates), candidates, draft, promise))
        for size, candidates, draft, promise in sorted(repaired):
            wanted = self.effort_left > 0 and (size <= EXACT_MAX or not self._is_near())
            self.chosen += self._prove(candidates, draft, promise) if wanted else draft

    def _prove(self, candidates: list[int], draft: list[int], promise: int) -> list[int]:
        """Solve a component as a whole; return what is chosen in it."""
        room = Room({n: need.places for n, need in enumerate(self.choices.needs)}, NOTHING_KEPT)
        found = find_exact(self.choices, candidates, room, draft, effort=self.effort_left)
        self.effort_left -= found.effort
        self.bound -= max(0, promise - found.bound)
        gained = self.choices.value_of(found.chosen) - self.choices.value_of(draft)
        self.value += max(gained, 0)
        return found.chosen if gained > 0 else draft

    def _broken_components(self) -> list[list[int]]:
        """Return the needs of each component in which an offer cannot do what was promised of it."""
        by_offer: dict[int, list[int]] = defaultdict(list)
        for n in self.promised:
            by_offer[self.choices.all[n].offer].append(n)
        broken = [offer for offer, mine in by_offer.items() if not self.choices.can_do(offer, mine)]
        seen: set[int] = set()
        return [needs for offer in sorted(broken) if (needs := self._component(offer, seen))]

    def _component(self, offer: int, seen: set[int]) -> list[int]:
        """Return the needs of an offer's component; none if it was seen before. Marks its offers as seen."""
        if offer in seen:
            return []
        seen.add(offer)
        stack, needs = [offer], set[int]()
        while stack:
            for n in self.choices.of_offer[stack.pop()]:
                need = self.choices.all[n].need
                if need in needs:
                    continue
                needs.add(need)
                for other in {self.choices.all[m].offer for m in self.choices.of_need[need]} - seen:
                    seen.add(other)
                    stack.append(other)
        return sorted(needs)

    def _is_near(self) -> bool:
        return (self.bound - self.value) * 1000 <= self.limits.gap_permille * self.bound

    def plan(self) -> Plan:
        """Return the plan."""
        every, edges = self.choices.all, self.choices.edges
        matches = tuple(
            Match(edge.need_id, edge.offer_id, every[n].slot, edge.weight)
            for n, edge in ((n, edges[every[n].edge]) for n in sorted(self.chosen))
        )
        return Plan(matches, self.value, self.bound, self._why_stopped())

    def _why_stopped(self) -> Stopped:
        if self.value == self.bound:
            return Stopped.PROVEN
        return Stopped.GAP if self._is_near() else Stopped.EFFORT
