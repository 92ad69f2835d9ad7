"""What a path may hold: numbers that fit a bigint and texts without control characters. Anything else is not found."""

from typing import Any

import flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import IntegerConverter, Map

BIGINT_MAX = 2**63 - 1


class BigintConverter(IntegerConverter):
    """``<int:…>``: a larger number names nothing that the database could hold."""

    def __init__(self, url_map: Map, *args: Any, **options: Any) -> None:
        """Bound the number above."""
        super().__init__(url_map, *args, **{"max": BIGINT_MAX, **options})


def guard_paths(app: flask.Flask) -> None:
    """Bound what paths may hold; to be called before the first route is added."""
    app.url_map.converters["int"] = BigintConverter
    app.before_request(_refuse_control_characters)


def _refuse_control_characters() -> None:
    if not flask.request.path.isprintable():
        raise NotFound()
