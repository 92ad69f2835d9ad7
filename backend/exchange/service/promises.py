"""How often members kept what they had agreed on. Only who deals with somebody, and the desk, is told.

Two numbers and no mark: a public rating of persons would be more than the purpose needs (个人信息保护法 Art. 6) and an
automated evaluation of people (Art. 24), and neighbours must go on living beside each other.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select, union_all

from backend.exchange.models import ServiceOrder
from backend.exchange.types import OrderState, Side
from backend.infra.uow import UnitOfWork

NONE = {"kept": 0, "broken": 0}


def promises_of(uow: UnitOfWork, community_id: int, member_ids: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    """Return by member on how many orders they kept their word (completed) and broke it (late, absent, ruled so)."""
    if not member_ids:
        return {}
    halves = [
        select(
            person.label("member_id"),
            (ServiceOrder.state == OrderState.COMPLETED).label("is_kept"),
            (func.coalesce(ServiceOrder.at_fault, "") == side.value).label("is_broken"),
        ).where(ServiceOrder.community_id == community_id, person.in_(set(member_ids)))
        for person, side in ((ServiceOrder.asker_id, Side.ASKER), (ServiceOrder.helper_id, Side.HELPER))
    ]
    both = union_all(*halves).subquery()
    rows = uow.session.execute(
        select(
            both.c.member_id,
            func.count().filter(both.c.is_kept).label("kept"),
            func.count().filter(both.c.is_broken).label("broken"),
        ).group_by(both.c.member_id)
    )
    return {row.member_id: {"kept": row.kept, "broken": row.broken} for row in rows}
