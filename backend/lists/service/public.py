"""What anybody may see of a list without signing in; higher features publish it in other systems' words."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from backend.infra.uow import UnitOfWork
from backend.lists.models import Entry
from backend.lists.moves import STATE_NAMES
from backend.lists.policy import PUBLIC_STATES
from backend.lists.service.store import get_kind, to_ref
from backend.lists.types import EntryState, NewEntry, PublicEntry


def list_public_entries(
    uow: UnitOfWork,
    community_id: int,
    kind: str,
    *,
    ids: Collection[UUID],
    categories: Collection[str],
    states: Collection[EntryState],
    start: datetime | None,
    end: datetime | None,
    limit: int,
) -> Sequence[PublicEntry]:
    """Return entries in a public state, newest first; an empty filter lets all through. Raises ListNotLiveError.

    ``states`` narrows the public states: a state that is none of them shows nothing.
    """
    names = STATE_NAMES | dict(get_kind(kind).state_names)
    chosen = select(Entry).where(
        Entry.community_id == community_id,
        Entry.kind == kind,
        Entry.state.in_([state.value for state in PUBLIC_STATES.intersection(states or PUBLIC_STATES)]),
    )
    if ids:
        chosen = chosen.where(Entry.id.in_(ids))
    if categories:
        chosen = chosen.where(Entry.category.in_(categories))
    if start is not None:
        chosen = chosen.where(Entry.created_at >= start)
    if end is not None:
        chosen = chosen.where(Entry.created_at <= end)
    rows = uow.session.scalars(chosen.order_by(Entry.created_at.desc(), Entry.id.desc()).limit(limit))
    return [PublicEntry(ref := to_ref(row), names[ref.state], row.created_at, row.updated_at) for row in rows]


def find_repeated(
    uow: UnitOfWork, community_id: int, new: NewEntry, member_id: UUID, *, since: datetime
) -> UUID | None:
    """Return the member's newest entry that says the same of the same place, if they wrote it after ``since``."""
    return uow.session.scalars(
        select(Entry.id)
        .where(
            Entry.community_id == community_id,
            Entry.kind == new.kind,
            Entry.proposer_member_id == member_id,
            Entry.created_at >= since,
            Entry.category == new.category,
            Entry.text == new.text,
            Entry.place.is_not_distinct_from(new.place),
        )
        .order_by(Entry.created_at.desc(), Entry.id.desc())
        .limit(1)
    ).one_or_none()
