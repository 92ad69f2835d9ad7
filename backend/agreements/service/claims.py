"""Claims: made, read and moved. The entry's quantity is lists' to count; this decides who may take and give back."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.agreements.errors import AlreadyClaimedError, AssistsUnansweredError
from backend.agreements.models import Claim, ClaimAssist
from backend.agreements.moves.claims import CLAIM_MOVES, ClaimMove
from backend.agreements.policy import ACTION_OF_MOVE, POLICY, A
from backend.agreements.rules import claims as rules
from backend.agreements.service import claim_queue
from backend.agreements.service.assists import invite_all
from backend.agreements.service.claim_agreements import DELIVERING, require_kept, require_no_agreement
from backend.agreements.service.claim_lines import assists_of, get_row, lock_claim, tell, to_ref
from backend.agreements.service.claim_views import view_claim, view_seen
from backend.agreements.types.claims import (
    LIVE_STATES,
    RELEASING_STATES,
    STANDING_ASSISTS,
    AssistState,
    ClaimFilter,
    ClaimRef,
    ClaimState,
    NewClaim,
)
from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.clock import local_date
from backend.core.errors import NotFoundError
from backend.infra import links
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.errors import ClaimExceedsEntryError, EntryAddressedError, EntryNotClaimableError
from backend.lists.types import EntryRef
from backend.volunteering.types import ClaimForShift

CLAIM = "claim"


def claim_entry(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, new: NewClaim) -> dict[str, Any]:
    """Claim so much of an entry for a unit, alone or with others, or a small wish for oneself.

    Raises ForbiddenError (not the unit's contact), NotFoundError, OwnEntryError, ClaimByUnitsError,
    ClaimTooYoungError, AlreadyClaimedError, AlreadyAssistsError, InvalidError; without ``wait`` also
    EntryNotClaimableError, EntryAddressedError and ClaimExceedsEntryError.
    """
    POLICY.permit(actor, A.CLAIM, unit_id=new.unit_id, member_id=new.member_id)
    # Also who claims for themselves is a verified member.
    POLICY.permit(actor, A.MOVE_CLAIM)
    entry = lists.get_visible_entry(uow, actor, community_id, entry_id)
    _check_claimant(uow, entry, new)
    # From here on the entry's row is locked: what is read of its claims stays true.
    state = _take_or_wait(uow, actor, entry, new)
    claim = Claim(
        community_id=community_id,
        id=uow.new_id(),
        entry_id=entry_id,
        unit_id=new.unit_id,
        member_id=new.member_id,
        quantity=new.quantity,
        state=state.value,
        note=new.note or None,
        created_by_member_id=actor.member_id,
        created_at=uow.now,
        updated_at=uow.now,
    )
    add_or_refuse(uow, claim, refusal=AlreadyClaimedError)
    links.record(uow, community_id, from_=("entry", entry_id), to=("claim", claim.id), relation="claimed")
    _tell(uow, actor, claim, entry, [], move=CLAIM, from_state=None, note=new.note)
    if new.assists:
        invite_all(uow, actor, claim, entry, new.assists)
    return view_claim(uow, actor, claim)


def _check_claimant(uow: UnitOfWork, entry: EntryRef, new: NewClaim) -> None:
    if new.unit_id is not None:
        rules.check_claimant(entry, new.unit_id)
    elif new.member_id is not None:
        age = communities.member_age_on(uow, entry.community_id, new.member_id, local_date(uow.now))
        rules.check_small_wish(entry, new.member_id, age=age)


def _take_or_wait(uow: UnitOfWork, actor: Actor, entry: EntryRef, new: NewClaim) -> ClaimState:
    """Take the quantity; where that is refused and the claimant would rather wait than go, let them wait."""
    place = (entry.community_id, entry.id)
    # Locked, so that what is given back at this moment finds the claim in line or is taken by it.
    seen = lists.lock_entry(uow, *place) if new.wait else entry
    try:
        lists.claim_quantity(uow, *place, new.quantity, unit_id=new.unit_id, by_member_id=actor.member_id)
    except (ClaimExceedsEntryError, EntryAddressedError, EntryNotClaimableError):
        if not new.wait or not lists.get_kind(entry.kind).claimable:
            raise
        rules.check_waits(seen, new.quantity)
        return ClaimState.WAITING
    return ClaimState.OPEN


def move_claim(
    uow: UnitOfWork, actor: Actor, community_id: int, claim_id: UUID, move: ClaimMove, note: str | None
) -> dict[str, Any]:
    """Accept, decline, withdraw, deliver, or decide on the delivery.

    Raises NotFoundError, ForbiddenError, OwnClaimError, OwnDeliveryError, MoveNotAllowedError, AssistsUnansweredError,
    ClaimHasAgreementError and InvalidError (a withdrawal that needs a reason).
    """
    POLICY.permit(actor, A.MOVE_CLAIM)
    claim, entry = lock_claim(uow, community_id, claim_id)
    assists = assists_of(uow, community_id, [claim_id]).get(claim_id, [])
    also = [Role.BENEFICIARY] if rules.is_asker(actor, entry) else []
    POLICY.permit(actor, ACTION_OF_MOVE[move], unit_id=claim.unit_id, member_id=claim.member_id, also=also)
    rules.check_impartial(actor, to_ref(claim, assists), move)
    before = ClaimState(claim.state)
    after = CLAIM_MOVES.next(before, move)
    rules.check_reason(before, move, note)
    if move is ClaimMove.ACCEPT and any(row.state == AssistState.INVITED for row in assists):
        raise AssistsUnansweredError()
    if move is ClaimMove.WITHDRAW:
        require_no_agreement(uow, claim)
    elif move in DELIVERING:
        require_kept(uow, claim)
    claim.state, claim.updated_at = after.value, uow.now
    _tell(uow, actor, claim, entry, assists, move=move.value, from_state=before, note=note)
    _drive_entry(uow, actor, claim, entry, before)
    return view_claim(uow, actor, claim)


def _drive_entry(uow: UnitOfWork, actor: Actor, claim: Claim, entry: EntryRef, before: ClaimState) -> None:
    """Give the quantity of an ended claim back; move the entry on when its last claim is closed."""
    place = (claim.community_id, claim.entry_id)
    if before in LIVE_STATES and claim.state in RELEASING_STATES:
        lists.release_quantity(uow, *place, claim.quantity, by_member_id=actor.member_id)
    elif claim.state == ClaimState.CLOSED and not entries_with_live_claims(uow, claim.community_id, [entry.id]):
        # Who asked and accepts the last delivery has said that it is solved; the desk's word leaves it to them.
        lists.complete_by_claims(uow, *place, by_member_id=actor.member_id, accepted=rules.is_asker(actor, entry))


def _tell(
    uow: UnitOfWork,
    actor: Actor,
    claim: Claim,
    entry: EntryRef,
    assists: Sequence[ClaimAssist],
    *,
    move: str,
    from_state: ClaimState | None,
    note: str | None,
) -> None:
    by = actor.member_id
    tell(uow, [claim], entry, {claim.id: assists}, move=move, from_state=from_state, by_member_id=by, note=note)


def list_claims(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: ClaimFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of claims, newest first, without those on entries the actor may not know of.

    Raises NotFoundError for such an entry.
    """
    POLICY.permit(actor, A.READ_CLAIMS)
    if wanted.entry_id is not None:
        lists.get_visible_entry(uow, actor, community_id, wanted.entry_id)
    chosen = select(Claim).where(Claim.community_id == community_id)
    if wanted.entry_id is not None:
        chosen = chosen.where(Claim.entry_id == wanted.entry_id)
    if wanted.unit_id is not None:
        chosen = chosen.where(Claim.unit_id == wanted.unit_id)
    if wanted.member_id is not None:
        chosen = chosen.where(Claim.member_id == wanted.member_id)
    if wanted.assist_unit_id is not None:
        chosen = chosen.where(Claim.id.in_(_helped_by(community_id, wanted.assist_unit_id)))
    if wanted.state is not None:
        chosen = chosen.where(Claim.state == wanted.state.value)
    found = fetch_page(uow.session, chosen, page, keys=[Claim.created_at, Claim.id])
    return Page(view_seen(uow, actor, found.items), found.next_cursor)


def _helped_by(community_id: int, unit_id: UUID) -> Any:
    return select(ClaimAssist.claim_id).where(
        ClaimAssist.community_id == community_id,
        ClaimAssist.unit_id == unit_id,
        ClaimAssist.state.in_([state.value for state in STANDING_ASSISTS]),
    )


def show_claim(uow: UnitOfWork, actor: Actor, community_id: int, claim_id: UUID) -> dict[str, Any]:
    """Return one claim; raises NotFoundError, also where its entry is not for the actor to see."""
    POLICY.permit(actor, A.READ_CLAIMS)
    shown = view_seen(uow, actor, [get_row(uow, community_id, claim_id)])
    if not shown:
        raise NotFoundError()
    return shown[0]


def get_claim(uow: UnitOfWork, community_id: int, claim_id: UUID, *, lock: bool = False) -> ClaimRef:
    """Return a claim for another feature, with the units that agreed to help; raises NotFoundError.

    With ``lock`` it stays as it is until commit.
    """
    claim = get_row(uow, community_id, claim_id, lock=lock)
    return to_ref(claim, assists_of(uow, community_id, [claim_id]).get(claim_id, []))


def entries_with_live_claims(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Collection[UUID]:
    """Return those of the entries on which a claim is open, accepted or delivered."""
    live = [state.value for state in LIVE_STATES]
    return uow.session.scalars(
        select(Claim.entry_id)
        .where(Claim.community_id == community_id, Claim.entry_id.in_(ids), Claim.state.in_(live))
        .distinct()
    ).all()


class ClaimsOfAgreements:
    """Implements ``lists.types.LiveClaims``, ``lists.types.WaitingClaims`` and ``volunteering.types.Claims``."""

    def entries_with_live_claims(self, uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> Collection[UUID]:
        """Return those of the entries that have claims under way."""
        return entries_with_live_claims(uow, community_id, ids)

    def entry_changed(self, uow: UnitOfWork, entry: EntryRef) -> None:
        """Let those in line move up, or end their waiting."""
        claim_queue.entry_changed(uow, entry)

    def find_claim(self, uow: UnitOfWork, community_id: int, claim_id: UUID) -> ClaimForShift | None:
        """Return the claim as a shift needs it, or None when this community has none of that id."""
        row = uow.session.get(Claim, (community_id, claim_id))
        if row is None:
            return None
        return ClaimForShift(row.id, row.entry_id, row.unit_id, is_accepted=row.state == ClaimState.ACCEPTED)
