"""Published conversations: their consensus to the last digits, their groups nearly."""

import numpy as np

from backend.opinions.polis.axes import find_axes, project
from backend.opinions.polis.consensus import count_votes, group_informed_consensus
from backend.opinions.polis.draw import draw_map, takes_part
from backend.opinions.polis.groups import find_groups
from tests.unit.opinions.published import adjusted_rand_index, conversation, published_consensus


def test_all_published_values_of_consensus_come_out_of_votes_and_groups():
    told = conversation("bg2050-volunteers")
    published = published_consensus("bg2050-volunteers")

    ours = group_informed_consensus(count_votes(told.votes, told.groups, groups=2))

    assert len(ours) == len(published) == 371
    np.testing.assert_allclose(ours, [published[number] for number in told.statements], rtol=0, atol=1e-12)


def test_groups_of_a_large_conversation_are_nearly_the_published_ones():
    told = conversation("vtaiwan.uberx")
    on_map = takes_part(told.votes)
    votes, published = told.votes[on_map], told.groups[on_map]
    # All but one of 1,219 whom Polis put into a group stand on our map, and nobody else.
    assert len(votes) == 1218
    assert (published >= 0).all()

    ours = find_groups(project(votes, find_axes(votes)))

    # Measured 0.831: 376 and 842 people, published 330 and 889 (the same call of red-dwarf 0.4.0 gives 0.828).
    assert adjusted_rand_index(ours, published) > 0.78


def test_the_published_axis_that_parts_the_groups_is_the_first_one():
    told = conversation("vtaiwan.uberx")

    drawn = draw_map(told.votes)

    assert [group.size for group in drawn.groups] == [842, 376]
    apart = np.array([drawn.groups[1].x - drawn.groups[0].x, drawn.groups[1].y - drawn.groups[0].y])
    assert abs(apart[0]) > 3 * abs(apart[1])
