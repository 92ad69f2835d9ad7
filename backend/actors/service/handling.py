"""What the desk does with suggestions: list, dismiss, think again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from backend.actors import events
from backend.actors.list_kind import ACTOR
from backend.actors.models import Referral, UnitDismissal
from backend.actors.policy import POLICY, A
from backend.actors.service.finding import actor_kind_of, reasons_for
from backend.actors.types import ActorKind, Handling, ReferralState, SuggestionMove
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.credit_code import is_credit_code
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.infra import links
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryMove, NewEntry

TITLE_LENGTH_MAX = 60


def handle_unit(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, handling: Handling) -> dict[str, Any]:
    """Put a unit on list 1, dismiss it for good, or take the dismissal back; return the entry's id if there is one.

    Raises NotFoundError and InvalidError (the unit is on the list already).
    """
    POLICY.permit(actor, A.HANDLE_SUGGESTION)
    unit = _find_unit(communities.units_with_employees(uow, community_id), unit_id)
    if unit is None:
        raise NotFoundError()
    entry_id = None
    if handling.move is SuggestionMove.DISMISS:
        _dismiss(uow, actor, community_id, unit_id, handling.note)
    else:
        uow.session.execute(delete(UnitDismissal).filter_by(community_id=community_id, unit_id=unit_id))
    if handling.move is SuggestionMove.LIST:
        reasons = reasons_for(uow, community_id, [unit]).get(unit_id, [])
        text = "，".join(["由社区按记录列入", *(reason["words"] for reason in reasons)]) + "。"
        entry_id = _list(uow, actor, community_id, unit.ref.name, text, handling.category, _details_of(unit))
    return {"entry_id": entry_id}


def handle_referral(
    uow: UnitOfWork, actor: Actor, community_id: int, referral_id: UUID, handling: Handling
) -> dict[str, Any]:
    """Answer all open referrals of one name at once; who referred is told.

    Raises NotFoundError, MoveNotAllowedError (answered already) and InvalidError (the unit is on the list already).
    """
    POLICY.permit(actor, A.HANDLE_SUGGESTION)
    same, move = _lock_same(uow, community_id, referral_id), handling.move
    first = same[0] if same else None
    if first is None or move is SuggestionMove.RESTORE:
        raise MoveNotAllowedError(move=move.value)
    entry_id = _list_referred(uow, actor, first, handling) if move is SuggestionMove.LIST else None
    for referral in same:
        referral.state = (ReferralState.LISTED if entry_id else ReferralState.DISMISSED).value
        referral.entry_id, referral.note = entry_id, handling.note
        referral.decided_by_member_id, referral.decided_at = actor.member_id, uow.now
    uow.session.flush()
    for referral in same:
        events.tell_handled(uow, referral)
    if entry_id:
        pairs = [(("referral", referral.id), ("entry", entry_id)) for referral in same]
        links.record_many(uow, community_id, pairs, relation="listed")
    return {"entry_id": entry_id}


def _find_unit(units: Sequence[communities.UnitFacts], unit_id: UUID) -> communities.UnitFacts | None:
    return next((unit for unit in units if unit.ref.id == unit_id), None)


def _dismiss(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, note: str | None) -> None:
    row = {
        "community_id": community_id,
        "unit_id": unit_id,
        "note": note,
        "dismissed_by_member_id": actor.member_id,
        "dismissed_at": uow.now,
    }
    uow.session.execute(insert(UnitDismissal).values(row).on_conflict_do_nothing())


def _details_of(unit: communities.UnitFacts) -> dict[str, Any]:
    details = {"actor_kind": actor_kind_of(unit.ref.kind).value, "unit_id": str(unit.ref.id)}
    if unit.credit_code and is_credit_code(unit.credit_code):
        details["credit_code"] = unit.credit_code
    if unit.industry:
        details["industry"] = unit.industry
    return details


def _list(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    name: str,
    text: str,
    category: str,
    details: dict[str, Any],
) -> UUID:
    new = NewEntry(ACTOR.code, name[:TITLE_LENGTH_MAX], text, category, details=details)
    entry_id: UUID = lists.propose_entry(uow, actor, community_id, new)["id"]
    lists.move_entry(uow, actor, community_id, entry_id, EntryMove.ADOPT, None)
    return entry_id


def _lock_same(uow: UnitOfWork, community_id: int, referral_id: UUID) -> Sequence[Referral]:
    """Lock all open referrals of one's name, in one order; of one that was answered none. Raises NotFoundError."""
    own = uow.session.get(Referral, (community_id, referral_id))
    if own is None:
        raise NotFoundError()
    same = uow.session.scalars(
        select(Referral)
        .where(
            Referral.community_id == community_id,
            Referral.name == own.name,
            Referral.state == ReferralState.OPEN.value,
        )
        .order_by(Referral.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    return same if any(referral.id == referral_id for referral in same) else []


def _list_referred(uow: UnitOfWork, actor: Actor, referral: Referral, handling: Handling) -> UUID:
    """List whom members named: the unit of that name if the community has one."""
    units = communities.units_with_employees(uow, referral.community_id)
    unit = next((unit for unit in units if unit.ref.name == referral.name), None)
    details = _details_of(unit) if unit else {"actor_kind": ActorKind(referral.actor_kind).value}
    if unit is None and referral.phone:
        details["contact_phone"] = referral.phone
    return _list(uow, actor, referral.community_id, referral.name, "由居民推荐列入。", handling.category, details)
