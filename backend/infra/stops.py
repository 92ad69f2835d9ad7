"""What a stop of the trace is, and how features offer theirs: by a thing's type, in their wiring.

``TRACE_STOPS`` maps a type to what names its things; ``TRACE_EDGES`` are edges that another table holds already, so
that no link is written for them. A type without a stop of its own is shown by the type's name alone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from backend.core.actor import Actor
from backend.infra.links import Direction, Edge, Ref
from backend.infra.uow import UnitOfWork


class StopStatus(StrEnum):
    """Whether a thing is behind us, waits for somebody, or is still to be."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class Stop:
    """A thing as the actor may see it.

    ``who`` is the person or unit it belongs to, if the actor may know; ``next_actor`` and ``due_at`` say who must act
    and by when. ``target`` is what to open where that is another thing.
    """

    title: str
    state_name: str | None = None
    at: datetime | None = None
    status: StopStatus = StopStatus.DONE
    who: str | None = None
    next_actor: str | None = None
    due_at: datetime | None = None
    target: Ref | None = None


class StopsOf(Protocol):
    """Names things of one type, many at once in a bounded number of statements."""

    def __call__(
        self, uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]
    ) -> Mapping[UUID, Stop | None]:
        """Return the stops; None, or left out, is what the actor may not see."""
        ...


@dataclass(frozen=True, slots=True)
class FoundEdges:
    """Edges; ``is_whole`` is False where some were left out to bound the work."""

    edges: Sequence[Edge] = ()
    is_whole: bool = True


class EdgesOf(Protocol):
    """Finds edges from things, one step in one direction. It need not ask who looks: only what is seen is asked for."""

    def __call__(
        self, uow: UnitOfWork, community_id: int, things: Mapping[str, Collection[UUID]], direction: Direction
    ) -> FoundEdges:
        """Return the edges that begin (or, looking back, end) at the things, by their types."""
        ...


@dataclass(frozen=True, slots=True)
class TraceRegistry:
    """Port: what all features offer to the trace; app collects it from their wirings."""

    stops: Mapping[str, StopsOf] = field(default_factory=dict)
    edges: Sequence[EdgesOf] = ()
