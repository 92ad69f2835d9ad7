"""The demo's clock goes on, and not for ever."""

import flask
import pytest

from backend.app.demo.clock import OFFSET_SECONDS_MAX, advance
from backend.core.errors import InvalidError
from backend.infra.uow import unit_of_work


def test_the_clock_is_not_moved_out_of_the_calendar(context: flask.Flask) -> None:
    with unit_of_work() as uow:
        before = advance(uow, 0)
    with pytest.raises(InvalidError), unit_of_work() as uow:
        advance(uow, OFFSET_SECONDS_MAX - before + 1)
    with unit_of_work() as uow:
        assert advance(uow, 0) == before
