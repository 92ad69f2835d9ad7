"""The smallest change of an unmet need, what it opens, and why not another offer."""

from typing import Any

import pytest
from hypothesis import given, settings

from backend.matching.model.change import Change, ChangeKind, DayPart, after_plan, smallest_change
from backend.matching.model.judge import judge
from backend.matching.model.plans import Constraint, Edge, Match
from backend.matching.model.solve import solve
from backend.matching.model.types import DAY, WEEK, Busy, Distance, Need, Offer, Place
from backend.matching.model.weigh import edge_of, weigh
from backend.matching.model.why import WhyNotKind, why_not
from backend.matching.types import OfferKind
from tests.unit.matching.sides import need, offer, slot, uid, window
from tests.unit.matching.test_judge import NEEDS, OFFERS

K = ChangeKind
TUESDAY = (window(1, 9, 12),)
SATURDAY = (window(5, 9, 12),)
AWAY = Place(outside=True)

CHANGES: list[tuple[dict[str, Any], list[dict[str, Any]], Change | None]] = [
    # Saturday morning suits three, Sunday afternoon one.
    (
        {"windows": TUESDAY},
        [{"windows": SATURDAY}] * 3 + [{"windows": (window(6, 14, 17),)}],
        Change(K.TIME, 0, 3, 5, DayPart.MORNING),
    ),
    ({"fixed": slot(1, 9, 10)}, [{"windows": SATURDAY}], Change(K.TIME, 0, 1, 5, DayPart.MORNING)),
    ({"windows": SATURDAY, "closes": 5 * DAY}, [{}, {"windows": SATURDAY}], Change(K.DEADLINE, 1, 2)),
    ({"windows": SATURDAY, "minutes": 180}, [{"windows": (window(5, 10, 12),)}], Change(K.MINUTES, 120, 1)),
    ({"minutes": 120}, [{"week_minutes_max": 100}, {"week_minutes_max": 70}], Change(K.MINUTES, 90, 1)),
    ({"minutes": 120}, [{"week_minutes_max": 50}], None),  # under half of what is asked
    ({"addressed_to": frozenset({uid(9)})}, [{}, {}], Change(K.OPEN_TO_ALL, 0, 2)),
    ({"skill": "理发", "skill_must": True}, [{}], Change(K.SKILL, 0, 1)),
    ({"farthest": Distance.SAME_BUILDING}, [{}], Change(K.FARTHER, 1, 1)),
    ({"place": AWAY}, [{"reach": Distance.SAME_COMMUNITY}], Change(K.PLACE, 1, 1)),
    (
        {"place": Place("1号楼")},
        [{"reach": Distance.SAME_BUILDING, "place": Place("2号楼")}],
        Change(K.PLACE, 0, 1, building="2号楼"),
    ),
    ({"amount": 100}, [{"amount": 60}, {"amount": 50}, {"amount": 10}], Change(K.SPLIT, 2, 2)),
    ({"amount": 100}, [{"amount": 80}], Change(K.AMOUNT, 80, 1)),
    ({"amount": 100}, [{"amount": 0}], None),
    # Two things would have to change, or what never changes.
    ({"windows": TUESDAY, "amount": 9}, [{"windows": SATURDAY}], None),
    ({"age_min": 18}, [{"age": 17}], None),
    ({"dangerous": True}, [{"age": 17}], None),
    ({"qualification": "护士证"}, [{}], None),
    ({"takers": frozenset({OfferKind.UNIT})}, [{}], None),
    ({}, [{"declined": frozenset({uid(1)})}, {"consents": False}, {"categories": frozenset({"c"})}], None),
    ({}, [{"capacity": 0}], None),
    ({}, [], None),
]


@pytest.mark.parametrize(("asked", "offered", "expected"), CHANGES)
def test_the_smallest_change(asked: dict[str, Any], offered: list[dict[str, Any]], expected: Change | None) -> None:
    offers = [offer(1001 + n, **each) for n, each in enumerate(offered)]
    assert smallest_change(need(**asked), offers) == expected
    assert smallest_change(need(**asked), offers[::-1]) == expected


def test_what_can_be_matched_needs_no_change() -> None:
    assert smallest_change(need(windows=TUESDAY), [offer(1001, windows=SATURDAY), offer(1002)]) is None


