"""Where the demo's stories are told: one neighbourhood, its cast, and its clock turned to any moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork


@dataclass
class Scene:
    """Where, who, which units, and how to act at another moment; ``now`` is the present."""

    community_id: int
    people: Mapping[str, Actor]
    units: Mapping[str, UUID]
    at: Callable[[datetime], UnitOfWork]
    now: datetime

    def ago(self, days: float) -> UnitOfWork:
        """Return the transaction so many days back."""
        return self.at(self.now - timedelta(days=days))

    def member(self, who: str) -> UUID:
        """Return somebody's member id."""
        member_id = self.people[who].member_id
        assert member_id is not None, "the cast has joined"
        return member_id
