"""Reading entries: a list's page, one entry, its history."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, select

from backend.core.actor import Actor, Role
from backend.core.errors import NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.lists.models import Category, Entry, EntryMoveRow
from backend.lists.moves import MOVE_NAMES
from backend.lists.policy import POLICY, PUBLIC_STATES, A, may_see
from backend.lists.service.catalogue import require_community
from backend.lists.service.store import entries_by_ids, get_kind, get_row, to_ref
from backend.lists.service.view import member_names, view_entries, view_entry
from backend.lists.types import EntryFilter, EntryRef


def list_entries(
    uow: UnitOfWork, actor: Actor, community_id: int, kind: str, wanted: EntryFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of a list, newest first, of what the actor may see; raises ListNotLiveError, NotFoundError."""
    POLICY.permit(actor, A.READ_LISTS)
    get_kind(kind)
    require_community(uow, actor, community_id)
    chosen = select(Entry).where(
        Entry.community_id == community_id, Entry.kind == kind, *visible_to(actor), *_filtered(actor, wanted)
    )
    found = fetch_page(uow.session, chosen, page, keys=[Entry.created_at, Entry.id])
    return Page(view_entries(uow, actor, found.items, short=True), found.next_cursor)


def visible_to(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the condition of ``policy.may_see`` in SQL."""
    if POLICY.allows(actor, A.READ_ALL):
        return []
    return [or_(Entry.state.in_([state.value for state in PUBLIC_STATES]), own_entries(actor))]


def own_entries(actor: Actor) -> ColumnElement[bool]:
    """Return the condition of being one's own entry or that of a unit one speaks for."""
    if Role.MEMBER not in actor.roles:
        return false()
    speaks_for = [unit_id for unit_id, role in actor.units.items() if role is Role.UNIT_CONTACT]
    own = Entry.proposer_member_id == actor.member_id
    return or_(own, Entry.proposer_unit_id.in_(speaks_for)) if speaks_for else own


def _filtered(actor: Actor, wanted: EntryFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        conditions.append(Entry.state == wanted.state.value)
    if wanted.category is not None:
        below = select(Category.code).where(or_(Category.code == wanted.category, Category.parent == wanted.category))
        conditions.append(Entry.category.in_(below))
    if wanted.unit_id is not None:
        conditions.append(Entry.proposer_unit_id == wanted.unit_id)
    if wanted.mine:
        conditions.append(own_entries(actor))
    return conditions


def show_entry(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Return one entry; raises NotFoundError also for what the actor may not know of."""
    POLICY.permit(actor, A.READ_LISTS)
    return view_entry(uow, actor, get_visible_row(uow, actor, community_id, entry_id))


def get_visible_entry(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID) -> EntryRef:
    """Return an entry that the actor may know of; raises NotFoundError."""
    return to_ref(get_visible_row(uow, actor, community_id, entry_id))


def visible_entries(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, EntryRef]:
    """Return those of the entries that the actor may know of."""
    found = entries_by_ids(uow, community_id, ids)
    return {id_: entry for id_, entry in found.items() if may_see(actor, entry)}


def get_visible_row(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, *, lock: bool = False) -> Entry:
    """Return the row, or raise NotFoundError when the actor may not know of it or its list is not live."""
    row = get_row(uow, community_id, entry_id, lock=lock)
    get_kind(row.kind)
    if not may_see(actor, to_ref(row)):
        raise NotFoundError()
    return row


def list_history(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID) -> Sequence[dict[str, Any]]:
    """Return what happened to an entry, oldest first; raises NotFoundError."""
    POLICY.permit(actor, A.READ_LISTS)
    row = get_visible_row(uow, actor, community_id, entry_id)
    move_names = MOVE_NAMES | dict(get_kind(row.kind).move_names)
    lines = uow.session.scalars(
        select(EntryMoveRow)
        .where(EntryMoveRow.community_id == community_id, EntryMoveRow.entry_id == entry_id)
        .order_by(EntryMoveRow.id)
    ).all()
    names = member_names(uow, actor, community_id, {line.by_member_id for line in lines if line.by_member_id})
    return [
        {
            "move": line.move,
            "name": move_names.get(line.move, line.move),
            "from_state": line.from_state,
            "to_state": line.to_state,
            "by": {"id": line.by_member_id, "name": names[line.by_member_id]} if line.by_member_id else None,
            "at": line.at,
            "note": line.note,
        }
        for line in lines
    ]
