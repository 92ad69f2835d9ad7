"""Claims in and out of the database: rows to values, locks, lines of history with their events. It decides nothing."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from backend.agreements.events import record_claim_ended, record_claims_moved
from backend.agreements.models import Claim, ClaimAssist, ClaimMoveRow
from backend.agreements.types.claims import (
    END_STATES,
    STANDING_ASSISTS,
    TAKEN_STATES,
    Assist,
    AssistState,
    ClaimRef,
    ClaimState,
)
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef


def get_row(uow: UnitOfWork, community_id: int, claim_id: UUID, *, lock: bool = False) -> Claim:
    """Return the row as it stands now, locked until commit if asked; raises NotFoundError."""
    return row_by_id(uow, Claim, community_id, claim_id, lock=lock)


def lock_claim(uow: UnitOfWork, community_id: int, claim_id: UUID) -> tuple[Claim, EntryRef]:
    """Lock the entry and then its claim: always in this order; raises NotFoundError."""
    entry_id = get_row(uow, community_id, claim_id).entry_id
    entry = lists.lock_entry(uow, community_id, entry_id)
    return get_row(uow, community_id, claim_id, lock=True), entry


def assists_of(uow: UnitOfWork, community_id: int, claim_ids: Collection[UUID]) -> dict[UUID, list[ClaimAssist]]:
    """Return the assisting units' rows by claim, in the order in which they were asked."""
    rows = uow.session.scalars(
        select(ClaimAssist)
        .where(ClaimAssist.community_id == community_id, ClaimAssist.claim_id.in_(claim_ids))
        .order_by(ClaimAssist.id)
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, list[ClaimAssist]] = {}
    for row in rows:
        found.setdefault(row.claim_id, []).append(row)
    return found


def standing(assists: Sequence[ClaimAssist]) -> list[ClaimAssist]:
    """Return those that were asked or agreed, and did not end."""
    return [row for row in assists if row.state in STANDING_ASSISTS]


def to_assist(row: ClaimAssist) -> Assist:
    """Return the row as a value."""
    return Assist(row.unit_id, row.share, row.part)


def to_ref(claim: Claim, assists: Sequence[ClaimAssist] = ()) -> ClaimRef:
    """Return the row as a value, with those of the assisting units that agreed."""
    return ClaimRef(
        community_id=claim.community_id,
        id=claim.id,
        entry_id=claim.entry_id,
        unit_id=claim.unit_id,
        quantity=claim.quantity,
        state=ClaimState(claim.state),
        member_id=claim.member_id,
        assists=tuple(to_assist(row) for row in assists if row.state == AssistState.AGREED),
    )


def write_line(
    uow: UnitOfWork,
    claim: Claim,
    *,
    move: str,
    from_state: ClaimState | None,
    by_member_id: UUID | None,
    note: str | None,
) -> None:
    """Add the history's line; ``claim`` stands as it is after the move."""
    line = ClaimMoveRow(
        community_id=claim.community_id,
        id=uow.new_id(),
        claim_id=claim.id,
        move=move,
        from_state=from_state.value if from_state else None,
        to_state=claim.state,
        by_member_id=by_member_id,
        note=note or None,
        at=uow.now,
    )
    uow.session.add(line)


def tell(
    uow: UnitOfWork,
    claims: Sequence[Claim],
    entry: EntryRef,
    assists: Mapping[UUID, Sequence[ClaimAssist]],
    *,
    move: str,
    from_state: ClaimState | None,
    by_member_id: UUID | None,
    note: str | None,
) -> None:
    """Write the history's lines and the events of claims on one entry that were moved alike."""
    for claim in claims:
        write_line(uow, claim, move=move, from_state=from_state, by_member_id=by_member_id, note=note)
    uow.session.flush()
    refs = [to_ref(claim, assists.get(claim.id, ())) for claim in claims]
    record_claims_moved(uow, refs, entry_title=entry.title, move=move, note=note or None)
    if from_state in TAKEN_STATES:
        for ref in refs:
            if ref.state in END_STATES:
                record_claim_ended(uow, ref, note=note or None, by_member_id=by_member_id)
