"""Values of resident groups (居民小组) and of the register of residents."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NewGroup:
    """A resident group: its buildings as written, who leads it (Art. 14), the two or three elected for it (Art. 9)."""

    name: str
    buildings: tuple[str, ...]
    leader_id: UUID | None = None
    representative_ids: tuple[UUID, ...] = ()
    elected_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewRegister:
    """How many live here, by the committee's own register: with and without this on a phone."""

    adults: int
    households: int
    as_of: date
    source: str
