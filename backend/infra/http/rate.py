"""How often a public route is asked from one place. A count in Redis: lost with it, and nothing else is."""

import ipaddress
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import request

from backend.core.errors import Kind, SangongError
from backend.infra.runtime import runtime

V = TypeVar("V", bound=Callable[..., Any])
# One subscriber holds a whole /64.
IPV6_PREFIX = 64


class TooOftenError(SangongError):
    """Asked too often from one place; ``seconds`` tells when to come again."""

    code = "too_often"
    kind = Kind.TOO_MANY
    title = "查询太频繁，请稍后再试"


def limited(name: str, *, most: int, seconds: int) -> Callable[[V], V]:
    """Answer at most ``most`` requests from one address in ``seconds``. Goes right under ``@blp.route``."""

    def decorate(view: V) -> V:
        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            key = f"rate:{name}:{_place(request.remote_addr or '')}"
            counts = runtime().redis.pipeline(transaction=True)
            counts.set(key, 0, ex=seconds, nx=True)
            counts.incr(key)
            counts.ttl(key)
            _, asked, left = counts.execute()
            if asked > most:
                raise TooOftenError(seconds=left)
            return view(*args, **kwargs)

        return cast(V, wrapper)

    return decorate


def _place(address: str) -> str:
    """Return what counts as one place: an IPv4 address, an IPv6 network."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 6:
        return str(ipaddress.ip_network((found, IPV6_PREFIX), strict=False))
    return str(found)
