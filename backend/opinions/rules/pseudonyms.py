"""Who voted, as the table knows them: a keyed hash that nobody can take back once the key is deleted."""

import hmac
from uuid import UUID


def pseudonym(key: bytes, member_id: UUID) -> bytes:
    """Return the voter of a topic's votes: HMAC-SHA256 of the member's id under the topic's key."""
    return hmac.digest(key, member_id.bytes, "sha256")
