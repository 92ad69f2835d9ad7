"""Members suggest whoever is on no list yet, and see what became of it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.actors import events
from backend.actors.errors import AlreadyReferredError
from backend.actors.models import Referral
from backend.actors.policy import POLICY, A
from backend.actors.types import ACTOR_KIND_NAMES, REFERRAL_STATE_NAMES, ActorKind, NewReferral, ReferralState
from backend.core.actor import Actor
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import add_or_refuse
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork


def refer_actor(uow: UnitOfWork, actor: Actor, community_id: int, new: NewReferral) -> dict[str, Any]:
    """Suggest an actor to the desk; raises AlreadyReferredError."""
    POLICY.permit(actor, A.REFER)
    referral = Referral(
        community_id=community_id,
        id=uow.new_id(),
        name=new.name,
        actor_kind=new.actor_kind.value,
        reason=new.reason,
        phone=new.phone,
        state=ReferralState.OPEN.value,
        referred_by_member_id=actor.member_id,
        created_at=uow.now,
    )
    add_or_refuse(uow, referral, refusal=AlreadyReferredError)
    events.tell_referred(uow, referral)
    return _view(referral)


def list_own_referrals(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return whom the member suggested, newest first."""
    POLICY.permit(actor, A.REFER)
    wanted = select(Referral).where(
        Referral.community_id == community_id, Referral.referred_by_member_id == actor.member_id
    )
    found = fetch_page(uow.session, wanted, page, keys=[Referral.id])
    return Page([_view(row) for row in found.items], found.next_cursor)


def referral_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return referrals as stops of the trace; another member's is None."""
    rows = uow.session.scalars(select(Referral).where(Referral.community_id == community_id, Referral.id.in_(ids)))
    reads_all = POLICY.allows(actor, A.READ_SUGGESTIONS)
    return {row.id: _stop(row) if reads_all or row.referred_by_member_id == actor.member_id else None for row in rows}


def _stop(row: Referral) -> Stop:
    return Stop(row.name, REFERRAL_STATE_NAMES[ReferralState(row.state)], row.created_at, StopStatus.DONE)


def _view(row: Referral) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "actor_kind": row.actor_kind,
        "actor_kind_name": ACTOR_KIND_NAMES[ActorKind(row.actor_kind)],
        "reason": row.reason,
        "state": row.state,
        "state_name": REFERRAL_STATE_NAMES[ReferralState(row.state)],
        "note": row.note,
        "entry_id": row.entry_id,
        "created_at": row.created_at,
    }
