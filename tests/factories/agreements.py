"""Claims for tests, made through the service as people make them."""

from uuid import UUID

from backend.agreements import service
from backend.agreements.moves import ClaimMove
from backend.agreements.types import NewClaim
from backend.core.actor import Role
from backend.infra.uow import UnitOfWork
from tests.factories.communities import Someone, make_member, make_unit


def make_contact(uow: UnitOfWork, community_id: int, *, name: str = "孙联络") -> tuple[Someone, UUID]:
    """Store a unit with its contact; return both."""
    unit_id = make_unit(uow, community_id)
    return make_member(uow, community_id, name=name, unit=(unit_id, Role.UNIT_CONTACT)), unit_id


def make_claim(uow: UnitOfWork, contact: Someone, unit_id: UUID, entry_id: UUID, quantity: int = 1) -> UUID:
    """Claim for a unit and return the claim's id."""
    claim = service.claim_entry(uow, contact.actor, contact.community_id, entry_id, NewClaim(unit_id, quantity))
    claim_id: UUID = claim["id"]
    return claim_id


def move_claim(uow: UnitOfWork, by: Someone, claim_id: UUID, *moves: ClaimMove) -> None:
    """Make moves on a claim, one after the other."""
    for move in moves:
        service.move_claim(uow, by.actor, by.community_id, claim_id, move, None)
