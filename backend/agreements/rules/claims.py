"""Pure decisions on claims; they know no session and no clock."""

from uuid import UUID

from backend.agreements.errors import OwnClaimError, OwnDeliveryError, OwnEntryError
from backend.agreements.moves.claims import ClaimMove
from backend.core.actor import Actor, Role
from backend.lists.types import EntryRef

# What the other side decides: whether a claim is taken, and whether what was delivered is good.
REFUSALS = {
    ClaimMove.ACCEPT: OwnClaimError,
    ClaimMove.DECLINE: OwnClaimError,
    ClaimMove.ACCEPT_DELIVERY: OwnDeliveryError,
    ClaimMove.REJECT_DELIVERY: OwnDeliveryError,
}


def check_claimant(entry: EntryRef, unit_id: UUID) -> None:
    """Raise OwnEntryError for a unit that claims what it asked for."""
    if entry.proposer_unit_id == unit_id:
        raise OwnEntryError()


def is_asker(actor: Actor, entry: EntryRef) -> bool:
    """Tell whether the actor asked for the entry, or speaks for the unit that did."""
    held = actor.holds(unit_id=entry.proposer_unit_id, member_id=entry.proposer_member_id)
    return Role.MEMBER in held and not held.isdisjoint({Role.SELF, Role.UNIT_CONTACT})


def decides_for_oneself(actor: Actor, unit_id: UUID, move: ClaimMove) -> bool:
    """Tell whether the actor would decide on the claim or the delivery of a unit they speak for."""
    return move in REFUSALS and Role.UNIT_CONTACT in actor.holds(unit_id=unit_id)


def check_impartial(actor: Actor, unit_id: UUID, move: ClaimMove) -> None:
    """Raise OwnClaimError or OwnDeliveryError for who speaks for the unit that claimed."""
    if decides_for_oneself(actor, unit_id, move):
        raise REFUSALS[move]()
