"""The plan against all assignments tried one by one, on thousands of small cases, and what every plan keeps."""

from collections import Counter
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.matching.model.choices import Choices
from backend.matching.model.exact import find_exact
from backend.matching.model.flow import Room
from backend.matching.model.judge import judge
from backend.matching.model.plans import Edge, Limits, Plan, Stopped
from backend.matching.model.solve import solve
from backend.matching.model.times import distance
from backend.matching.model.types import WEEK, Busy, Need, Offer, Place, Slot
from backend.matching.model.weigh import edge_of, load_points
from backend.matching.types import OfferKind
from tests.bench.neighbourhood import Neighbourhood
from tests.unit.matching.sides import need, offer, slot, uid

PLACES = st.sampled_from([Place(), Place("a"), Place("b"), Place(outside=True)])
HOURS = st.integers(0, 3)
# The second week is there too, and a time over its beginning.
SLOTS = st.builds(
    lambda begin, hours, week: Slot(week * WEEK + begin * 60, week * WEEK + (begin + hours) * 60),
    HOURS,
    st.integers(1, 2),
    st.sampled_from([0, 0, 0, 1]),
)


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[Need], list[Offer], list[Edge]]:
    """A few needs and offers with times that often clash; any weights, those of no use among them."""
    needs = [
        need(n, minutes=0, places=draw(st.sampled_from([1, 1, 2, 0])), place=draw(PLACES))
        for n in range(draw(st.integers(1, 4)))
    ]
    offers = [
        offer(
            100 + n,
            kind=draw(st.sampled_from(OfferKind)),
            capacity=draw(st.sampled_from([3, 2, 1, 0])),
            parallel=draw(st.sampled_from([1, 2])),
            week_minutes_max=draw(st.sampled_from([None, None, 120, 180, 240])),
            week_things_max=draw(st.sampled_from([None, None, 1, 2])),
            load=draw(st.integers(0, 2)),
        )
        for n in range(draw(st.integers(1, 2)))
    ]
    edges = []
    for asked, offered in product(needs, offers):
        slots = draw(st.lists(SLOTS, max_size=2, unique=True))
        weight = draw(st.sampled_from([1000, 1010, 1400, 100, 30, 10, 0, -5]))
        if draw(st.sampled_from([True, True, True, False])):
            edges.append(Edge(asked.id, offered.id, weight, tuple(sorted(slots))))
    return needs, offers, edges


def keeps_all(needs: list[Need], offers: list[Offer], chosen: list[tuple[Edge, Slot | None]]) -> bool:
    """Whether a set of matches keeps every hard constraint; written down from the model, not from its code."""
    places = {n.id: n.place for n in needs}
    taken = Counter(edge.need_id for edge, _ in chosen)
    if any(taken[n.id] > n.places for n in needs) or len({edge[:2] for edge, _ in chosen}) < len(chosen):
        return False
    return all(
        can_do(offered, [(places[edge.need_id], at) for edge, at in chosen if edge.offer_id == offered.id])
        for offered in offers
    )


