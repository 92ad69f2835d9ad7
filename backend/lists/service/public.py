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
from backend.lists.types import PublicEntry


def list_public_entries(
    uow: UnitOfWork,
    community_id: int,
    kind: str,
    *,
    ids: Collection[UUID],
    categories: Collection[str],
    start: datetime | None,
    end: datetime | None,
    limit: int,
) -> Sequence[PublicEntry]:
    """Return entries in a public state, newest first; an empty filter lets all through. Raises ListNotLiveError."""
    names = STATE_NAMES | dict(get_kind(kind).state_names)
    chosen = select(Entry).where(
        Entry.community_id == community_id,
        Entry.kind == kind,
        Entry.state.in_([state.value for state in PUBLIC_STATES]),
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
