"""Values of identity, and the port through which it learns of memberships."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from backend.infra.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class PersonView:
    """What a person sees of their own identity; the phone is masked (138****8000)."""

    id: UUID
    name: str | None
    phone_masked: str | None


@dataclass(frozen=True, slots=True)
class TokenPair:
    """A new access token (``expires_in`` seconds) and the refresh token that replaces the one before."""

    access_token: str
    refresh_token: str
    expires_in: int


@dataclass(frozen=True, slots=True)
class UnitTie:
    """A membership's tie to a unit."""

    id: UUID
    name: str
    kind: str
    role: str


@dataclass(frozen=True, slots=True)
class MembershipView:
    """One community of a person, as the sign-in tells it."""

    community_id: int
    community_name: str
    member_id: UUID
    name: str
    state: str
    roles: list[str]
    units: list[UnitTie]


class Memberships(Protocol):
    """Reads memberships over all communities of one person."""

    def list_memberships(self, uow: UnitOfWork, person_id: UUID) -> Sequence[MembershipView]:
        """Return them, oldest first."""
        ...
