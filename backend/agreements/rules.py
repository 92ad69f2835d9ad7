"""Pure decisions on claims; they know no session and no clock."""

from uuid import UUID

from backend.agreements.errors import OwnDeliveryError, OwnEntryError
from backend.agreements.moves import ClaimMove
from backend.core.actor import Actor, Role
from backend.lists.types import EntryRef

DELIVERY_MOVES = frozenset({ClaimMove.ACCEPT_DELIVERY, ClaimMove.REJECT_DELIVERY})


def check_claimant(entry: EntryRef, unit_id: UUID) -> None:
    """Raise OwnEntryError for a unit that claims what it asked for."""
    if entry.proposer_unit_id == unit_id:
        raise OwnEntryError()


def is_asker(actor: Actor, entry: EntryRef) -> bool:
    """Tell whether the actor asked for the entry, or speaks for the unit that did."""
    held = actor.holds(unit_id=entry.proposer_unit_id, member_id=entry.proposer_member_id)
    return Role.MEMBER in held and not held.isdisjoint({Role.SELF, Role.UNIT_CONTACT})


def is_own_delivery(actor: Actor, unit_id: UUID, move: ClaimMove) -> bool:
    """Tell whether the actor would decide on the delivery of a unit they speak for."""
    return move in DELIVERY_MOVES and Role.UNIT_CONTACT in actor.holds(unit_id=unit_id)


def check_not_own_delivery(actor: Actor, unit_id: UUID, move: ClaimMove) -> None:
    """Raise OwnDeliveryError for who speaks for the unit that delivered."""
    if is_own_delivery(actor, unit_id, move):
        raise OwnDeliveryError()
