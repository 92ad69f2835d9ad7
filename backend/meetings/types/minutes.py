"""Values of the minutes: what was said and decided on each point, and what is to be done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewAction:
    """Something to be done, on which list, who answers for it (a unit or a member), by when, when it is looked at."""

    kind: str
    title: str
    text: str
    category: str
    due_on: date
    review_on: date
    owner_unit_id: UUID | None = None
    owner_member_id: UUID | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemMinutes:
    """What was said on a point of the agenda, what was decided, what is to be done."""

    item_id: UUID
    notes: str
    decision: str | None = None
    actions: tuple[NewAction, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes as a whole; ``items`` say something on every point of the agenda."""

    text: str
    items: tuple[ItemMinutes, ...]


@dataclass(frozen=True, slots=True)
class Delegate:
    """Who came for a unit, and what they said."""

    name: str
    said: str = ""
