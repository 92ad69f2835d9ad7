"""Two communities that clear with each other."""

import flask
import pytest

from tests.factories.clearing import Two, make_two


@pytest.fixture
def two(context: flask.Flask) -> Two:
    """Both leads agreed (500 at home, 800 at work), and the person has 1,000 points at home."""
    return make_two(context)
