"""Permission as one table per feature, asked first in every service."""

from collections.abc import Callable, Collection, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.core.actor import Actor, Role
from backend.core.errors import ForbiddenError, NotMemberError

# Whole-application tests listen here to see which action a route really asked for.
on_asked: ContextVar[Callable[[str], None] | None] = ContextVar("on_asked", default=None)


@dataclass(frozen=True)
class Policy:
    """Who may do what in one feature: action -> the roles of which any one suffices."""

    feature: str
    table: Mapping[StrEnum, frozenset[Role]]

    def allows(
        self,
        actor: Actor,
        action: StrEnum,
        *,
        unit_id: UUID | None = None,
        member_id: UUID | None = None,
        also: Collection[Role] = (),
    ) -> bool:
        """Tell whether the actor may; ``also`` are grounds the service found out itself (leader, peer)."""
        if (listener := on_asked.get()) is not None:
            listener(f"{self.feature}.{action}")
        held = actor.holds(unit_id=unit_id, member_id=member_id).union(also)
        return not held.isdisjoint(self.table[action])

    def permit(
        self,
        actor: Actor,
        action: StrEnum,
        *,
        unit_id: UUID | None = None,
        member_id: UUID | None = None,
        also: Collection[Role] = (),
    ) -> None:
        """Raise ForbiddenError (NotMemberError for strangers) unless the actor may."""
        if not self.allows(actor, action, unit_id=unit_id, member_id=member_id, also=also):
            raise ForbiddenError() if Role.MEMBER in actor.roles else NotMemberError()
