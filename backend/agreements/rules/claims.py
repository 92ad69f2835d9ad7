"""Pure decisions on claims; they know no session and no clock."""

from collections.abc import Collection, Sequence
from uuid import UUID

from backend.agreements.errors import (
    AlreadyAssistsError,
    ClaimByUnitsError,
    ClaimTooYoungError,
    OwnClaimError,
    OwnDeliveryError,
    OwnEntryError,
)
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.types.claims import Assist, ClaimRef, ClaimState
from backend.core.actor import Actor, Role
from backend.core.errors import InvalidError
from backend.lists.errors import ClaimExceedsEntryError, EntryNotClaimableError
from backend.lists.types import EntryRef, EntryState

# What the other side decides: whether a claim is taken, and whether what was delivered is good.
REFUSALS = {
    ClaimMove.ACCEPT: OwnClaimError,
    ClaimMove.DECLINE: OwnClaimError,
    ClaimMove.ACCEPT_DELIVERY: OwnDeliveryError,
    ClaimMove.REJECT_DELIVERY: OwnDeliveryError,
}
# While something may still be given back.
WAITING_MAKES_SENSE = frozenset(
    {EntryState.OPEN, EntryState.PARTLY_CLAIMED, EntryState.CLAIMED, EntryState.IN_PROGRESS}
)
# No turn comes any more. What was delivered may still turn out not to be solved.
ENDED_ENTRIES = frozenset(
    {EntryState.ACCEPTED, EntryState.CLOSED, EntryState.WITHDRAWN, EntryState.MERGED, EntryState.EXPIRED}
)
# 民法典 Art. 17: a natural person of eighteen is an adult.
ADULT_YEARS = 18
# Our rule: more than ten assisting units are a project of its own.
ASSISTS_MAX = 10
# Our rule: so many working days a unit has to say whether it helps; then the claimant plans without it.
ANSWER_WORKING_DAYS = 5


def check_claimant(entry: EntryRef, unit_id: UUID) -> None:
    """Raise OwnEntryError for a unit that claims, or helps with, what it asked for."""
    if entry.proposer_unit_id == unit_id:
        raise OwnEntryError()


def check_small_wish(entry: EntryRef, member_id: UUID, *, age: int) -> None:
    """Raise ClaimByUnitsError, OwnEntryError or ClaimTooYoungError unless a member may take a wish on themselves."""
    if entry.kind != "need" or entry.details.get("beneficiary") != "personal":
        raise ClaimByUnitsError()
    if member_id == entry.proposer_member_id:
        raise OwnEntryError()
    if age < ADULT_YEARS:
        raise ClaimTooYoungError()


def check_waits(entry: EntryRef, quantity: int) -> None:
    """Raise EntryNotClaimableError or ClaimExceedsEntryError where a turn could never come."""
    if entry.state not in WAITING_MAKES_SENSE or entry.quantity is None:
        raise EntryNotClaimableError()
    if quantity > entry.quantity:
        raise ClaimExceedsEntryError(f"一共只要 {entry.quantity} {entry.quantity_unit or '份'}", left=entry.quantity)


def choose_moved_up(waiting: Sequence[ClaimRef], free: int, *, only_units: Collection[UUID] | None) -> list[ClaimRef]:
    """Return who moves up, first come first served, when ``free`` is there for them.

    Our rule: who wants more than is free keeps their place while smaller wishes behind them are served.
    ``only_units`` have the first word, where it is not None.
    """
    chosen = []
    for claim in waiting:
        if claim.quantity <= free and (only_units is None or claim.unit_id in only_units):
            chosen.append(claim)
            free -= claim.quantity
    return chosen


def check_assists(quantity: int, unit_id: UUID, there: Sequence[Assist], new: Sequence[Assist]) -> None:
    """Raise AlreadyAssistsError or InvalidError unless the new parts fit beside those that are there.

    Something always stays with the claimant, who answers for the whole.
    """
    units = [unit_id, *(assist.unit_id for assist in [*there, *new])]
    if len(set(units)) < len(units):
        raise AlreadyAssistsError()
    if len(units) - 1 > ASSISTS_MAX:
        raise InvalidError({"assists": [f"协助单位最多{ASSISTS_MAX}个"]})
    if sum(assist.share for assist in [*there, *new]) >= quantity:
        raise InvalidError({"assists": ["牵头单位自己至少要留一份"]})


def is_asker(actor: Actor, entry: EntryRef) -> bool:
    """Tell whether the actor asked for the entry, or speaks for the unit that did."""
    held = actor.holds(unit_id=entry.proposer_unit_id, member_id=entry.proposer_member_id)
    return Role.MEMBER in held and not held.isdisjoint({Role.SELF, Role.UNIT_CONTACT})


def decides_for_oneself(actor: Actor, claim: ClaimRef, move: ClaimMove) -> bool:
    """Tell whether the actor would decide on a claim or delivery of their own, or of a unit they work for."""
    if move not in REFUSALS:
        return False
    units = [claim.unit_id, *(assist.unit_id for assist in claim.assists)]
    return any(unit_id in actor.units for unit_id in units) or Role.SELF in actor.holds(member_id=claim.member_id)


def check_impartial(actor: Actor, claim: ClaimRef, move: ClaimMove) -> None:
    """Raise OwnClaimError or OwnDeliveryError for who claimed, or is of a unit that has a part in it."""
    if decides_for_oneself(actor, claim, move):
        raise REFUSALS[move]()


def check_reason(state: ClaimState, move: ClaimMove, note: str | None) -> None:
    """Raise InvalidError for a withdrawal without a reason once others count on the claim."""
    if move is ClaimMove.WITHDRAW and state is ClaimState.ACCEPTED and not note:
        raise InvalidError({"note": ["社区已经同意，请写明撤回的原因"]})
