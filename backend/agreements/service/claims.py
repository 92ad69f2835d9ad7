"""Claims: made, read and moved. The entry's quantity is lists' to count; this decides who may take and give back."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from psycopg.errors import UniqueViolation
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from backend.agreements.errors import AlreadyClaimedError
from backend.agreements.events import record_claim_moved
from backend.agreements.models import Claim, ClaimMoveRow
from backend.agreements.moves.claims import CLAIM_MOVE_NAMES, CLAIM_MOVES, CLAIM_STATE_NAMES, ClaimMove
from backend.agreements.policy import ACTION_OF_MOVE, POLICY, A
from backend.agreements.rules import claims as rules
from backend.agreements.types.claims import (
    LIVE_STATES,
    RELEASING_STATES,
    ClaimFilter,
    ClaimRef,
    ClaimState,
    NewClaim,
)
from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.infra import links
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef
from backend.volunteering.types import ClaimForShift


def claim_entry(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, new: NewClaim) -> dict[str, Any]:
    """Claim so much of an entry for a unit.

    Raises ForbiddenError (not the unit's contact), NotFoundError, OwnEntryError, AlreadyClaimedError,
    EntryNotClaimableError and ClaimExceedsEntryError.
    """
    POLICY.permit(actor, A.CLAIM, unit_id=new.unit_id)
    rules.check_claimant(lists.get_visible_entry(uow, actor, community_id, entry_id), new.unit_id)
    # From here on the entry's row is locked: what is read of its claims stays true.
    lists.claim_quantity(uow, community_id, entry_id, new.quantity, by_member_id=actor.member_id)
    claim = Claim(
        community_id=community_id,
        id=uow.new_id(),
        entry_id=entry_id,
        unit_id=new.unit_id,
        quantity=new.quantity,
        state=ClaimState.OPEN.value,
        note=new.note or None,
        created_by_member_id=actor.member_id,
        created_at=uow.now,
        updated_at=uow.now,
    )
    try:
        with uow.session.begin_nested():
            uow.session.add(claim)
            uow.session.flush()
    except IntegrityError as error:
        if isinstance(error.orig, UniqueViolation):
            raise AlreadyClaimedError() from error
        raise
    links.record(uow, community_id, from_=("entry", entry_id), to=("claim", claim.id), relation="claimed")
    return _tell(uow, actor, claim, move="claim", from_state=None, note=new.note)


def move_claim(
    uow: UnitOfWork, actor: Actor, community_id: int, claim_id: UUID, move: ClaimMove, note: str | None
) -> dict[str, Any]:
    """Accept, decline, withdraw, deliver, or decide on the delivery.

    Raises NotFoundError, ForbiddenError, OwnClaimError, OwnDeliveryError and MoveNotAllowedError.
    """
    POLICY.permit(actor, A.MOVE_CLAIM)
    claim, entry = _lock(uow, community_id, claim_id)
    also = [Role.BENEFICIARY] if rules.is_asker(actor, entry) else []
    POLICY.permit(actor, ACTION_OF_MOVE[move], unit_id=claim.unit_id, also=also)
    rules.check_impartial(actor, claim.unit_id, move)
    before = ClaimState(claim.state)
    after = CLAIM_MOVES.next(before, move)
    claim.state, claim.updated_at = after.value, uow.now
    uow.session.flush()
    _drive_entry(uow, actor, claim, entry)
    return _tell(uow, actor, claim, move=move.value, from_state=before, note=note)


def _lock(uow: UnitOfWork, community_id: int, claim_id: UUID) -> tuple[Claim, EntryRef]:
    """Lock the entry and then its claim: always in this order; raises NotFoundError."""
    entry_id = _get(uow, community_id, claim_id).entry_id
    entry = lists.lock_entry(uow, community_id, entry_id)
    return _get(uow, community_id, claim_id, lock=True), entry


def _get(uow: UnitOfWork, community_id: int, claim_id: UUID, *, lock: bool = False) -> Claim:
    return row_by_id(uow, Claim, community_id, claim_id, lock=lock)


def _drive_entry(uow: UnitOfWork, actor: Actor, claim: Claim, entry: EntryRef) -> None:
    """Give the quantity of an ended claim back; move the entry on when its last claim is closed."""
    place = (claim.community_id, claim.entry_id)
    if claim.state in RELEASING_STATES:
        lists.release_quantity(uow, *place, claim.quantity, by_member_id=actor.member_id)
    elif claim.state == ClaimState.CLOSED and not entries_with_live_claims(uow, claim.community_id, [entry.id]):
        # Who asked and accepts the last delivery has said that it is solved; the desk's word leaves it to them.
        lists.complete_by_claims(uow, *place, by_member_id=actor.member_id, accepted=rules.is_asker(actor, entry))


def _tell(
    uow: UnitOfWork, actor: Actor, claim: Claim, *, move: str, from_state: ClaimState | None, note: str | None
) -> dict[str, Any]:
    """Write the history's line and the event; return the claim as the actor sees it."""
    line = ClaimMoveRow(
        community_id=claim.community_id,
        id=uow.new_id(),
        claim_id=claim.id,
        move=move,
        from_state=from_state.value if from_state else None,
        to_state=claim.state,
        by_member_id=actor.member_id,
        note=note or None,
        at=uow.now,
    )
    uow.session.add(line)
    uow.session.flush()
    view = _view_claims(uow, actor, [claim])[0]
    record_claim_moved(uow, _to_ref(claim), entry_title=view["entry"].title, note=note or None)
    return view


def list_claims(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: ClaimFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of claims, newest first; raises NotFoundError for an entry the actor may not know of."""
    POLICY.permit(actor, A.READ_CLAIMS)
    if wanted.entry_id is not None:
        lists.get_visible_entry(uow, actor, community_id, wanted.entry_id)
    chosen = select(Claim).where(Claim.community_id == community_id)
    if wanted.entry_id is not None:
        chosen = chosen.where(Claim.entry_id == wanted.entry_id)
    if wanted.unit_id is not None:
        chosen = chosen.where(Claim.unit_id == wanted.unit_id)
    if wanted.state is not None:
        chosen = chosen.where(Claim.state == wanted.state.value)
    found = fetch_page(uow.session, chosen, page, keys=[Claim.created_at, Claim.id])
    return Page(_view_claims(uow, actor, found.items), found.next_cursor)


def show_claim(uow: UnitOfWork, actor: Actor, community_id: int, claim_id: UUID) -> dict[str, Any]:
    """Return one claim; raises NotFoundError."""
    POLICY.permit(actor, A.READ_CLAIMS)
    return _view_claims(uow, actor, [_get(uow, community_id, claim_id)])[0]


def _view_claims(uow: UnitOfWork, actor: Actor, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return claims as the API shows them: two statements however many there are."""
    if not claims:
        return []
    community_id = claims[0].community_id
    entries = lists.entries_by_ids(uow, community_id, {claim.entry_id for claim in claims})
    units = communities.units_by_ids(uow, community_id, {claim.unit_id for claim in claims})
    return [
        {
            "id": claim.id,
            "entry": entries[claim.entry_id],
            "actor": {"type": "unit", "id": claim.unit_id, "name": units[claim.unit_id].name},
            "quantity": claim.quantity,
            "state": claim.state,
            "state_name": CLAIM_STATE_NAMES[ClaimState(claim.state)],
            "note": claim.note,
            "created_at": claim.created_at,
            "moves": _moves(actor, claim, entries[claim.entry_id]),
        }
        for claim in claims
    ]


def _moves(actor: Actor, claim: Claim, entry: EntryRef) -> list[dict[str, str]]:
    """Return the moves the actor may make now."""
    also = [Role.BENEFICIARY] if rules.is_asker(actor, entry) else []
    return [
        {"move": move.value, "name": CLAIM_MOVE_NAMES[move]}
        for move in CLAIM_MOVES.moves_from(ClaimState(claim.state))
        if POLICY.allows(actor, ACTION_OF_MOVE[move], unit_id=claim.unit_id, also=also)
        and not rules.decides_for_oneself(actor, claim.unit_id, move)
    ]


def get_claim(uow: UnitOfWork, community_id: int, claim_id: UUID) -> ClaimRef:
    """Return a claim for another feature; raises NotFoundError."""
    return _to_ref(_get(uow, community_id, claim_id))


def _to_ref(claim: Claim) -> ClaimRef:
    return ClaimRef(
        community_id=claim.community_id,
        id=claim.id,
        entry_id=claim.entry_id,
        unit_id=claim.unit_id,
        quantity=claim.quantity,
        state=ClaimState(claim.state),
    )


def entries_with_live_claims(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Collection[UUID]:
    """Return those of the entries on which a claim is open, accepted or delivered."""
    live = [state.value for state in LIVE_STATES]
    return uow.session.scalars(
        select(Claim.entry_id)
        .where(Claim.community_id == community_id, Claim.entry_id.in_(ids), Claim.state.in_(live))
        .distinct()
    ).all()


class ClaimsOfAgreements:
    """Implements ``lists.types.LiveClaims`` and ``volunteering.types.Claims``."""

    def entries_with_live_claims(self, uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Collection[UUID]:
        """Return those of the entries that have claims under way."""
        return entries_with_live_claims(uow, community_id, ids)

    def find_claim(self, uow: UnitOfWork, community_id: int, claim_id: UUID) -> ClaimForShift | None:
        """Return the claim as a shift needs it, or None when this community has none of that id."""
        row = uow.session.get(Claim, (community_id, claim_id))
        if row is None:
            return None
        return ClaimForShift(row.id, row.entry_id, row.unit_id, is_accepted=row.state == ClaimState.ACCEPTED)
