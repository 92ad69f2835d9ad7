"""Files that no row names: a photo is written before its row is committed, so a failure in between leaves one behind.

Files are told by what the store lists; their age stands in their ids.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from backend.attachments import store
from backend.attachments.models import Attachment, PhotoSweep
from backend.infra.uow import UnitOfWork

EVERY = timedelta(days=1)
# Far longer than any request takes: what is younger may be on its way into the table.
LEFT_ALONE = timedelta(days=1)
REMOVED_A_BATCH = 500
_TIME_SHIFT = 80  # a UUIDv7 begins with 48 bits of milliseconds


def plan_sweep(uow: UnitOfWork, community_id: int) -> None:
    """Have the community's files looked at from tomorrow on; once planned it goes on by itself."""
    first = {"community_id": community_id, "due_at": uow.now + EVERY}
    uow.session.execute(insert(PhotoSweep).values(first).on_conflict_do_nothing())


def communities_with_sweeps(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities whose files are to be looked at (lock-free scan over all of them)."""
    return uow.session.scalars(select(PhotoSweep.community_id).where(PhotoSweep.due_at <= uow.now)).all()


def sweep(uow: UnitOfWork, community_id: int) -> int:
    """Remove one batch of files older than a day that no row names; return 1, or 0 when nothing was due.

    Raises PhotoStoreError.
    """
    due = uow.session.scalars(
        select(PhotoSweep)
        .where(PhotoSweep.community_id == community_id, PhotoSweep.due_at <= uow.now)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if due is None:
        return 0
    nameless = _nameless(uow, community_id)
    store.delete([store.key_of(community_id, id_) for id_ in nameless[:REMOVED_A_BATCH]])
    if len(nameless) <= REMOVED_A_BATCH:
        due.due_at = uow.now + EVERY
        uow.session.flush()
    return 1


def _nameless(uow: UnitOfWork, community_id: int) -> list[UUID]:
    """Return the old ids in the store that the table does not know, the oldest first."""
    newest = _milliseconds(uow.new_id()) - LEFT_ALONE // timedelta(milliseconds=1)
    old = {id_ for id_ in store.ids_of(community_id) if _milliseconds(id_) < newest}
    if not old:
        return []
    named = uow.session.scalars(select(Attachment.id).where(Attachment.community_id == community_id))
    return sorted(old.difference(named))


def _milliseconds(id_: UUID) -> int:
    return id_.int >> _TIME_SHIFT
