"""Doors of photos: taking one in, taking it into use, showing it, removing what nobody used."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import aliased

from backend.attachments import picture, store
from backend.attachments.address import check_address, make_address
from backend.attachments.errors import PhotoTooLargeError
from backend.attachments.models import Attachment
from backend.attachments.policy import POLICY, A
from backend.attachments.sweeping import plan_sweep
from backend.attachments.types import Size
from backend.core.actor import Actor
from backend.core.errors import InvalidError, NotFoundError
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork

BYTES_MAX = 8 * 1024 * 1024
UNUSED_FOR = timedelta(days=1)
REMOVED_A_BATCH = 100


def add_photo(uow: UnitOfWork, actor: Actor, community_id: int, content: bytes, name: str) -> dict[str, Any]:
    """Take in a photo that nothing shows yet; ``name`` is what the sender calls the file.

    Raises NotMemberError, PhotoTooLargeError, NotPhotoError, RenamedPhotoError, BrokenPhotoError, PhotoBombError and
    PhotoStoreError.
    """
    POLICY.permit(actor, A.UPLOAD)
    if len(content) > BYTES_MAX:
        raise PhotoTooLargeError()
    clean = picture.clean(content, name)
    id_ = uow.new_id()
    row = Attachment(
        community_id=community_id,
        id=id_,
        owner_member_id=actor.member_id,
        media_type="image/jpeg",
        width=clean.width,
        height=clean.height,
        bytes=len(clean.full),
        sha256=hashlib.sha256(clean.full).hexdigest(),
        storage_key=store.key_of(community_id, id_),
        created_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    plan_sweep(uow, community_id)
    store.write(row.storage_key, clean)
    return _view(uow, row)


def use_photos(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> None:
    """Take photos into use for good: one's own, for the desk anybody's. Raises InvalidError naming ``photos``."""
    if not ids:
        return
    wanted = select(Attachment).where(Attachment.community_id == community_id, Attachment.id.in_(set(ids)))
    if not POLICY.allows(actor, A.USE_ANY):
        wanted = wanted.where(Attachment.owner_member_id == actor.member_id)
    # Locked in the order of their ids, so that none is removed between this look and the commit.
    rows = uow.session.scalars(wanted.order_by(Attachment.id).with_for_update(key_share=True)).all()
    if len(rows) < len(set(ids)):
        raise InvalidError({"photos": ["没有找到照片，请重新选择"]})
    uow.session.execute(
        update(Attachment)
        .where(
            Attachment.community_id == community_id,
            Attachment.id.in_([row.id for row in rows]),
            Attachment.used_at.is_(None),
        )
        .values(used_at=uow.now)
        .execution_options(synchronize_session=False)
    )


def owners_of(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> set[UUID]:
    """Return who took the photos in."""
    owners = select(Attachment.owner_member_id).where(
        Attachment.community_id == community_id, Attachment.id.in_(set(ids))
    )
    return set(uow.session.scalars(owners))


def digest_of(uow: UnitOfWork, community_id: int, photo_id: UUID) -> str:
    """Return SHA-256 of a photo's bytes in hex, the same for each copy of it."""
    return uow.session.get_one(Attachment, (community_id, photo_id)).sha256


def copies_of(uow: UnitOfWork, community_id: int, ids: Collection[UUID], *, lock: bool = False) -> set[UUID]:
    """Return the photos that show, byte for byte, what one of these shows; they are among them.

    With ``lock`` nobody else uses one of them before commit.
    """
    same = aliased(Attachment)
    found = (
        select(same.id)
        .join(Attachment, (Attachment.community_id == same.community_id) & (Attachment.sha256 == same.sha256))
        .where(Attachment.community_id == community_id, Attachment.id.in_(set(ids)))
    )
    if lock:
        found = found.order_by(same.id).with_for_update(of=same, key_share=True)
    return set(uow.session.scalars(found))


def photos_by_ids(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return photos as the API shows them, with fresh addresses, to whoever may see what they belong to."""
    if not ids:
        return {}
    rows = uow.session.scalars(
        select(Attachment).where(Attachment.community_id == community_id, Attachment.id.in_(set(ids)))
    )
    return {row.id: _view(uow, row) for row in rows}


def _view(uow: UnitOfWork, row: Attachment) -> dict[str, Any]:
    cipher = runtime().cipher
    return {
        "id": row.id,
        "url": make_address(cipher, row.community_id, row.id, Size.FULL, uow.now),
        "thumb_url": make_address(cipher, row.community_id, row.id, Size.THUMB, uow.now),
        "width": row.width,
        "height": row.height,
    }


def find_photo(
    uow: UnitOfWork, community_id: int, photo_id: UUID, size: Size, *, until: int, signature: str
) -> tuple[str, str]:
    """Return a photo's media type and key in the store, for who has a good address.

    Raises AddressWrongError, AddressExpiredError and NotFoundError.
    """
    check_address(runtime().cipher, community_id, photo_id, size, until=until, signature=signature, now=uow.now)
    found = uow.session.execute(
        select(Attachment.media_type, Attachment.storage_key).where(
            Attachment.community_id == community_id, Attachment.id == photo_id
        )
    ).one_or_none()
    if found is None:
        raise NotFoundError()
    return found.media_type, found.storage_key


def photo_bytes(uow: UnitOfWork, community_id: int, photo_id: UUID) -> bytes:
    """Return the JPEG of a photo that a document shows; raises NotFoundError, PhotoStoreError."""
    key = uow.session.scalars(
        select(Attachment.storage_key).where(Attachment.community_id == community_id, Attachment.id == photo_id)
    ).one_or_none()
    if key is None:
        raise NotFoundError()
    return store.read(key, Size.FULL)


def read_photo(key: str, size: Size) -> bytes:
    """Return a photo's bytes from the store, outside any transaction; raises NotFoundError, PhotoStoreError."""
    return store.read(key, size)


def communities_with_unused_photos(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities that keep photos nobody used (lock-free scan over all of them)."""
    unused = select(Attachment.community_id).where(
        Attachment.used_at.is_(None), Attachment.created_at < uow.now - UNUSED_FOR
    )
    return uow.session.scalars(unused.distinct()).all()


def remove_unused_photos(uow: UnitOfWork, community_id: int) -> int:
    """Remove one batch of a community's unused photos and return how many; raises PhotoStoreError."""
    found = uow.session.execute(
        select(Attachment.id, Attachment.storage_key)
        .where(
            Attachment.community_id == community_id,
            Attachment.used_at.is_(None),
            Attachment.created_at < uow.now - UNUSED_FOR,
        )
        .order_by(Attachment.created_at, Attachment.id)
        .limit(REMOVED_A_BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    if not found:
        return 0
    store.delete([row.storage_key for row in found])
    uow.session.execute(
        delete(Attachment)
        .where(Attachment.community_id == community_id, Attachment.id.in_([row.id for row in found]))
        .execution_options(synchronize_session=False)
    )
    return len(found)
