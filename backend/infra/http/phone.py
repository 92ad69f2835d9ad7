"""What a request tells of the phone behind it: the id that the phone gave itself, the address. It keeps neither."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from flask import request

V = TypeVar("V", bound=Callable[..., Any])
HEADER = "Sangong-Device"
# The client makes 32 hexadecimal digits; whatever else is sent tells no phone from another.
_DEVICE = re.compile(r"[0-9a-f]{32}")
PARAMETER: dict[str, Any] = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "an id that the phone gave itself; stored as a keyed hash for 90 days",
    "schema": {"type": "string", "pattern": f"^{_DEVICE.pattern}$"},
}


def tells_phone(view: V) -> V:
    """Document that a route reads the header. Goes right under ``@blp.route`` or ``@idempotent``."""
    marks = {**getattr(view, "_apidoc", {}), "tells_phone": True}
    setattr(view, "_apidoc", marks)  # noqa: B010  # flask-smorest's mark on a function
    return view


def calling_device() -> str | None:
    """Return the phone's id, or None where none was sent or it is not one of ours."""
    given = request.headers.get(HEADER, "")
    return given if _DEVICE.fullmatch(given) else None


def calling_address() -> str | None:
    """Return the caller's network address as the nearest proxy (or the socket) tells it."""
    return request.remote_addr
