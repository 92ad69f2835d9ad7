"""A topic's stage as a version that only grows."""

from datetime import timedelta

import pytest

from backend.deliberation.service.watched import stage_of, stage_version
from backend.deliberation.types import Stage
from tests.conftest import MONDAY_MORNING


@pytest.mark.parametrize("stage", Stage)
def test_a_version_tells_its_stage(stage: Stage) -> None:
    assert stage_of(stage_version(stage, MONDAY_MORNING)) is stage


def test_a_later_move_is_a_larger_version_even_to_an_earlier_stage() -> None:
    a_moment_later = MONDAY_MORNING + timedelta(milliseconds=1)
    first, last = Stage.SUGGESTED, Stage.DROPPED

    assert stage_version(first, a_moment_later) > stage_version(last, MONDAY_MORNING)
    # Redis keeps it as a float.
    assert int(float(stage_version(last, MONDAY_MORNING))) == stage_version(last, MONDAY_MORNING)
