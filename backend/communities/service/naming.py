"""Names stored before they could be found get their hash."""

from collections.abc import Sequence

from sqlalchemy import select, update

from backend.communities.models import Member
from backend.communities.names import hash_name
from backend.infra.uow import UnitOfWork

BATCH = 1000


def communities_with_unfound_names(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with members that no name finds (lock-free scan over all of them)."""
    return uow.session.scalars(select(Member.community_id).where(Member.name_hash.is_(None)).distinct()).all()


def hash_names(uow: UnitOfWork, community_id: int) -> int:
    """Hash one batch of names and return how many."""
    rows = uow.session.execute(
        select(Member.id, Member.name)
        .where(Member.community_id == community_id, Member.name_hash.is_(None))
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    if rows:
        hashed = [{"community_id": community_id, "id": id_, "name_hash": hash_name(name)} for id_, name in rows]
        uow.session.execute(update(Member), hashed)
    return len(rows)
