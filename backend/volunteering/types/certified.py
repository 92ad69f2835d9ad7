"""What a certificate says of an entered record."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CertifiedRecord:
    """An entered record that no later one replaces; minutes are whole, the day is local."""

    id: UUID
    number: str
    served_on: date
    title: str
    category: str
    minutes: int
