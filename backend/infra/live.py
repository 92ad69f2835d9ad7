"""What a page watches: the versions of a thing's parts, kept in Redis so that a poll costs one read and no statement.

Redis is a cache here: what it lost is read from its rows again, and nobody misses a change for longer than KEPT_SECONDS
whatever was lost between. Versions only grow, and the larger one stays, so that it does not matter who writes last.
"""

from collections.abc import Callable, Mapping
from typing import cast
from uuid import UUID

import structlog
from redis.exceptions import RedisError

from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork

log = structlog.get_logger(__name__)

_Kept = list[tuple[bytes, float]]

# Our rule.
KEPT_SECONDS = 30


def tell(uow: UnitOfWork, community_id: int, thing: tuple[str, UUID], **versions: int) -> None:
    """Tell whoever watches the thing, (type, id), of new versions of its parts, once the unit of work is committed."""
    uow.after_commit.append(lambda: _keep(community_id, thing, versions))


def watch(
    community_id: int,
    thing: tuple[str, UUID],
    parts: frozenset[str],
    read: Callable[[], tuple[Mapping[str, int], bool]],
) -> Mapping[str, int]:
    """Return the versions of all ``parts``; ``read`` is asked where Redis does not know one of them, or is away.

    ``read`` tells too whether everybody may know of the thing: only then it is kept, for nobody is asked again.
    """
    found = _find(community_id, thing)
    if parts <= found.keys():
        return found
    versions, is_everybodys = read()
    if is_everybodys:
        _keep(community_id, thing, versions)
    return versions


def _key(community_id: int, thing: tuple[str, UUID]) -> str:
    return f"live:{thing[0]}:{community_id}:{thing[1]}"


def _find(community_id: int, thing: tuple[str, UUID]) -> dict[str, int]:
    try:
        kept = cast(_Kept, runtime().redis.zrange(_key(community_id, thing), 0, -1, withscores=True))
    except RedisError as error:
        log.warning("redis_unavailable", error=type(error).__name__)
        return {}
    return {part.decode(): int(version) for part, version in kept}


def _keep(community_id: int, thing: tuple[str, UUID], versions: Mapping[str, int]) -> None:
    """Raise the versions to these; the time they are kept runs from the first one on, and is not made longer."""
    key = _key(community_id, thing)
    try:
        pipe = runtime().redis.pipeline(transaction=True)
        pipe.zadd(key, dict(versions), gt=True)
        pipe.expire(key, KEPT_SECONDS, nx=True)
        pipe.execute()
    except RedisError as error:
        log.warning("redis_unavailable", error=type(error).__name__)
