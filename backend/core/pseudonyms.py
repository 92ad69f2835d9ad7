"""Who voted, as a table knows them: a keyed hash that nobody can tie to a member once its key is deleted."""

import hmac
from uuid import UUID

KEY_BYTES = 32


def pseudonym(key: bytes, member_id: UUID) -> bytes:
    """Return the voter in one topic or round (32 bytes): HMAC-SHA256 of the member's id under that one's own key."""
    return hmac.digest(key, member_id.bytes, "sha256")
