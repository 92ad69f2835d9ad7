"""Entries addressed to named units: set by the desk, open to everybody when the countdown is over."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import InvalidError
from backend.infra.uow import UnitOfWork
from backend.lists.errors import NotAddressableError
from backend.lists.events import record_addressed, record_opened_to_all
from backend.lists.models import Entry, EntryAddressee
from backend.lists.policy import POLICY, A
from backend.lists.rules import ADDRESSABLE_STATES, decide_addressed_until
from backend.lists.service.entry import get_visible_row
from backend.lists.service.store import get_kind, tell, to_ref
from backend.lists.service.view import view_entry
from backend.lists.types import EntryState, HistoryMove

ENTRIES_A_BATCH = 100


def address_entry(
    uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, *, unit_ids: Sequence[UUID], until_on: date | None
) -> dict[str, Any]:
    """Give named units the first word on an entry until a local day is over; with no units open it to all now.

    Raises NotFoundError, NotAddressableError and InvalidError (``unit_ids``, ``until_on``).
    """
    POLICY.permit(actor, A.ADDRESS)
    row = get_visible_row(uow, actor, community_id, entry_id, lock=True)
    kind = get_kind(row.kind)
    if not kind.claimable or kind.computed or EntryState(row.state) not in ADDRESSABLE_STATES:
        raise NotAddressableError()
    if not unit_ids:
        open_to_all(uow, row, by_member_id=actor.member_id)
        return view_entry(uow, actor, row)
    if until_on is None:
        raise InvalidError({"until_on": ["请填写"]})
    row.addressed_until = decide_addressed_until(until_on, today=local_date(uow.now))
    names = _names(uow, row, unit_ids)
    _forget(uow, row)
    keys = {"community_id": community_id, "entry_id": entry_id}
    uow.session.execute(insert(EntryAddressee), [{**keys, "unit_id": unit_id} for unit_id in unit_ids])
    _write(uow, row, HistoryMove.ADDRESS, by_member_id=actor.member_id, note=f"{'、'.join(names)}，到{until_on}止")
    record_addressed(uow, to_ref(row), unit_ids=unit_ids, until_on=until_on)
    return view_entry(uow, actor, row)


def _names(uow: UnitOfWork, row: Entry, unit_ids: Sequence[UUID]) -> list[str]:
    units = communities.units_by_ids(uow, row.community_id, unit_ids)
    if len(units) < len(unit_ids):
        raise InvalidError({"unit_ids": ["有的单位不在本社区"]})
    if row.proposer_unit_id in units:
        raise InvalidError({"unit_ids": ["提出这一项的单位不能认领它"]})
    return [units[unit_id].name for unit_id in unit_ids]


def open_to_all(uow: UnitOfWork, row: Entry, *, by_member_id: UUID | None) -> None:
    """End the first word of named units on a locked entry; whoever stood in line moves up. Nothing, where none was."""
    if row.addressed_until is None:
        return
    row.addressed_until = None
    _forget(uow, row)
    if row.claimed_quantity == row.quantity:  # nothing is left to open
        return
    _write(uow, row, HistoryMove.OPEN_TO_ALL, by_member_id=by_member_id, note=None)
    record_opened_to_all(uow, to_ref(row))


def _forget(uow: UnitOfWork, row: Entry) -> None:
    """Delete the row's addressees; the history tells who they were."""
    uow.session.execute(
        delete(EntryAddressee).where(EntryAddressee.community_id == row.community_id, EntryAddressee.entry_id == row.id)
    )


def _write(uow: UnitOfWork, row: Entry, move: HistoryMove, *, by_member_id: UUID | None, note: str | None) -> None:
    row.version += 1
    row.updated_at = uow.now
    tell(uow, row, move, from_state=EntryState(row.state), by_member_id=by_member_id, note=note)


def communities_with_ended_countdowns(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where named units' time is over (lock-free scan over all of them)."""
    return uow.session.scalars(select(Entry.community_id).where(Entry.addressed_until <= uow.now).distinct()).all()


def open_due_entries(uow: UnitOfWork, community_id: int) -> int:
    """Open one batch of a community's entries to everybody, the longest due first; return how many."""
    rows = uow.session.scalars(
        select(Entry)
        .where(Entry.community_id == community_id, Entry.addressed_until <= uow.now)
        .order_by(Entry.addressed_until, Entry.id)
        .limit(ENTRIES_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    for row in rows:
        open_to_all(uow, row, by_member_id=None)
    return len(rows)
