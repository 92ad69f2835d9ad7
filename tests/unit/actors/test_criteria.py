"""The four criteria: they grow with deeds, fade with time, fall with broken promises, and say why."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.actors.rules import measure_all, summarise
from backend.actors.types import Criterion, Measure
from backend.core.deeds import Deed, DeedKind

TODAY = date(2026, 11, 23)
HALF_LIFE = 180
DEEDS = st.lists(
    st.builds(
        Deed,
        st.sampled_from(DeedKind),
        st.one_of(st.none(), st.integers(0, 2000).map(lambda days: TODAY - timedelta(days=days))),
        st.integers(1, 50),
    ),
    max_size=12,
)


def measured(deeds: list[Deed], today: date = TODAY) -> dict[Criterion, Measure]:
    return {measure.criterion: measure for measure in measure_all(deeds, today, HALF_LIFE)}


@given(DEEDS)
def test_scores_stay_between_0_and_100_whatever_was_done(deeds: list[Deed]) -> None:
    assert all(0 <= measure.score <= 100 for measure in measured(deeds).values())


@given(DEEDS, st.randoms())
def test_the_order_in_which_deeds_are_told_changes_nothing(deeds: list[Deed], random: st.DataObject) -> None:
    shuffled = list(deeds)
    random.shuffle(shuffled)
    assert [m.score for m in measured(shuffled).values()] == [m.score for m in measured(deeds).values()]


def test_more_claims_make_more_willing() -> None:
    scores = [measured([Deed(DeedKind.CLAIMED, TODAY, times)])[Criterion.WILLING].score for times in (1, 3, 6, 100)]
    assert scores == [21, 50, 75, 100]


def test_a_deed_weighs_half_after_the_half_life() -> None:
    old = Deed(DeedKind.CLAIMED, TODAY - timedelta(days=HALF_LIFE), 2)
    assert (
        measured([old])[Criterion.WILLING].score == measured([Deed(DeedKind.CLAIMED, TODAY)])[Criterion.WILLING].score
    )


def test_what_holds_today_does_not_fade() -> None:
    open_now = [Deed(DeedKind.RESOURCE_OPEN, None)]
    later = measured(open_now, TODAY + timedelta(days=2000))
    assert later[Criterion.RESOURCED].score == measured(open_now)[Criterion.RESOURCED].score > 0


def test_broken_promises_make_less_able_and_are_named() -> None:
    kept = [Deed(DeedKind.CLAIM_KEPT, TODAY, 3)]
    broken = [*kept, Deed(DeedKind.NO_SHOW, TODAY, 6)]
    assert abs(measured(broken)[Criterion.ABLE].score * 2 - measured(kept)[Criterion.ABLE].score) <= 1
    assert "约好没来6次" in measured(broken)[Criterion.ABLE].sentence


def test_only_broken_promises_are_no_ability() -> None:
    assert measured([Deed(DeedKind.NO_SHOW, TODAY)])[Criterion.ABLE].score == 0


def test_the_sentences_say_what_counts_and_what_is_missing() -> None:
    measures = measure_all([Deed(DeedKind.CLAIMED, TODAY, 3), Deed(DeedKind.CLAIM_KEPT, TODAY)], TODAY, HALF_LIFE)
    assert measures[0].sentence == "有意愿 50 分：认领过3次。"
    assert measures[2].sentence == "有资源：还没有记录。"
    assert summarise(measures) == "最突出的是有意愿（50 分）：认领过3次；有资源、有关联还没有记录。"
    assert summarise(measure_all([], TODAY, HALF_LIFE)).startswith("还没有可以计算的记录")
