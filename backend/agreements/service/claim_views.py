"""Claims as the API shows them: a bounded number of statements however many there are."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.agreements.models import Agreement, Claim, ClaimAssist
from backend.agreements.moves.claims import (
    ASSIST_MOVE_NAMES,
    ASSIST_MOVES,
    ASSIST_STATE_NAMES,
    CLAIM_MOVE_NAMES,
    CLAIM_MOVES,
    CLAIM_STATE_NAMES,
    AssistMove,
    ClaimMove,
)
from backend.agreements.policy import ACTION_OF_ASSIST_MOVE, ACTION_OF_MOVE, POLICY, A
from backend.agreements.rules import claims as rules
from backend.agreements.service.claim_agreements import live_agreements, withheld_moves
from backend.agreements.service.claim_lines import assists_of, standing, to_ref
from backend.agreements.types.agreements import PUBLIC
from backend.agreements.types.claims import AssistState, ClaimRef, ClaimState
from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef

# Before the desk has said yes, the claimant may ask others to help.
INVITING_STATES = frozenset({ClaimState.WAITING, ClaimState.OPEN})
LEAVING_STATES = INVITING_STATES | {ClaimState.ACCEPTED}


def view_claim(uow: UnitOfWork, actor: Actor, claim: Claim) -> dict[str, Any]:
    """Return one claim as the actor sees it."""
    return view_claims(uow, actor, [claim])[0]


def view_claims(uow: UnitOfWork, actor: Actor, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return claims as the actor sees them."""
    return _view_all(uow, actor, claims, _entries(uow, claims))


