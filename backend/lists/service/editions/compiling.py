"""What a list holds now, as an edition's items: entries as their history has them, names for a board, figures."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from backend.communities import service as communities
from backend.core.clock import local_date
from backend.core.names import mask_name
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.lists.models import Entry
from backend.lists.policy import PUBLIC_STATES
from backend.lists.service.catalogue import category_names
from backend.lists.service.store import content_of, get_kind
from backend.lists.types import EntryState, KindRegistry
from backend.lists.wording import Wording

Item = dict[str, Any]
# What is over leaves the list; that it did stands in the difference to the edition before.
LISTED_STATES = PUBLIC_STATES - {EntryState.CLOSED}

_LINES = text(
    "SELECT line.entry_id, line.version, line.content FROM entry_moves AS line"
    " JOIN unnest(CAST(:ids AS uuid[]), CAST(:versions AS bigint[])) AS wanted (entry_id, version)"
    " ON line.entry_id = wanted.entry_id AND line.version = wanted.version"
    " WHERE line.community_id = :community_id"
)


def last_day_over(now: datetime) -> date:
    """Return yesterday in Shanghai: no figure of that day changes any more."""
    return local_date(now) - timedelta(days=1)


def wording_of(uow: UnitOfWork, kind: str) -> Wording:
    """Return how a kind's entries are worded."""
    return Wording(get_kind(kind), category_names(uow))


def compile_items(uow: UnitOfWork, community_id: int, kind: str, until: date) -> list[Item]:
    """Return the list's entries in the order of their numbers, in a bounded number of statements."""
    rows = uow.session.scalars(
        select(Entry)
        .where(
            Entry.community_id == community_id,
            Entry.kind == kind,
            Entry.state.in_([state.value for state in LISTED_STATES]),
        )
        .order_by(func.length(Entry.number), Entry.number)
        .execution_options(populate_existing=True)
    ).all()
    figures = figures_of(uow, community_id, kind, {row.id: row.version for row in rows}, until)
    names = _proposer_names(uow, community_id, rows)
    items = [{"id": str(row.id), "version": row.version, **content_of(row)} for row in rows]
    for item, row in zip(items, rows, strict=True):
        item["proposer"] = {
            "type": item["proposer"]["type"],
            "name": names.get(row.proposer_unit_id or row.proposer_member_id, ""),
        }
        item["figures"] = dict(figures.get(row.id, {}))
    return items


def figures_of(
    uow: UnitOfWork, community_id: int, kind: str, versions: Mapping[UUID, int], until: date
) -> Mapping[UUID, Mapping[str, Any]]:
    """Return what is computed of entries as of the end of ``until``; nothing for a list that computes nothing."""
    figures = port(KindRegistry).figures(kind)
    return figures(uow, community_id, versions, until) if figures is not None else {}


def _proposer_names(uow: UnitOfWork, community_id: int, rows: Sequence[Entry]) -> dict[UUID | None, str]:
    """Return units' names, and residents' names masked: an edition hangs on the notice board."""
    units = communities.units_by_ids(uow, community_id, {row.proposer_unit_id for row in rows if row.proposer_unit_id})
    members = communities.members_by_ids(
        uow, community_id, {row.proposer_member_id for row in rows if row.proposer_member_id}
    )
    return {
        **{id_: unit.name for id_, unit in units.items()},
        **{id_: mask_name(member.name) for id_, member in members.items()},
    }


def history_contents(
    uow: UnitOfWork, community_id: int, versions: Mapping[UUID, int]
) -> dict[tuple[UUID, int], dict[str, Any] | None]:
    """Return what the append-only history says entries held at these versions, in one statement."""
    rows = uow.session.execute(
        _LINES,
        {"community_id": community_id, "ids": list(versions), "versions": list(versions.values())},
    )
    return {(entry_id, version): content for entry_id, version, content in rows}


def count_changed(uow: UnitOfWork, community_id: int, kind: str, items: Sequence[Item]) -> int:
    """Return how many of the items read otherwise now: their entries have moved on since."""
    known = {UUID(item["id"]): item["version"] for item in items}
    now = dict(
        uow.session.execute(
            select(Entry.id, Entry.version).where(Entry.community_id == community_id, Entry.kind == kind)
        ).all()
    )
    return sum(now.get(id_) != version for id_, version in known.items())
