"""The opinion map: where people stand, who votes alike, what they agree on, what represents a group."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.opinions.polis.axes import find_axes, project
from backend.opinions.polis.bubbles import make_bubbles
from backend.opinions.polis.consensus import count_votes, find_agreed, group_informed_consensus
from backend.opinions.polis.draw import draw_map
from backend.opinions.polis.groups import GROUP_MIN, find_groups, silhouettes
from backend.opinions.polis.representative import find_representative, one_proportion, two_proportions
from backend.opinions.polis.types import MISSING, Said, Side, Tally


def votes(*rows):
    """Make a table of votes: + agrees, - disagrees, 0 passes, a dot has not voted."""
    values = {"+": 1, "-": -1, "0": 0, ".": MISSING}
    return np.array([[values[sign] for sign in row] for row in rows], dtype=np.int8)


def tally(*, agrees, disagrees, votes):
    return Tally(np.array(agrees), np.array(disagrees), np.array(votes))


def camp(row, size):
    """Return people who vote alike but for one of the first six statements each, on which they pass."""
    return [row[: at % 6] + "0" + row[at % 6 + 1 :] for at in range(size)]


TWO_CAMPS = votes(*camp("+++---++", 12), *camp("---+++++", 18))

tables = st.integers(0, 9).flatmap(
    lambda statements: st.lists(
        st.lists(st.sampled_from([1, 0, -1, MISSING]), min_size=statements, max_size=statements), max_size=14
    ).map(lambda rows: np.array(rows, dtype=np.int8).reshape(len(rows), statements))
)


def test_two_camps_are_two_groups_with_what_parts_and_what_joins_them():
    drawn = draw_map(TWO_CAMPS)

    assert sorted(group.size for group in drawn.groups) == [12, 18]
    assert {said.column for said in drawn.agreed} == {6, 7}
    twelve = next(group for group in drawn.groups if group.size == 12)
    assert len(twelve.says) == 5
    assert all((said.side is Side.AGREE) == (said.column < 3) and said.column < 6 for said in twelve.says)


def test_a_missing_vote_is_the_mean_for_the_axes_and_nothing_for_a_place():
    table = votes("++", "--", "+.", "-+")
    axes = find_axes(table)
    assert axes.center == pytest.approx([0, 1 / 3])

    place = project(votes("+."), axes)[0]

    # One vote of two statements: pushed out by sqrt(2 / 1).
    assert place == pytest.approx(np.sqrt(2) * axes.components[:, 0])


def test_a_redrawn_map_does_not_turn_over():
    before = find_axes(TWO_CAMPS)
    turned = type(before)(before.center, -before.components)

    assert find_axes(TWO_CAMPS, like=turned).components == pytest.approx(turned.components)


def test_silhouettes_are_those_of_the_definition():
    points = np.array([[0.0, 0], [0, 1], [4, 0], [4, 1], [9, 9]])
    labels = np.array([0, 0, 1, 1, 2])
    near = 1.0
    far = (4 + np.sqrt(17)) / 2
    expected = (4 * (far - near) / far + 0) / 5  # the last one is alone

    assert silhouettes(points, [labels]) == pytest.approx([expected])


def test_no_group_is_smaller_than_three():
    points = np.array([[0.0, 0]] * 6 + [[0.1, 0]] * 6 + [[50.0, 50]] * 2)

    assert np.bincount(find_groups(points)).min() >= GROUP_MIN


def test_a_spot_stands_for_three_at_least_and_none_is_lost():
    points = np.random.default_rng(7).normal(size=(101, 2))

    bubbles = make_bubbles(points)

    assert min(bubble.count for bubble in bubbles) >= GROUP_MIN
    assert sum(bubble.count for bubble in bubbles) == 101
    assert make_bubbles(points[:2]) == ()


def test_a_small_group_that_refuses_takes_the_consensus_away():
    counted = tally(agrees=[[90], [0]], disagrees=[[0], [6]], votes=[[90], [6]])

    assert group_informed_consensus(counted) == pytest.approx([91 / 92 * 1 / 8])
    assert find_agreed(counted) == ()


def test_what_all_refuse_is_agreed_too():
    counted = tally(agrees=[[0], [1]], disagrees=[[8], [5]], votes=[[8], [6]])

    assert find_agreed(counted) == (Said(0, Side.DISAGREE, 13, 14, pytest.approx(9 / 10 * 6 / 8)),)


def test_what_two_of_a_group_voted_on_says_nothing_of_it():
    counted = tally(agrees=[[20], [2]], disagrees=[[0], [0]], votes=[[20], [2]])

    assert find_agreed(counted) == ()


def test_tests_of_proportions_are_the_published_ones():
    # compdemocracy.org/representativeness: counts raised by one. By hand: 2 sqrt(11) (9/11 - 1/2).
    assert one_proportion(np.array(8), np.array(10)) == pytest.approx(2.1106, abs=1e-4)
    # 9/11 against 4/21, pooled 13/32.
    assert two_proportions(np.array(8), np.array(10), np.array(3), np.array(20)) == pytest.approx(3.4339, abs=1e-4)
    assert two_proportions(np.array(5), np.array(5), np.array(7), np.array(7)) == 0


def test_what_represents_a_group_is_said_by_most_of_it_and_more_than_by_the_rest():
    # All share the first; the second parts them; the third is said by fewer than half, though by nobody else.
    counted = tally(
        agrees=[[20, 19, 9], [19, 1, 0]], disagrees=[[0, 0, 0], [0, 18, 0]], votes=[[20, 20, 20], [20, 20, 20]]
    )

    first, second = find_representative(counted)

    assert [(said.column, said.side) for said in first] == [(1, Side.AGREE)]
    assert [(said.column, said.side) for said in second] == [(1, Side.DISAGREE)]


@pytest.mark.parametrize("sign", "+-0")
def test_all_the_same_votes_are_one_group(sign):
    drawn = draw_map(votes(*[sign * 4] * 30))

    assert [group.size for group in drawn.groups] == [30]
    assert len(drawn.agreed) == (0 if sign == "0" else 4)
    assert drawn.groups[0].says == ()


@pytest.mark.parametrize("table", [votes("++--"), votes("++--", "--++"), np.zeros((0, 4), dtype=np.int8)])
def test_fewer_than_three_people_are_not_shown(table):
    drawn = draw_map(table)

    assert (drawn.groups, drawn.participants, drawn.agreed) == ((), 0, ())
    assert drawn.voters == len(table)


def test_without_statements_there_is_nothing():
    drawn = draw_map(np.zeros((5, 0), dtype=np.int8))

    assert (drawn.voters, drawn.groups, drawn.agreed) == (0, (), ())


def test_who_voted_on_little_is_not_on_the_map():
    table = votes(*["++++++++"] * 4, *["++++++.."] * 3)

    drawn = draw_map(table)

    assert (drawn.voters, drawn.participants) == (7, 4)


@settings(max_examples=60, deadline=None)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_the_people_changes_nothing(table, random):
    order = list(range(len(table)))
    random.shuffle(order)

    one, other = draw_map(table), draw_map(table[order])

    assert (one.groups, one.agreed, one.voters) == (other.groups, other.agreed, other.voters)
    assert one.tally.agrees.tolist() == other.tally.agrees.tolist()
    assert one.axes.components.tobytes() == other.axes.components.tobytes()


@settings(max_examples=60, deadline=None)
@given(tables)
def test_whatever_is_voted_a_map_is_whole_and_shows_nobody_alone(table):
    drawn = draw_map(table)

    assert sum(group.size for group in drawn.groups) == drawn.participants
    for group in drawn.groups:
        assert min(bubble.count for bubble in group.bubbles) >= GROUP_MIN
        assert sum(bubble.count for bubble in group.bubbles) == group.size
    assert np.isfinite([[bubble.x, bubble.y] for group in drawn.groups for bubble in group.bubbles]).all()
    assert all(0 < said.score < 1 for said in drawn.agreed)


@settings(max_examples=30, deadline=None)
@given(tables.filter(lambda table: len(table) > 0))
def test_counts_are_those_of_the_table(table):
    counted = count_votes(table, np.zeros(len(table), dtype=np.int64), groups=1)

    assert counted.agrees[0].tolist() == [column.count(1) for column in table.T.tolist()]
    assert counted.disagrees[0].tolist() == [column.count(-1) for column in table.T.tolist()]
    assert counted.votes[0].tolist() == [len(column) - column.count(MISSING) for column in table.T.tolist()]
