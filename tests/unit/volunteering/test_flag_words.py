"""Flags in words: a chip for each, a sentence with figures where they are known."""

import pytest

from backend.volunteering.rules.flag_words import FLAG_NAMES, explain
from backend.volunteering.types import HOLDING_FLAGS, Flag

CHIP_MAX = 16


@pytest.mark.parametrize("flag", list(Flag))
def test_every_flag_has_a_chip_and_a_sentence_also_without_figures(flag: Flag) -> None:
    assert 0 < len(FLAG_NAMES[flag]) <= CHIP_MAX
    assert explain(flag, {})
    assert "{" not in explain(flag, {})


def test_an_explanation_names_the_figures() -> None:
    assert explain(Flag.OVERLAPPING, {"number": "时-000123", "minutes": 35}) == "与时-000123重叠35分钟"
    assert explain(Flag.DAILY_CAP, {"day": "11月23日", "minutes": 600, "cap": 480}) == (
        "11月23日一天共记600分钟，超过上限480分钟"
    )


def test_which_flags_hold() -> None:
    beside = {Flag.FENCE_OUTSIDE, Flag.LEADER_OWN_CODE, Flag.WITNESSED_BY_CALL, Flag.AFTER_THE_FACT}
    beside |= {Flag.BY_GUARDIAN}
    assert set(Flag) - HOLDING_FLAGS == beside