def test_what_the_plan_took_is_not_promised_again() -> None:
    asked = [need(1, windows=SATURDAY, closes=WEEK), need(2, windows=SATURDAY, closes=WEEK)]
    busy = [Match(uid(1), uid(1001), slot(5, 9, 12), 1000)]
    left = after_plan(asked, [offer(capacity=2)], busy)[uid(1001)]
    assert (left.capacity, left.load, left.busy) == (1, 1, (Busy(slot(5, 9, 12)),))
    assert judge(asked[1], left).failing[0].code is Constraint.CLASH
    change = smallest_change(asked[1], [left])
    assert change is not None
    assert (change.kind, change.weekday) == (K.TIME, 0)
    full = after_plan(asked, [offer(capacity=1)], busy)[uid(1001)]
    assert smallest_change(asked[1], [full]) is None


@given(NEEDS, OFFERS)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_a_change_of_time_opens_what_it_says(asked: Need, offered: Offer) -> None:
    change = smallest_change(asked, [offered])
    fails = bool(judge(asked, offered).failing)
    assert change is None or (fails and change.offers == 1)


def test_why_not_another() -> None:
    asked = [need(1, minutes=0, urgency=1), need(2, minutes=0), need(3, minutes=0)]
    near = offer(1001, place=Place("a"), kept_permille=1000)
    far = offer(1002, kept_permille=0)
    child = offer(1003, age=3, declined=frozenset({uid(2)}))
    pairs = [(n, o) for n in asked[:2] for o in (near, far)]
    plan = solve(asked, [near, far, child], [edge_of(n, o, judge(n, o).slots) for n, o in pairs])
    sides = {side.id: side for side in (*asked, near, far, child)}
    chosen = {match.need_id: match for match in plan.matches}
    taker = {uid(1001): near, uid(1002): far}[chosen[uid(1)].offer_id]
    other = far if taker is near else near
    assert why_not(asked[0], taker, plan.matches, sides).kind is WhyNotKind.CHOSEN
    assert why_not(asked[1], child, plan.matches, sides).failing[0].code is Constraint.DECLINED
    elsewhere = why_not(asked[1], taker, plan.matches, sides)
    assert (elsewhere.kind, elsewhere.failing[0].code) == (WhyNotKind.ELSEWHERE, Constraint.CAPACITY)
    assert elsewhere.others == (uid(1),)
    assert elsewhere.weights == (chosen[uid(1)].weight,)
    assert other.id == chosen[uid(2)].offer_id


def test_why_not_who_is_worth_less_and_by_how_much() -> None:
    asked, good, worse = need(minutes=0), offer(1001, load=1), offer(1002, kept_permille=500)
    edges = [edge_of(asked, o, judge(asked, o).slots) for o in (good, worse)]
    plan = solve([asked], [good, worse], edges)
    sides: dict[Any, Need | Offer] = {asked.id: asked, good.id: good, worse.id: worse}
    answer = why_not(asked, worse, plan.matches, sides)
    assert (answer.kind, answer.others) == (WhyNotKind.LIGHTER, (good.id,))
    # 48 for promises, of which a newcomer is given most, less 12 for what is in hand, against 30.
    assert answer.weights[0] - answer.weight == 6
    assert why_not(asked, good, [Match(asked.id, worse.id, None, edges[1].weight)], sides).kind is WhyNotKind.WHOLE
    assert why_not(asked, worse, [], sides).kind is WhyNotKind.OPEN


def test_a_weight_is_the_sum_of_parts_that_have_figures() -> None:
    asked = need(urgency=2, waiting_days=90, skill="理发", place=Place("a"), asker_received=1, asker_given=3)
    offered = offer(skills=frozenset({"理发"}), place=Place("a"), kept_permille=950, given=2)
    parts = {part.code.value: (part.points, part.figure) for part in weigh(asked, offered)}
    assert parts == {
        "served": (1000, 1),
        "urgency": (800, 2),
        "waiting": (600, 90),
        "category": (0, 0),
        "skill": (80, 1),
        "distance": (60, 0),
        "kept": (57, 950),
        "asker": (48, 1),
        "giver": (18, 2),
    }
    assert edge_of(asked, offered, judge(asked, offered).slots) == Edge(
        asked.id, offered.id, 2663, judge(asked, offered).slots
    )
