"""What is claimed of an entry: taken and given back atomically. Agreements calls it; it knows no claim."""

from uuid import UUID

from sqlalchemy import case, or_, update

from backend.infra.uow import UnitOfWork
from backend.lists import rules
from backend.lists.errors import ClaimExceedsEntryError, EntryAddressedError, EntryNotClaimableError
from backend.lists.models import Entry
from backend.lists.service.addressees import addressees_of, is_addressee
from backend.lists.service.move import make_move
from backend.lists.service.store import get_kind, get_row, tell, to_ref
from backend.lists.types import EntryRef, EntryState, HistoryMove


def is_claimable(entry: EntryRef) -> bool:
    """Tell whether claims may be made on an entry as it stands, if anything of it is left."""
    return entry.state in rules.CLAIMABLE_STATES and get_kind(entry.kind).claimable


def claim_quantity(
    uow: UnitOfWork,
    community_id: int,
    entry_id: UUID,
    quantity: int,
    *,
    unit_id: UUID | None,
    by_member_id: UUID | None = None,
) -> EntryRef:
    """Take ``quantity`` of what the entry asks for; its row stays locked until commit.

    ``unit_id`` is who takes it (None: a member), for units may have been given the first word.
    One conditional statement, so that two claims at once never exceed what is asked.
    Raises NotFoundError, EntryNotClaimableError, EntryAddressedError (with ``until``) and ClaimExceedsEntryError (with
    ``left``).
    """
    claimed = Entry.claimed_quantity + quantity
    taken = (
        update(Entry)
        .where(
            Entry.community_id == community_id,
            Entry.id == entry_id,
            Entry.state.in_([state.value for state in rules.CLAIMABLE_STATES]),
            claimed <= Entry.quantity,
            or_(Entry.addressed_until.is_(None), is_addressee(community_id, unit_id)),
        )
        .values(
            claimed_quantity=claimed,
            state=case((claimed == Entry.quantity, EntryState.CLAIMED.value), else_=EntryState.PARTLY_CLAIMED.value),
            version=Entry.version + 1,
            updated_at=uow.now,
        )
        .returning(Entry)
    )
    options = {"synchronize_session": False, "populate_existing": True}
    row = uow.session.scalars(taken, execution_options=options).one_or_none()
    if row is None:
        raise _why_not_claimed(uow, community_id, entry_id, unit_id)
    if not get_kind(row.kind).claimable:
        raise EntryNotClaimableError()
    before = rules.claimed_state(row.claimed_quantity - quantity, row.quantity or 0)
    tell(uow, row, HistoryMove.CLAIM, from_state=before, by_member_id=by_member_id, note=_amount(row, quantity))
    return to_ref(row)


def _why_not_claimed(uow: UnitOfWork, community_id: int, entry_id: UUID, unit_id: UUID | None) -> Exception:
    row = get_row(uow, community_id, entry_id)
    if row.state not in rules.CLAIMABLE_STATES or not get_kind(row.kind).claimable or row.quantity is None:
        return EntryNotClaimableError()
    if row.addressed_until is not None and unit_id not in addressees_of(uow, community_id, [entry_id])[entry_id]:
        return EntryAddressedError(until=row.addressed_until.isoformat())
    left = row.quantity - row.claimed_quantity
    return ClaimExceedsEntryError(f"还剩 {left} {row.quantity_unit or '份'}可以认领", left=left)


def release_quantity(
    uow: UnitOfWork, community_id: int, entry_id: UUID, quantity: int, *, by_member_id: UUID | None = None
) -> EntryRef:
    """Give ``quantity`` back, so that others may claim it. Raises NotFoundError."""
    row = get_row(uow, community_id, entry_id, lock=True)
    before = EntryState(row.state)
    row.claimed_quantity -= quantity
    if before in rules.CLAIM_DRIVEN_STATES and row.quantity is not None:
        row.state = rules.claimed_state(row.claimed_quantity, row.quantity).value
    row.version += 1
    row.updated_at = uow.now
    tell(uow, row, HistoryMove.RELEASE, from_state=before, by_member_id=by_member_id, note=_amount(row, quantity))
    return to_ref(row)


def complete_by_claims(
    uow: UnitOfWork, community_id: int, entry_id: UUID, *, by_member_id: UUID | None, accepted: bool
) -> EntryRef:
    """Move an entry on whose last claim was closed: delivered, and accepted when the asker said so.

    An entry of which something is still unclaimed stays as it is. Raises NotFoundError.
    """
    row = get_row(uow, community_id, entry_id, lock=True)
    state = EntryState(row.state)
    if row.claimed_quantity != row.quantity or state not in rules.CLAIM_DRIVEN_STATES:
        return to_ref(row)
    for move, to_state in rules.delivery_moves(get_kind(row.kind).moves, state, accepted=accepted):
        make_move(uow, row, move, to_state, by_member_id=by_member_id, note=None)
    return to_ref(row)


def _amount(row: Entry, quantity: int) -> str:
    return f"{quantity} {row.quantity_unit or '份'}"
