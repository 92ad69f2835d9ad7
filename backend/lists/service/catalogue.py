"""The nine lists and the taxonomy."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.lists.models import Category, Entry
from backend.lists.policy import POLICY, A
from backend.lists.rules import CLAIMABLE_STATES
from backend.lists.types import KindRegistry


def list_lists(uow: UnitOfWork, actor: Actor, community_id: int) -> Sequence[dict[str, Any]]:
    """Return the nine lists (and what was declared beyond) by number; raises NotFoundError for no community."""
    POLICY.permit(actor, A.READ_LISTS)
    require_community(uow, actor, community_id)
    open_states = [state.value for state in CLAIMABLE_STATES]
    counted = (
        select(Entry.kind, func.count())
        .where(Entry.community_id == community_id, Entry.state.in_(open_states))
        .group_by(Entry.kind)
    )
    counts = dict(iter(uow.session.execute(counted)))
    return [
        {"kind": kind.code, "number": kind.number, "name": kind.name, "open_count": counts.get(kind.code, 0)}
        for kind in port(KindRegistry).live()
    ]


def list_categories(uow: UnitOfWork, actor: Actor, community_id: int) -> Sequence[Category]:
    """Return the taxonomy, each first-level category followed by its second level."""
    POLICY.permit(actor, A.READ_LISTS)
    require_community(uow, actor, community_id)
    return all_categories(uow)


def all_categories(uow: UnitOfWork) -> Sequence[Category]:
    """Return the taxonomy whoever asks, each first-level category followed by its second level."""
    return uow.session.scalars(select(Category).order_by(Category.position)).all()


def category_names(uow: UnitOfWork) -> dict[str, str]:
    """Return every category's Chinese name by code."""
    return dict(iter(uow.session.execute(select(Category.code, Category.name))))


def require_categories(uow: UnitOfWork, codes: Collection[tuple[str, str]]) -> None:
    """Raise InvalidError naming the field unless every (field, code) is a category."""
    known = set(uow.session.scalars(select(Category.code).where(Category.code.in_({code for _, code in codes}))))
    wrong = {field: ["没有这个类别"] for field, code in codes if code not in known}
    if wrong:
        raise InvalidError(wrong)


def require_community(uow: UnitOfWork, actor: Actor, community_id: int) -> None:
    """Raise NotFoundError for a community that is not there; a member's is."""
    if actor.member_id is None:
        communities.get_community(uow, community_id)
