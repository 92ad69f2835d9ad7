"""Signed addresses of photos: whoever may see a thing gets them with it, and they end. An <img> sends no token."""

import hmac
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from backend.attachments.errors import AddressExpiredError, AddressWrongError
from backend.attachments.types import Size
from backend.core.clock import LOCAL_ZONE
from backend.infra.crypto import Cipher

# Addresses are renewed once a day at an hour when hardly anybody edits: they are part of an entry's ETag.
RENEWED_AT = time(4)
GOOD_FOR_AT_LEAST = timedelta(days=1)


def make_address(cipher: Cipher, community_id: int, photo_id: UUID, size: Size, now: datetime) -> str:
    """Return the path of a photo, good for one to two days."""
    until = int(good_until(now).timestamp())
    signature = _sign(cipher, community_id, photo_id, size, until)
    return f"/photos/{community_id}/{photo_id}?size={size.value}&until={until}&sig={signature}"


def good_until(now: datetime) -> datetime:
    """Return the first renewal that is at least a day ahead."""
    least = now.astimezone(LOCAL_ZONE) + GOOD_FOR_AT_LEAST
    same_day = datetime.combine(least.date(), RENEWED_AT, LOCAL_ZONE)
    return (same_day if same_day >= least else same_day + timedelta(days=1)).astimezone(UTC)


def check_address(
    cipher: Cipher, community_id: int, photo_id: UUID, size: Size, *, until: int, signature: str, now: datetime
) -> None:
    """Raise AddressWrongError or AddressExpiredError unless we made the address and it still holds."""
    ours = _sign(cipher, community_id, photo_id, size, until)
    if not hmac.compare_digest(ours.encode(), signature.encode()):
        raise AddressWrongError()
    if now.timestamp() >= until:
        raise AddressExpiredError()


def _sign(cipher: Cipher, community_id: int, photo_id: UUID, size: Size, until: int) -> str:
    return cipher.lookup_hash("photo address", f"{community_id}/{photo_id}/{size.value}/{until}").hex()
