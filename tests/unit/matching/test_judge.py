"""Each hard constraint, its figures, and the times at which a pair can meet."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.matching.model.judge import judge, possible_times
from backend.matching.model.plans import Constraint, Failing
from backend.matching.model.times import GRID, SLOTS_MAX, distance, without
from backend.matching.model.types import DAY, WEEK, Busy, Distance, Help, Need, Offer, Place, Slot, Window
from backend.matching.types import OfferKind
from tests.unit.matching.sides import need, offer, slot, uid, window

C = Constraint
SATURDAY = (window(5, 9, 12),)
AWAY = Place(outside=True)

FAILURES = [
    (C.CONSENT, {}, {"consents": False}, None, None),
    (C.OWN, {"asker_ids": frozenset({uid(1001)})}, {}, None, None),
    (C.DECLINED, {}, {"declined": frozenset({uid(1)})}, None, None),
    (C.TAKERS, {"takers": frozenset({OfferKind.UNIT})}, {}, None, None),
    (C.ADDRESSED, {"addressed_to": frozenset({uid(77)})}, {}, None, None),
    (C.CATEGORY, {"category": "elderly.companion"}, {}, None, None),
    (C.CATEGORY, {"category": "elder"}, {"categories": frozenset({"elder.companion"})}, None, None),
    (C.HELP, {"helps": frozenset({Help.SPACE})}, {}, None, None),
    (C.AGE, {"age_min": 18}, {"age": 17}, 18, 17),
    (C.AGE, {"age_min": 18}, {"age": None}, 18, None),
    (C.DANGER, {"dangerous": True}, {"age": 17}, 18, 17),
    (C.QUALIFICATION, {"qualification": "护士证"}, {"qualifications": frozenset({"教师证"})}, None, None),
    (C.SKILL, {"skill": "理发", "skill_must": True}, {}, None, None),
    (C.DISTANCE, {"place": AWAY}, {"reach": Distance.SAME_COMMUNITY}, 1, 2),
    (C.DISTANCE, {"farthest": Distance.SAME_BUILDING}, {}, 0, 1),
    (C.AMOUNT, {"amount": 40}, {"amount": 30}, 40, 30),
    (C.CAPACITY, {}, {"capacity": 0}, 1, 0),
    (C.WINDOW, {"windows": SATURDAY}, {"windows": (window(5, 11, 20),), "id": uid(5)}, 120, 60),
    (C.WINDOW, {"windows": SATURDAY}, {"windows": ()}, 120, 0),
    (C.WINDOW, {"fixed": slot(5, 9, 11)}, {"windows": (window(5, 10, 20),)}, 120, 60),
    (C.DEADLINE, {"windows": SATURDAY, "closes": 5 * DAY}, {}, 5 * DAY, 5 * DAY + 11 * 60),
    (C.DEADLINE, {"fixed": slot(0, 9, 11), "opens": DAY, "closes": DAY}, {}, None, None),
    (C.CLASH, {"windows": SATURDAY, "closes": WEEK}, {"busy": (Busy(slot(5, 10, 11)),)}, 120, 45),
    (C.CLASH, {"fixed": slot(5, 9, 11)}, {"busy": (Busy(slot(5, 8, 9), AWAY),)}, 120, 75),
    (C.WEEK_MINUTES, {}, {"week_minutes_max": 119}, 120, 119),
    (C.WEEK_THINGS, {}, {"week_things_max": 0}, 1, 0),
]


@pytest.mark.parametrize(("code", "asked_changes", "offered_changes", "asked", "has"), FAILURES)
def test_each_constraint_fails_alone_with_its_figures(
    code: Constraint, asked_changes: dict[str, Any], offered_changes: dict[str, Any], asked: int | None, has: int | None
) -> None:
    verdict = judge(need(minutes=120, **asked_changes), offer(**offered_changes))
    assert verdict.slots == ()
    if asked_changes.get("opens"):  # an appointment that is over comes under no deadline again
        assert verdict.failing == (Failing(C.WINDOW, 120, 0),)
    else:
        assert verdict.failing == (Failing(code, asked, has),)


def test_all_that_fails_is_told_in_one_order() -> None:
    verdict = judge(
        need(age_min=60, dangerous=True, helps=frozenset(), windows=(), takers=frozenset()),
        offer(consents=False, categories=frozenset(), age=10),
    )
    codes = [failing.code for failing in verdict.failing]
    assert codes == [C.CONSENT, C.TAKERS, C.CATEGORY, C.HELP, C.AGE, C.DANGER, C.WINDOW]
    assert codes == [code for code in Constraint if code in codes]


def test_a_unit_and_a_room_have_no_age() -> None:
    for kind in (OfferKind.UNIT, OfferKind.RESOURCE):
        assert judge(need(age_min=18, dangerous=True), offer(kind=kind, age=None)).failing == ()


def test_what_takes_no_time_has_no_slots_and_meets_who_never_has_time() -> None:
    verdict = judge(need(minutes=0), offer(windows=()))
    assert (verdict.failing, verdict.slots) == ((), ())


def test_an_appointed_time_is_the_only_one() -> None:
    assert judge(need(fixed=slot(3, 9, 10)), offer()).slots == (slot(3, 9, 10),)


def test_where_nobody_names_hours_nothing_is_at_night() -> None:
    for windows in (None, (Window(0, WEEK),)):
        slots = judge(need(windows=windows), offer(windows=windows)).slots
        assert slots[0] == slot(0, 8, 9)
        assert all(start % DAY >= 8 * 60 and end % DAY <= 20 * 60 for start, end in slots)


def test_a_window_over_sunday_midnight_holds_on_both_days() -> None:
    night = Window(6 * DAY + 22 * 60, WEEK + 2 * 60)
    found = judge(need(windows=(night,), minutes=240), offer(windows=(night,)))
    assert found.slots[0] == Slot(6 * DAY + 22 * 60, WEEK + 2 * 60)
    morning = judge(need(windows=(night,), minutes=120, closes=DAY), offer())
    assert morning.slots == (Slot(0, 120),)


def test_the_way_between_two_places_is_kept_free() -> None:
    house = Place("3号楼")
    taken = (Busy(slot(5, 9, 10), house),)
    asked = {"windows": SATURDAY, "closes": WEEK, "minutes": 60}
    assert judge(need(**asked, place=house), offer(busy=taken)).slots[0] == slot(5, 10, 11)
    assert judge(need(**asked, place=Place("4号楼")), offer(busy=taken)).slots[0].start == 5 * DAY + 10 * 60 + 15
    assert judge(need(**asked, place=AWAY), offer(busy=taken)).slots[0].start == 5 * DAY + 10 * 60 + 45
    room = offer(kind=OfferKind.RESOURCE, busy=taken)
    assert judge(need(**asked, place=AWAY), room).slots[0] == slot(5, 10, 11)


def test_two_hands_are_busy_only_together() -> None:
    one = (Busy(slot(5, 9, 11)),)
    two = (*one, Busy(slot(5, 10, 12)))
    asked = need(fixed=slot(5, 10, 11))
    assert judge(asked, offer(parallel=2, busy=one)).failing == ()
    assert judge(asked, offer(parallel=2, busy=two)).failing == (Failing(C.CLASH, 60, 0),)
    assert judge(asked, offer(parallel=3, busy=two)).failing == ()


def test_a_full_week_leaves_the_next_one() -> None:
    busy = (Busy(slot(1, 9, 11)),)
    for limit in ({"week_minutes_max": 150}, {"week_things_max": 1}):
        slots = judge(need(windows=SATURDAY), offer(busy=busy, **limit)).slots
        assert slots
        assert all(WEEK <= start < 2 * WEEK for start, _ in slots)


@pytest.mark.parametrize(
    "make",
    [
        lambda: offer(capacity=-1),
        lambda: offer(parallel=0),
        lambda: offer(kept_permille=1001),
        lambda: offer(windows=(Window(60, 60),)),
        lambda: offer(busy=(Busy(Slot(60, 0)),)),
        lambda: need(places=-1),
        lambda: need(amount=0),
        lambda: need(urgency=4),
        lambda: need(windows=(Window(-1, 60),)),
        lambda: need(windows=(Window(0, WEEK + 1),)),
        lambda: need(fixed=slot(0, 9, 11)),  # of two hours, while one is asked for
    ],
)
def test_what_cannot_be_is_no_value(make: Any) -> None:
    with pytest.raises(ValueError):
        make()


HOURS = st.integers(0, 7 * 24 - 1)
WINDOWS = st.none() | st.lists(
    st.builds(lambda a, n: Window(a * 60, (a + n) * 60), HOURS, st.integers(1, 30)), max_size=4
)
PLACES = st.sampled_from([Place(), Place("a"), Place("b"), AWAY])
BUSY = st.lists(
    st.builds(lambda a, n, p: Busy(Slot(a * 60, (a + n) * 60), p), HOURS, st.integers(1, 9), PLACES), max_size=4
)
NEEDS = st.builds(
    lambda windows, minutes, place, opens, closes: need(
        windows=None if windows is None else tuple(windows), minutes=minutes, place=place, opens=opens, closes=closes
    ),
    WINDOWS,
    st.sampled_from([30, 45, 60, 240]),
    PLACES,
    st.integers(0, 3000),
    st.integers(0, 2 * WEEK),
)
OFFERS = st.builds(
    lambda windows, busy, parallel, minutes, things: offer(
        windows=None if windows is None else tuple(windows),
        busy=tuple(busy),
        parallel=parallel,
        week_minutes_max=minutes,
        week_things_max=things,
    ),
    WINDOWS,
    BUSY,
    st.integers(1, 2),
    st.none() | st.integers(0, 600),
    st.none() | st.integers(0, 5),
)


def inside(windows: tuple[Window, ...] | None, at: int) -> bool:
    """Whether a minute of the horizon lies in a weekly window; by definition."""
    return windows is None or any((at - start) % WEEK < end - start for start, end in windows)


@given(NEEDS, OFFERS)
@settings(max_examples=400, derandomize=True, deadline=None)
def test_no_time_breaks_a_constraint(asked: Need, offered: Offer) -> None:
    verdict = judge(asked, offered)
    assert len(verdict.slots) <= SLOTS_MAX
    assert list(verdict.slots) == sorted(set(verdict.slots))
    assert bool(verdict.slots) is not bool(verdict.failing)
    for start, end in verdict.slots:
        assert end - start == asked.minutes
        assert asked.opens <= start <= end <= asked.closes
        assert all(inside(asked.windows, at) and inside(offered.windows, at) for at in range(start, end))
        at_once = [busy for busy in offered.busy if busy.slot.start < end and start < busy.slot.end]
        assert len(at_once) < offered.parallel or offered.parallel > 1
        for at in range(start, end):
            assert sum(busy.slot.start <= at < busy.slot.end for busy in offered.busy) < offered.parallel
        if offered.parallel == 1:
            for busy in offered.busy:
                way = (0, 15, 45)[distance(busy.place, asked.place)]
                assert start >= busy.slot.end + way or end + way <= busy.slot.start
        week = [busy for busy in offered.busy if busy.slot.start // WEEK == start // WEEK]
        minutes = sum(busy.slot.end - busy.slot.start for busy in week)
        assert offered.week_minutes_max is None or minutes + asked.minutes <= offered.week_minutes_max
        assert offered.week_things_max is None or len(week) < offered.week_things_max


@given(NEEDS, OFFERS)
@settings(max_examples=400, derandomize=True, deadline=None)
def test_the_times_alone_are_those_of_the_verdict(asked: Need, offered: Offer) -> None:
    verdict = judge(asked, offered)
    assert possible_times(asked, offered) == (None if verdict.failing else verdict.slots)


@given(NEEDS, OFFERS)
@settings(max_examples=200, derandomize=True, deadline=None)
def test_who_has_time_on_the_grid_is_found(asked: Need, offered: Offer) -> None:
    simple = offer(windows=offered.windows)
    if asked.windows is None or simple.windows is None:
        return
    begins = range(-(-asked.opens // GRID) * GRID, asked.closes - asked.minutes + 1, GRID)
    possible = any(
        all(inside(asked.windows, at) and inside(simple.windows, at) for at in range(begin, begin + asked.minutes, 15))
        for begin in begins
    )
    if possible:
        assert {failing.code for failing in judge(asked, simple).failing} <= set()


def test_what_is_taken_out_of_a_stretch_leaves_both_ends() -> None:
    assert without([Slot(0, 100)], [Slot(20, 30), Slot(90, 120)]) == (Slot(0, 20), Slot(30, 90))
