"""What makes two lines of a dossier the same, however often and by whatever file they come. Pure."""

import hashlib
import unicodedata
from datetime import date
from uuid import UUID

from backend.dossiers.types import EntryKind


def entry_fingerprint(
    kind: EntryKind, member_id: UUID, *, title: str, by_whom: str, happened_on: date, minutes: int | None, document: str
) -> bytes:
    """Return 32 bytes that are equal for the same training or commendation."""
    return _digest(kind.value, member_id, title, by_whom, happened_on, minutes or 0, document)


def outside_fingerprint(member_id: UUID, *, title: str, organiser: str, served_on: date, minutes: int) -> bytes:
    """Return 32 bytes that are equal for the same service elsewhere, whichever file told of it."""
    return _digest("outside", member_id, title, organiser, served_on, minutes)


def _digest(*said: object) -> bytes:
    words = (unicodedata.normalize("NFKC", str(each)).casefold().split() for each in said)
    return hashlib.sha256("\0".join(" ".join(each) for each in words).encode()).digest()
