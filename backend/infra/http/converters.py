"""What a path may hold: numbers that fit a bigint and texts without control characters. Anything else is not found."""

from typing import Any

import flask
from werkzeug.exceptions import NotFound
from werkzeug.routing import IntegerConverter, Map

DIGITS_MAX = 18


class BoundedInteger(IntegerConverter):
    """``<int:…>``: what has more digits names nothing that a bigint could hold.

    The pattern says it, not only the bound: for werkzeug a number beyond its bound is a path with a wrong method.
    """

    regex = rf"[0-9]{{1,{DIGITS_MAX}}}"

    def __init__(self, url_map: Map, *args: Any, **options: Any) -> None:
        """Bound the number above, for the specification."""
        super().__init__(url_map, *args, **{"max": 10**DIGITS_MAX - 1, **options})


def guard_paths(app: flask.Flask) -> None:
    """Bound what paths may hold; to be called before the first route is added."""
    app.url_map.converters["int"] = BoundedInteger
    app.before_request(_refuse_control_characters)


def _refuse_control_characters() -> None:
    if not flask.request.path.isprintable():
        raise NotFound()
