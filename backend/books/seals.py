"""What a seal covers and how it is chained. Pure: anybody can do it again with hashlib."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from backend.books.types import Leaf
from backend.core.clock import end_of_day, local_date
from backend.core.seal import canonical

# Seals are made an hour after the day's end: no transaction lasts as long, so nothing of that day comes later.
AFTER_MIDNIGHT = timedelta(hours=1)
CHECK_AFTER_SEAL = timedelta(hours=1)
FIRST = bytes(32)
_ID_LENGTH, _LEAF_LENGTH = 16, 48


def seal_hash(community_id: int, number: int, day: date, size: int, root: bytes, previous: bytes) -> bytes:
    """Return SHA-256 over the seal's canonical JSON: keys sorted, no white space, hashes as hexadecimal digits."""
    content = {
        "community_id": community_id,
        "day": day.isoformat(),
        "number": number,
        "previous": previous.hex(),
        "root": root.hex(),
        "size": size,
    }
    return hashlib.sha256(canonical(content)).digest()


def next_due(now: datetime) -> datetime:
    """Return when the day that is running will be sealed."""
    return end_of_day(local_date(now)) + AFTER_MIDNIGHT


def next_check(now: datetime) -> datetime:
    """Return when the books check themselves next: an hour after the coming seal."""
    return next_due(now) + CHECK_AFTER_SEAL


def last_sealable(now: datetime) -> tuple[date, datetime]:
    """Return the last local day that is over for good, and the moment it ended."""
    day = local_date(now - AFTER_MIDNIGHT) - timedelta(days=1)
    return day, end_of_day(day)


def pack(leaves: Sequence[Leaf]) -> bytes:
    """Return leaves as they are stored: 16 bytes of id and 32 of hash each."""
    return b"".join(leaf.id.bytes + leaf.hash for leaf in leaves)


def unpack(packed: bytes) -> list[Leaf]:
    """Return the leaves that were stored."""
    return [Leaf(UUID(bytes=part[:_ID_LENGTH]), part[_ID_LENGTH:]) for part in _parts(packed)]


def _parts(packed: bytes) -> Iterator[bytes]:
    return (packed[place : place + _LEAF_LENGTH] for place in range(0, len(packed), _LEAF_LENGTH))
