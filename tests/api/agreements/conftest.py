"""What tests of agreements over HTTP begin with."""

import pytest

from tests.client import Caller
from tests.factories.agreements import Place, make_place


@pytest.fixture
def place(caller: Caller) -> Place:
    """A neighbourhood whose people call over HTTP."""
    return make_place(caller)
