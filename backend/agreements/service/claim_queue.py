"""Who stands in line for an entry: moved up when there is enough for them, ended when the entry ends."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.agreements.models import Claim
from backend.agreements.moves.claims import ClaimTurn
from backend.agreements.rules import claims as rules
from backend.agreements.service.claim_lines import assists_of, tell, to_ref
from backend.agreements.types.claims import ClaimState
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef

STATE_AFTER = {ClaimTurn.MOVE_UP: ClaimState.OPEN, ClaimTurn.LAPSE: ClaimState.LAPSED}


def entry_changed(uow: UnitOfWork, entry: EntryRef) -> None:
    """Let those move up for whom there is enough; end the waiting where the entry ended. Its row is locked."""
    if entry.state in rules.ENDED_ENTRIES:
        _turn(uow, entry, _lock_waiting(uow, entry), ClaimTurn.LAPSE)
    elif entry.quantity is not None and entry.claimed_quantity < entry.quantity and lists.is_claimable(entry):
        _move_up(uow, entry)


def _lock_waiting(uow: UnitOfWork, entry: EntryRef) -> Sequence[Claim]:
    return uow.session.scalars(
        select(Claim)
        .where(
            Claim.community_id == entry.community_id,
            Claim.entry_id == entry.id,
            Claim.state == ClaimState.WAITING.value,
        )
        .order_by(Claim.created_at, Claim.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def _move_up(uow: UnitOfWork, entry: EntryRef) -> None:
    waiting = {claim.id: claim for claim in _lock_waiting(uow, entry)}
    if not waiting:
        return
    named = lists.addressees_of(uow, entry.community_id, [entry.id]).get(entry.id)
    free = (entry.quantity or 0) - entry.claimed_quantity
    chosen = rules.choose_moved_up([to_ref(claim) for claim in waiting.values()], free, only_units=named)
    if not chosen:
        return
    # All of them may claim, so that any one of them stands for the others.
    total = sum(claim.quantity for claim in chosen)
    lists.claim_quantity(uow, entry.community_id, entry.id, total, unit_id=chosen[0].unit_id)
    _turn(uow, entry, [waiting[claim.id] for claim in chosen], ClaimTurn.MOVE_UP)


def _turn(uow: UnitOfWork, entry: EntryRef, claims: Sequence[Claim], turn: ClaimTurn) -> None:
    if not claims:
        return
    for claim in claims:
        claim.state, claim.updated_at = STATE_AFTER[turn].value, uow.now
    assists = assists_of(uow, entry.community_id, [claim.id for claim in claims])
    tell(uow, claims, entry, assists, move=turn.value, from_state=ClaimState.WAITING, by_member_id=None, note=None)
