"""Rankings of units that said they may be shown, from statements alone: never a person, never who did not consent.

个人信息保护法 Art. 25: what concerns a person is made public with that person's own consent alone. 志愿服务条例
Art. 25: nobody is pressed into service. So no ranking of people exists, and nobody is shown by others.
"""

from datetime import date
from typing import Any

from sqlalchemy import select

from backend.alliances.models import ReciprocityStatement
from backend.alliances.policy import POLICY, A
from backend.alliances.rules import quarters
from backend.alliances.service.consent import consenting_units
from backend.alliances.service.statement import statement_counts
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork

# Our rule: nobody reads further on a phone.
SHOWN_MAX = 50


def show_ranking(uow: UnitOfWork, actor: Actor, community_id: int, day: date | None) -> dict[str, Any]:
    """Return consenting units by how much of what fell due they kept, of the quarter with ``day`` (the last stated).

    Equal shares have equal places; a unit with nothing due has no place and is left out.
    """
    POLICY.permit(actor, A.READ_RANKING)
    quarter = quarters.quarter_of(day) if day is not None else quarters.last_to_state(uow.now)
    shown = consenting_units(uow, community_id)
    rows = uow.session.execute(
        select(ReciprocityStatement.unit_id, ReciprocityStatement.due, ReciprocityStatement.kept)
        .where(
            ReciprocityStatement.community_id == community_id,
            ReciprocityStatement.quarter == quarter,
            ReciprocityStatement.unit_id.in_(shown),
            ReciprocityStatement.due > 0,
        )
        .order_by(
            (ReciprocityStatement.kept * 1000 / ReciprocityStatement.due).desc(),
            ReciprocityStatement.kept.desc(),
            ReciprocityStatement.unit_id,
        )
        .limit(SHOWN_MAX)
    ).all()
    units = communities.units_by_ids(uow, community_id, [row.unit_id for row in rows])
    items = [
        {
            "unit": {"id": row.unit_id, "name": units[row.unit_id].name},
            "due": row.due,
            "kept": row.kept,
            "percent": row.kept * 100 // row.due,
        }
        for row in rows
    ]
    for item in items:
        item["place"] = 1 + sum(other["percent"] > item["percent"] for other in items)
    return {
        "quarter": quarter,
        "quarter_name": quarters.quarter_name(quarter),
        "items": items,
        "units_with_statement": statement_counts(uow, community_id, quarter),
    }
