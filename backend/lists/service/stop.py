"""Entries as stops of the trace, to whom may know of them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.infra.links import Ref
from backend.infra.runtime import port
from backend.infra.stops import Stop, StopStatus
from backend.infra.uow import UnitOfWork
from backend.lists.models import Entry
from backend.lists.moves import STATE_NAMES
from backend.lists.policy import may_see
from backend.lists.service.store import to_ref
from backend.lists.service.view import proposer_names
from backend.lists.types import EntryState as S
from backend.lists.types import KindRegistry

# Who must act while an entry waits; a computed list tells that itself, in its details.
NEXT_ACTORS = {
    S.PROPOSED: "社区工作者：采纳或退回",
    S.ON_NOTICE: "居民：有异议请提出",
    S.ADOPTED: "社区工作者：发布",
    S.OPEN: "居民和单位：认领或参加",
    S.PARTLY_CLAIMED: "单位：认领余下的部分",
    S.CLAIMED: "认领的单位：开始办理",
    S.IN_PROGRESS: "办理的单位：完成交付",
    S.DELIVERED: "提出人：确认是否解决",
    S.REOPENED: "社区工作者：重新安排",
}


def entry_stops(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, Stop | None]:
    """Return entries by id; what the actor may not know of is None."""
    rows = uow.session.scalars(select(Entry).where(Entry.community_id == community_id, Entry.id.in_(ids))).all()
    names = proposer_names(uow, actor, community_id, rows)
    return {row.id: _stop(row, names) if may_see(actor, to_ref(row)) else None for row in rows}


def _stop(row: Entry, names: dict[UUID, str]) -> Stop:
    state = S(row.state)
    kind = port(KindRegistry).find(row.kind)
    proposer_id = row.proposer_unit_id or row.proposer_member_id
    next_actor = row.details.get("next_actor") if kind and kind.computed else NEXT_ACTORS.get(state)
    return Stop(
        row.title,
        (kind.state_names if kind else {}).get(state, STATE_NAMES[state]),
        row.created_at,
        StopStatus.DONE if next_actor is None else StopStatus.NOW,
        names.get(proposer_id) if proposer_id else None,
        next_actor,
        row.ends_at,
        _target(row) if kind and kind.computed else None,
    )


def _target(row: Entry) -> Ref | None:
    """Return the thing that an entry of a computed list tells of, where its own fields name it (``topic_id``)."""
    id_ = row.details.get(f"{row.kind}_id")
    return None if id_ is None else (row.kind, UUID(id_))
