"""What the composition root plugs in: settings, clock, ports. Infra reads it; only app builds it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from flask import current_app
from redis import Redis

from backend.core.actor import Actor
from backend.core.clock import Clock
from backend.infra.crypto import Cipher
from backend.infra.settings import Settings

if TYPE_CHECKING:
    from backend.infra.due import DueSource
    from backend.infra.outbox import Subscription
    from backend.infra.uow import UnitOfWork

P = TypeVar("P")
EXTENSION = "sangong"


@dataclass(slots=True)
class Runtime:
    """One per application object."""

    settings: Settings
    clock: Clock
    cipher: Cipher
    redis: Redis
    read_access_token: Callable[[str], UUID]
    load_actor: "Callable[[UnitOfWork, UUID, int | None], Actor]"
    due_sources: "Mapping[str, DueSource]" = field(default_factory=dict)
    subscriptions: "Mapping[str, Subscription]" = field(default_factory=dict)
    ports: dict[type, Any] = field(default_factory=dict)


def runtime() -> Runtime:
    """Return the current application's runtime."""
    return cast(Runtime, current_app.extensions[EXTENSION])


def port(protocol: type[P]) -> P:
    """Return what app plugged into ``protocol``."""
    return cast(P, runtime().ports[protocol])