def view_seen(uow: UnitOfWork, actor: Actor, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """Return the claims of whose entry the actor may know, or that their own unit or they themselves made."""
    entries = _entries(uow, claims)
    seen = [claim for claim in claims if lists.may_see(actor, entries[claim.entry_id]) or _is_own(actor, claim)]
    return _view_all(uow, actor, seen, entries)


def _entries(uow: UnitOfWork, claims: Sequence[Claim]) -> dict[UUID, EntryRef]:
    ids = {claim.entry_id for claim in claims}
    return lists.entries_by_ids(uow, claims[0].community_id, ids) if claims else {}


def _is_own(actor: Actor, claim: Claim) -> bool:
    return claim.unit_id in actor.units or (claim.member_id is not None and claim.member_id == actor.member_id)


def _view_all(
    uow: UnitOfWork, actor: Actor, claims: Sequence[Claim], entries: dict[UUID, EntryRef]
) -> list[dict[str, Any]]:
    if not claims:
        return []
    community_id = claims[0].community_id
    assists = assists_of(uow, community_id, [claim.id for claim in claims])
    places = _places_in_line(uow, community_id, claims)
    names = _names(uow, community_id, claims, [row for rows in assists.values() for row in rows])
    live = live_agreements(uow, community_id, [claim.id for claim in claims])
    withheld = withheld_moves(uow, community_id, live)
    return [
        _view(actor, claim, entries[claim.entry_id], assists.get(claim.id, []), names, withheld.get(claim.id, set()))
        | {
            "place_in_line": places.get(claim.id),
            "agreement_id": _readable(actor, live.get(claim.id), to_ref(claim, assists.get(claim.id, []))),
        }
        for claim in claims
    ]


def _readable(actor: Actor, agreement: Agreement | None, claim: ClaimRef) -> UUID | None:
    """Return an agreement's id to whoever may read it: before it is signed, the claim's units and the desk."""
    if agreement is None:
        return None
    is_open_to = (POLICY.allows(actor, A.READ_OPEN_AGREEMENTS, unit_id=id_) for id_ in (None, *claim.unit_ids))
    return agreement.id if agreement.state in PUBLIC or any(is_open_to) else None


def _view(
    actor: Actor,
    claim: Claim,
    entry: EntryRef,
    assists: Sequence[ClaimAssist],
    names: dict[UUID, str],
    withheld: Collection[ClaimMove],
) -> dict[str, Any]:
    claimant_id = claim.unit_id or claim.member_id
    taken = standing(assists)
    return {
        "id": claim.id,
        "entry": entry,
        "actor": {
            "type": "unit" if claim.unit_id else "member",
            "id": claimant_id,
            "name": names[claimant_id] if claimant_id else "",
        },
        "quantity": claim.quantity,
        "own_share": claim.quantity - sum(row.share for row in taken),
        "assists": [_view_assist(actor, claim, row, names, is_agreed=bool(withheld)) for row in assists],
        "may_invite": ClaimState(claim.state) in INVITING_STATES
        and claim.unit_id is not None
        and POLICY.allows(actor, A.PERFORM_CLAIM, unit_id=claim.unit_id),
        "state": claim.state,
        "state_name": CLAIM_STATE_NAMES[ClaimState(claim.state)],
        "note": claim.note if _reads_note(actor, claim, entry, taken) else None,
        "created_at": claim.created_at,
        "moves": [
            {"move": move.value, "name": CLAIM_MOVE_NAMES[move]}
            for move in _moves(actor, claim, entry, assists)
            if move not in withheld
        ],
    }


def _reads_note(actor: Actor, claim: Claim, entry: EntryRef, assists: Sequence[ClaimAssist]) -> bool:
    """Tell whether the actor is one to whom the claimant wrote: either side, who helps, the desk and its supervisor."""
    if POLICY.allows(actor, A.READ_CLAIM_NOTES) or rules.is_asker(actor, entry) or _is_own(actor, claim):
        return True
    return any(row.unit_id in actor.units for row in assists)


def _view_assist(
    actor: Actor, claim: Claim, row: ClaimAssist, names: dict[UUID, str], *, is_agreed: bool
) -> dict[str, Any]:
    return {
        "id": row.id,
        "unit": {"id": row.unit_id, "name": names[row.unit_id]},
        "share": row.share,
        "part": row.part,
        "state": row.state,
        "state_name": ASSIST_STATE_NAMES[AssistState(row.state)],
        "answer_by": row.answer_by,
        "moves": _assist_moves(actor, claim, row, is_agreed=is_agreed),
    }


def _assist_moves(actor: Actor, claim: Claim, row: ClaimAssist, *, is_agreed: bool) -> list[dict[str, str]]:
    """Return what the actor may do with a unit's part while the claim is not settled; an agreement keeps it in."""
    if ClaimState(claim.state) not in LEAVING_STATES:
        return []
    whose = {A.ANSWER_ASSIST: row.unit_id, A.PERFORM_CLAIM: claim.unit_id}
    return [
        {"move": move.value, "name": ASSIST_MOVE_NAMES[move]}
        for move in ASSIST_MOVES.moves_from(AssistState(row.state))
        if POLICY.allows(actor, ACTION_OF_ASSIST_MOVE[move], unit_id=whose[ACTION_OF_ASSIST_MOVE[move]])
        and not (is_agreed and move is AssistMove.LEAVE)
    ]


def _moves(actor: Actor, claim: Claim, entry: EntryRef, assists: Sequence[ClaimAssist]) -> list[ClaimMove]:
    """Return the moves the actor may make now, as far as no agreement stands for them."""
    if Role.MEMBER not in actor.roles:
        return []
    also = [Role.BENEFICIARY] if rules.is_asker(actor, entry) else []
    ref, awaited = to_ref(claim, assists), any(row.state == AssistState.INVITED for row in assists)
    return [
        move
        for move in CLAIM_MOVES.moves_from(ClaimState(claim.state))
        if POLICY.allows(actor, ACTION_OF_MOVE[move], unit_id=claim.unit_id, member_id=claim.member_id, also=also)
        and not rules.decides_for_oneself(actor, ref, move)
        and not (awaited and move is ClaimMove.ACCEPT)
    ]


def _places_in_line(uow: UnitOfWork, community_id: int, claims: Sequence[Claim]) -> dict[UUID, int]:
    """Return where those stand that wait, 1 first."""
    entry_ids = {claim.entry_id for claim in claims if claim.state == ClaimState.WAITING}
    if not entry_ids:
        return {}
    place = func.row_number().over(partition_by=Claim.entry_id, order_by=(Claim.created_at, Claim.id))
    rows = uow.session.execute(
        select(Claim.id, place.label("place")).where(
            Claim.community_id == community_id, Claim.entry_id.in_(entry_ids), Claim.state == ClaimState.WAITING.value
        )
    )
    return {row.id: row.place for row in rows}


def _names(
    uow: UnitOfWork, community_id: int, claims: Sequence[Claim], assists: Collection[ClaimAssist]
) -> dict[UUID, str]:
    unit_ids = {claim.unit_id for claim in claims if claim.unit_id} | {row.unit_id for row in assists}
    member_ids = {claim.member_id for claim in claims if claim.member_id}
    units = communities.units_by_ids(uow, community_id, unit_ids)
    members = communities.members_by_ids(uow, community_id, member_ids)
    return {id_: thing.name for found in (units, members) for id_, thing in found.items()}
