"""How large a request may be where a route takes more, or less, than texts: an upload."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import request

from backend.core.errors import SangongError

V = TypeVar("V", bound=Callable[..., Any])
# A multipart body's own lines around the file.
FRAME_BYTES = 16 * 1024


def body_limit(file_bytes_max: int, refusal: type[SangongError]) -> Callable[[V], V]:
    """Let a route take a file of this size and refuse a larger body before it is read. Goes above ``@idempotent``."""
    limit = file_bytes_max + FRAME_BYTES

    def decorate(view: V) -> V:
        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            request.max_content_length = limit
            if (request.content_length or 0) > limit:
                raise refusal()
            return view(*args, **kwargs)

        return cast(V, wrapper)

    return decorate
