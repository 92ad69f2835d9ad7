"""Entries of list 1 and words about whoever is not on it, for tests."""

from typing import Any
from uuid import UUID

from backend.actors import service
from backend.actors.types import ActorKind, NewReferral
from backend.infra.uow import UnitOfWork
from tests.factories.communities import Someone
from tests.factories.lists import make_open_entry


def make_actor(uow: UnitOfWork, by: Someone, kind: str = "unit", **changes: Any) -> UUID:
    """List an actor that ``by`` proposes; it is on the list."""
    details = {"actor_kind": kind, **changes.pop("details", {})}
    return make_open_entry(uow, by, "actor", details=details, category="other", **changes)


def refer(uow: UnitOfWork, by: Someone, name: str = "老街裁缝铺") -> UUID:
    """Let a member name somebody who is on no list."""
    new = NewReferral(name, ActorKind.SHOP, "一直给老人免费缝补")
    referral_id: UUID = service.refer_actor(uow, by.actor, by.community_id, new)["id"]
    return referral_id
