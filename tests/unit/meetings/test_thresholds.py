"""Thresholds: integers compared exactly, each with its source."""

import pytest

from backend.meetings.rules.thresholds import (
    DEMAND_ADULTS,
    DEMAND_GROUPS,
    LIMITS,
    OUR_RULE,
    QUORUM,
    THRESHOLDS,
    Threshold,
)


@pytest.mark.parametrize(
    ("threshold", "part", "whole", "met"),
    [
        # 过半数 is more than half (城市居民委员会组织法 Art. 9); 以上 has the number in it (民法典 Art. 1259).
        (QUORUM, 50, 100, False),
        (QUORUM, 51, 100, True),
        (QUORUM, 50, 99, True),
        (QUORUM, 0, 0, False),
        (DEMAND_ADULTS, 20, 100, True),
        (DEMAND_ADULTS, 20, 101, False),
        (DEMAND_ADULTS, 21, 101, True),
        (DEMAND_GROUPS, 1, 3, True),
        (DEMAND_GROUPS, 1, 4, False),
        # A float of one third would take 6,148,914,691,236,517,204 of three times that and one more for enough.
        (DEMAND_GROUPS, 6148914691236517204, 3 * 6148914691236517204 + 1, False),
    ],
)
def test_enough_is_exact(threshold: Threshold, part: int, whole: int, met: bool) -> None:
    assert threshold.is_met(part, whole) is met


@pytest.mark.parametrize("threshold", THRESHOLDS, ids=lambda each: each.code)
def test_the_least_that_is_enough_is_enough_and_one_less_is_not(threshold: Threshold) -> None:
    for whole in range(1, 40):
        least = threshold.least(whole)
        assert threshold.is_met(least, whole)
        assert not threshold.is_met(least - 1, whole)


def test_every_row_names_its_article_or_says_that_it_is_ours() -> None:
    for row in (*THRESHOLDS, *LIMITS):
        assert row.source == OUR_RULE or (row.source.startswith("《") and row.source.endswith("条"))
