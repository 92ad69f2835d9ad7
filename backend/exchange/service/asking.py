"""Asking for a service, for oneself or for a member without a phone, and what one has to pay with."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.books import service as books
from backend.books.types import TimeAccount
from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.errors import InvalidError
from backend.exchange import rules
from backend.exchange.errors import TooManyOpenError
from backend.exchange.models import ServiceOrder
from backend.exchange.policy import POLICY, A
from backend.exchange.service.payment import check_payer, pool_left
from backend.exchange.service.whole import view_order
from backend.exchange.types import NewOrder, OrderState
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists


def ask(uow: UnitOfWork, actor: Actor, community_id: int, new: NewOrder) -> dict[str, Any]:
    """Ask for a service; nothing is held before somebody is accepted.

    Raises InvalidError (times, category, no verified member), NotEntitledError, TooManyOpenError.
    """
    POLICY.permit(actor, A.ASK)
    assert actor.member_id is not None  # policy: a verified member
    if new.on_behalf_of is not None:
        POLICY.permit(actor, A.ASK_FOR)
        _check_member(uow, actor, community_id, new.on_behalf_of.member_id)
    asker_id = actor.member_id if new.on_behalf_of is None else new.on_behalf_of.member_id
    lists.require_categories(uow, [("category", new.category)])
    ends_at = rules.check_times(new.starts_at, new.minutes, now=uow.now)
    check_payer(uow, community_id, new.payer, asker_id)
    _check_few(uow, community_id, asker_id)
    order = ServiceOrder(
        community_id=community_id,
        id=uow.new_id(),
        asker_id=asker_id,
        asked_by=actor.member_id,
        consent=new.on_behalf_of and new.on_behalf_of.consent,
        payer=new.payer,
        category=new.category,
        title=new.title,
        text=new.text,
        place=new.place,
        door=new.door,
        share_phone=new.share_phone,
        starts_at=new.starts_at,
        ends_at=ends_at,
        minutes=new.minutes,
        state=OrderState.OPEN,
        due_at=new.starts_at,
        helper_phone=False,
        is_silent=False,
        returned_minutes=0,
        created_at=uow.now,
    )
    uow.session.add(order)
    uow.session.flush()
    return view_order(uow, actor, order)


def _check_member(uow: UnitOfWork, actor: Actor, community_id: int, member_id: UUID) -> None:
    """Raise InvalidError unless staff ask for another verified member."""
    named = communities.members_by_ids(uow, community_id, [member_id]).get(member_id)
    is_member = named is not None and Role.MEMBER in communities.load_actor(uow, named.person_id, community_id).roles
    if not is_member or member_id == actor.member_id:
        raise InvalidError({"on_behalf_of": ["请选择一位已核实的居民，替本人发起不用选"]})


def _check_few(uow: UnitOfWork, community_id: int, asker_id: UUID) -> None:
    """Refuse more open requests than anybody needs; those who ask at one moment queue on the member's row."""
    communities.lock_member(uow, community_id, asker_id)
    waiting = select(func.count()).where(
        ServiceOrder.community_id == community_id,
        ServiceOrder.asker_id == asker_id,
        ServiceOrder.state == OrderState.OPEN,
    )
    if (uow.session.scalar(waiting) or 0) >= rules.OPEN_MAX:
        raise TooManyOpenError(most=rules.OPEN_MAX)


def read_means(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return what the caller can pay with, and what can be asked for."""
    POLICY.permit(actor, A.ASK)
    assert actor.member_id is not None  # policy: a verified member
    account = TimeAccount.member(actor.member_id)
    return {
        "available": books.balances(uow, community_id, [account])[account].available,
        "pool_left": pool_left(uow, community_id, actor.member_id),
        "may_ask_for": POLICY.allows(actor, A.ASK_FOR),
        "minutes_min": rules.MINUTES_MIN,
        "minutes_max": rules.MINUTES_MAX,
        "minutes_step": rules.MINUTES_STEP,
        "ahead_days": rules.AHEAD_MAX.days,
        "late_cancel_hours": int(rules.LATE_CANCEL.total_seconds()) // 3600,
        "compensation": rules.COMPENSATION_MAX,
    }