def can_do(offered: Offer, mine: list[tuple[Place, Slot | None]]) -> bool:
    before = [(busy.place, busy.slot) for busy in offered.busy]
    timed = [(place, at) for place, at in mine if at is not None]
    if len(mine) > offered.capacity:
        return False
    for week in {at.start // WEEK for _, at in timed}:
        in_week = [at for _, at in timed + before if at.start // WEEK == week]
        minutes = sum(at.end - at.start for at in in_week)
        if minutes > (WEEK if offered.week_minutes_max is None else offered.week_minutes_max):
            return False
        if len(in_week) > (99 if offered.week_things_max is None else offered.week_things_max):
            return False
    every = timed + before
    if any(sum(other.start <= at.start < other.end for _, other in every) > offered.parallel for _, at in timed):
        return False
    if offered.parallel > 1 or offered.kind is OfferKind.RESOURCE:
        return True
    return not any(
        one.start < other.end + way and other.start < one.end + way
        for i, (here, one) in enumerate(every)
        for there, other in every[:i]
        for way in [(0, 15, 45)[distance(here, there)]]
        if (here, one) in timed or (there, other) in timed
    )


def worth(offers: list[Offer], chosen: list[tuple[Edge, Slot | None]]) -> int:
    """What a set of matches is worth, by the objective's words."""
    total = sum(edge.weight - (edge.slots.index(at) if at is not None else 0) for edge, at in chosen)
    for offered in offers:
        count = sum(edge.offer_id == offered.id for edge, _ in chosen)
        total -= sum(load_points(offered.load + nth) for nth in range(count))
    return total


def best_of_all(needs: list[Need], offers: list[Offer], edges: list[Edge]) -> int:
    """Try every assignment, leaving a branch as soon as something is broken."""

    def search(rest: list[Edge], chosen: list[tuple[Edge, Slot | None]]) -> int:
        if not rest:
            return worth(offers, chosen)
        first, *others = rest
        best = search(others, chosen)
        for at in first.slots or (None,):
            with_it = [*chosen, (first, at)]
            if keeps_all(needs, offers, with_it):
                best = max(best, search(others, with_it))
        return best

    return search(edges, [])


def matches_of(plan: Plan, edges: list[Edge]) -> list[tuple[Edge, Slot | None]]:
    by_pair = {edge[:2]: edge for edge in edges}
    return [(by_pair[match.need_id, match.offer_id], match.slot) for match in plan.matches]


SLOW = settings(derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@given(problems())
@settings(SLOW, max_examples=1000)
def test_the_plan_is_the_best_of_all(problem: tuple[list[Need], list[Offer], list[Edge]]) -> None:
    needs, offers, edges = problem
    plan = solve(needs, offers, edges)
    chosen = matches_of(plan, edges)
    assert keeps_all(needs, offers, chosen)
    assert plan.value == worth(offers, chosen) == best_of_all(needs, offers, edges) == plan.bound
    assert plan.stopped is Stopped.PROVEN


@given(problems())
@settings(SLOW, max_examples=300)
def test_the_exact_search_alone_finds_the_best_of_all(problem: tuple[list[Need], list[Offer], list[Edge]]) -> None:
    needs, offers, edges = problem
    choices = Choices.of(needs, offers, edges)
    every = [n for n in range(len(choices.all)) if choices.offers[choices.all[n].offer].capacity > 0]
    room = Room({n: asked.places for n, asked in enumerate(choices.needs)}, {})
    found = find_exact(choices, every, room, [], effort=1)
    assert choices.value_of(found.chosen) == found.bound == best_of_all(needs, offers, edges)


def test_the_exact_search_counts_hands() -> None:
    needs = [need(n, minutes=0) for n in range(4)]
    edges = [Edge(asked.id, uid(1001), 1000, (slot(0, 9 + n, 11 + n),)) for n, asked in enumerate(needs)]
    for hands, busy, most in ((1, (), 2), (2, (), 4), (2, (Busy(slot(0, 9, 13)),), 2), (3, (Busy(slot(0, 9, 13)),), 4)):
        room = offer(kind=OfferKind.RESOURCE, capacity=9, parallel=hands, busy=busy)
        choices = Choices.of(needs, [room], edges)
        candidates = [n for n in range(4) if choices.can_do(0, [n])]
        found = find_exact(choices, candidates, Room(dict.fromkeys(range(4), 1), {}), [], effort=1)
        assert len(found.chosen) == most


@given(problems(), st.randoms(use_true_random=False))
@settings(SLOW, max_examples=300)
def test_the_order_of_the_input_is_of_no_matter(
    problem: tuple[list[Need], list[Offer], list[Edge]], dice: Random
) -> None:
    plan = solve(*problem)
    for side in problem:
        dice.shuffle(side)
    assert solve(*problem) == plan


@given(problems())
@settings(SLOW, max_examples=500)
def test_a_plan_without_effort_is_possible_and_below_its_bound(
    problem: tuple[list[Need], list[Offer], list[Edge]],
) -> None:
    needs, offers, edges = problem
    plan = solve(needs, offers, edges, Limits(effort=0))
    chosen = matches_of(plan, edges)
    assert keeps_all(needs, offers, chosen)
    assert plan.value == worth(offers, chosen) <= best_of_all(needs, offers, edges) <= plan.bound
    assert (plan.stopped is Stopped.PROVEN) is (plan.value == plan.bound)


@given(st.integers(0, 200))
@settings(SLOW, max_examples=12)
def test_a_neighbourhood_judged_and_solved_keeps_every_constraint(seed: int) -> None:
    place = Neighbourhood(30, seed)
    plan = solve(place.needs, place.offers, edges := place.edges())
    chosen = matches_of(plan, edges)
    assert keeps_all(place.needs, place.offers, chosen)
    assert plan.value == worth(place.offers, chosen) == plan.bound


def test_who_flow_would_send_to_two_places_at_once_is_sent_to_one() -> None:
    needs = [need(1, fixed=slot(0, 9, 11), minutes=120), need(2, fixed=slot(0, 11, 12))]
    edges = [Edge(n.id, uid(1001), 1000, (n.fixed,)) for n in needs if n.fixed]
    plan = solve(needs, [offer(capacity=2)], edges)
    assert len(plan.matches) == 1  # a quarter of an hour on the way is missing
    assert len(solve(needs, [offer(capacity=2, kind=OfferKind.RESOURCE)], edges).matches) == 2


def test_load_is_spread() -> None:
    needs = [need(n, minutes=0) for n in range(4)]
    offers = [offer(100 + n, capacity=4) for n in range(4)]
    plan = solve(needs, offers, [Edge(n.id, o.id, 1000, ()) for n in needs for o in offers])
    assert {match.offer_id for match in plan.matches} == {o.id for o in offers}


@pytest.mark.parametrize("sides", [([], []), ([need()], []), ([], [offer()]), ([need()], [offer()])])
def test_without_needs_or_offers_or_pairs_there_is_an_empty_plan(sides: Any) -> None:
    plan = solve(*sides, [])
    assert plan == Plan((), 0, 0, Stopped.PROVEN)
    assert plan.gap_permille == 0


def test_nobody_is_asked_for_more_than_their_capacity_by_many_identical_needs() -> None:
    needs = [need(n) for n in range(10_000)]
    offers = [offer(20_000 + n, capacity=3) for n in range(20)]
    edges = [
        edge_of(asked, offered, judge(asked, offered).slots)
        for asked in needs
        for offered in (offers[asked.id.int % 20], offers[(asked.id.int + 7) % 20])
    ]
    plan = solve(needs, offers, edges, Limits(effort=0.5))
    assert len(plan.matches) == 60
    assert keeps_all(needs, offers, matches_of(plan, edges))


@pytest.mark.parametrize(
    ("needs", "offers", "edges"),
    [
        ([need(), need()], [offer()], []),
        ([need()], [offer(), offer()], []),
        ([need()], [offer()], [Edge(uid(1), uid(1001), 5), Edge(uid(1), uid(1001), 6)]),
        ([need()], [offer()], [Edge(uid(2), uid(1001), 5)]),
        ([need()], [offer()], [Edge(uid(1), uid(1002), 5)]),
    ],
)
def test_what_contradicts_itself_is_refused(needs: list[Need], offers: list[Offer], edges: list[Edge]) -> None:
    with pytest.raises(ValueError):
        solve(needs, offers, edges)
