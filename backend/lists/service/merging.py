"""Merging entries that say the same, and undoing it. Every original sentence stays linked."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.actor import Actor
from backend.core.errors import InvalidError, NotFoundError
from backend.infra.links import Direction, Edge
from backend.infra.runtime import port
from backend.infra.stops import FoundEdges
from backend.infra.uow import UnitOfWork
from backend.lists.errors import EntryHasClaimsError, MergeUndoneError, NotMergeableError
from backend.lists.models import Entry, EntryMerge
from backend.lists.policy import POLICY, PUBLIC_STATES, A, is_asker
from backend.lists.rules import MERGE_FROM_STATES, MERGE_INTO_STATES
from backend.lists.service.entry import get_visible_row
from backend.lists.service.store import get_kind, get_row, tell, to_ref
from backend.lists.service.view import proposer_names, view_entry
from backend.lists.types import EntryState, HistoryMove, LiveClaims


def merge_entries(
    uow: UnitOfWork, actor: Actor, community_id: int, into_id: UUID, from_ids: Collection[UUID], note: str | None
) -> dict[str, Any]:
    """Merge entries into one, all or none; their writers are told. Return the one as the actor sees it.

    Raises NotFoundError, InvalidError (into itself), NotMergeableError (another list, or a state that is over) and
    EntryHasClaimsError.
    """
    POLICY.permit(actor, A.MERGE)
    if into_id in from_ids:
        raise InvalidError({"from": ["不能合并到自己"]})
    rows = _lock(uow, community_id, {into_id, *from_ids})
    into = rows.pop(into_id)
    _check_mergeable(uow, into, list(rows.values()))
    merges = [_merge(uow, actor, row, into) for row in rows.values()]
    uow.session.add_all(merges)
    uow.session.flush()
    for row, merge in zip(rows.values(), merges, strict=True):
        _tell(uow, actor, row, HistoryMove.MERGE, EntryState(merge.from_state), note or f"合并到{into.number}")
    into.version += 1
    into.updated_at = uow.now
    said = "、".join(row.number for row in rows.values())
    _tell(uow, actor, into, HistoryMove.TAKE_IN, EntryState(into.state), f"并入{said}")
    return view_entry(uow, actor, into)


def _lock(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, Entry]:
    """Return the rows locked in one order, so that two merges at once never wait for each other in a ring."""
    wanted = select(Entry).where(Entry.community_id == community_id, Entry.id.in_(ids)).order_by(Entry.id)
    locked = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    rows = {row.id: row for row in uow.session.scalars(locked)}
    if len(rows) != len(ids):
        raise NotFoundError()
    return rows


def _check_mergeable(uow: UnitOfWork, into: Entry, rows: Sequence[Entry]) -> None:
    if not get_kind(into.kind).mergeable or any(row.kind != into.kind for row in rows):
        raise NotMergeableError()
    if EntryState(into.state) not in MERGE_INTO_STATES:
        raise NotMergeableError(f"{into.number}现在的状态不能再并入别的事项")
    for row in rows:
        if EntryState(row.state) not in MERGE_FROM_STATES:
            raise NotMergeableError(f"{row.number}现在的状态不能合并")
    claimed = [row.id for row in rows if row.claimed_quantity]
    if claimed and port(LiveClaims).entries_with_live_claims(uow, into.community_id, claimed):
        raise EntryHasClaimsError()


def _merge(uow: UnitOfWork, actor: Actor, row: Entry, into: Entry) -> EntryMerge:
    merge = EntryMerge(
        community_id=row.community_id,
        id=uow.new_id(),
        entry_id=row.id,
        into_entry_id=into.id,
        from_state=row.state,
        merged_by_member_id=actor.member_id,
        merged_at=uow.now,
    )
    row.state = EntryState.MERGED.value
    row.version += 1
    row.updated_at = uow.now
    return merge


def _tell(uow: UnitOfWork, actor: Actor, row: Entry, move: HistoryMove, before: EntryState, note: str) -> None:
    tell(uow, row, move, from_state=before, by_member_id=actor.member_id, note=note)


def undo_merge(uow: UnitOfWork, actor: Actor, community_id: int, merge_id: UUID) -> dict[str, Any]:
    """Take a merge back: the entry stands where it stood before. Return it as the actor sees it.

    Raises NotFoundError and MergeUndoneError.
    """
    POLICY.permit(actor, A.MERGE)
    found = uow.session.get(EntryMerge, (community_id, merge_id))
    if found is None:
        raise NotFoundError()
    row = get_row(uow, community_id, found.entry_id, lock=True)
    uow.session.refresh(found)
    if found.undone_at is not None:
        raise MergeUndoneError()
    found.undone_at, found.undone_by_member_id = uow.now, actor.member_id
    row.state = found.from_state
    row.version += 1
    row.updated_at = uow.now
    _tell(uow, actor, row, HistoryMove.SPLIT, EntryState.MERGED, "撤销合并")
    return view_entry(uow, actor, row)


def list_sentences(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID) -> Sequence[dict[str, Any]]:
    """Return what the entries merged into one said in their own words, oldest first; raises NotFoundError.

    What was not public before it was merged is shown to the desk and its writer alone.
    """
    POLICY.permit(actor, A.READ_LISTS)
    get_visible_row(uow, actor, community_id, entry_id)
    found = uow.session.execute(
        select(EntryMerge, Entry)
        .join(Entry, (Entry.community_id == EntryMerge.community_id) & (Entry.id == EntryMerge.entry_id))
        .where(
            EntryMerge.community_id == community_id,
            EntryMerge.into_entry_id == entry_id,
            EntryMerge.undone_at.is_(None),
        )
        .order_by(Entry.created_at, Entry.id)
    ).all()
    reads_all = POLICY.allows(actor, A.READ_ALL)
    shown = [
        (merge, row)
        for merge, row in found
        if reads_all or EntryState(merge.from_state) in PUBLIC_STATES or is_asker(actor, to_ref(row))
    ]
    names = proposer_names(uow, actor, community_id, [row for _, row in shown])
    return [
        {
            "merge_id": merge.id,
            "entry_id": row.id,
            "number": row.number,
            "title": row.title,
            "text": row.text,
            "by": names[row.proposer_unit_id or row.proposer_member_id or row.created_by_member_id],
            "created_at": row.created_at,
            "merged_at": merge.merged_at,
        }
        for merge, row in shown
    ]


def trace_merges(
    uow: UnitOfWork, community_id: int, things: Mapping[str, Collection[UUID]], direction: Direction
) -> FoundEdges:
    """Return the merges that stand, as edges of the trace: they can be undone, links cannot."""
    ids = things.get("entry")
    if not ids:
        return FoundEdges()
    column = EntryMerge.entry_id if direction is Direction.FORTH else EntryMerge.into_entry_id
    found = uow.session.execute(
        select(EntryMerge.entry_id, EntryMerge.into_entry_id).where(
            EntryMerge.community_id == community_id, column.in_(ids), EntryMerge.undone_at.is_(None)
        )
    )
    return FoundEdges([Edge(("entry", one), ("entry", into), "merged") for one, into in found])
