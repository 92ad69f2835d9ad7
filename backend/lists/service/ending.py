"""Entries that time moves on: what nobody took on by its day expires, what was delivered is accepted by silence."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.infra import links
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.lists.models import Entry
from backend.lists.service.move import make_move
from backend.lists.service.store import get_kind, tell
from backend.lists.types import EntryMove, EntryState, HistoryMove

ENTRIES_A_BATCH = 100
EXPIRED = "到期没有人认领"
# Nobody claimed it, and yet somebody is at it: people serve there, or a meeting named who does it.
TAKEN_ON = ("opened_shift", "decided")
SILENCE = "交付后{}个工作日没有收到回复，按已解决处理；还没解决的，请点“还没解决”"


def communities_with_due_entries(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with entries whose time is over (lock-free scan over all of them)."""
    return uow.session.scalars(select(Entry.community_id).where(Entry.due_at <= uow.now).distinct()).all()


def end_due_entries(uow: UnitOfWork, community_id: int) -> int:
    """Move one batch of a community's entries on, the longest due first; return how many. Who asked is told."""
    rows = uow.session.scalars(
        select(Entry)
        .where(Entry.community_id == community_id, Entry.due_at <= uow.now)
        .order_by(Entry.due_at, Entry.id)
        .limit(ENTRIES_A_BATCH)
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    taken_on = links.linked(uow, community_id, "entry", [row.id for row in rows], relations=TAKEN_ON)
    for row in rows:
        if row.state == EntryState.DELIVERED:
            _accept(uow, row)
        elif row.id in taken_on:
            row.due_at = None
        else:
            _expire(uow, row)
    return len(rows)


def _accept(uow: UnitOfWork, row: Entry) -> None:
    note = SILENCE.format(runtime().settings.accept_silence_days)
    to_state = get_kind(row.kind).moves.next(EntryState.DELIVERED, EntryMove.ACCEPT)
    make_move(uow, row, EntryMove.ACCEPT, to_state, by_member_id=None, note=note)


def _expire(uow: UnitOfWork, row: Entry) -> None:
    before = EntryState(row.state)
    row.state = EntryState.EXPIRED.value
    row.version += 1
    row.updated_at = uow.now
    tell(uow, row, HistoryMove.EXPIRE, from_state=before, by_member_id=None, note=EXPIRED)
