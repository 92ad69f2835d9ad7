"""Values of duties: what is due by when, and the evidence that it was done."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class DutyState(StrEnum):
    """Whether a duty still asks for something."""

    IN_FORCE = "in_force"
    DONE = "done"
    ENDED = "ended"


class TermState(StrEnum):
    """How far one term of a duty (one due day) has come.

    `partly`: some of it was accepted, the rest is still to be done. `given_up`: so late that the entry was reopened.
    """

    OPEN = "open"
    SUBMITTED = "submitted"
    PARTLY = "partly"
    ACCEPTED = "accepted"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    GIVEN_UP = "given_up"
    EXCUSED = "excused"
    CANCELLED = "cancelled"


class EvidenceKind(StrEnum):
    """What shows that a duty was done."""

    PHOTO = "photo"
    RECORD = "record"
    TRANSFER = "transfer"
    BOOKING = "booking"


class EvidenceState(StrEnum):
    """What became of a piece of evidence."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Side(StrEnum):
    """What a party is in a duty."""

    GIVER = "giver"
    RECEIVER = "receiver"
    ACCEPTER = "accepter"


class NoteState(StrEnum):
    """Whether a supervision note waits for the debtor's answer; `escalated`: it waited too long."""

    WAITING = "waiting"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """What a debtor hands in: so much of the term's measure, shown by photos or by one thing of the system."""

    kind: EvidenceKind
    amount: int
    photos: tuple[UUID, ...] = ()
    ref_id: UUID | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class TermFilter:
    """Which terms are asked for. ``unit_id`` None with a ``side`` is the community itself; days are both included."""

    unit_id: UUID | None = None
    side: Side | None = None
    states: frozenset[TermState] = frozenset()
    agreement_id: UUID | None = None
    since: date | None = None
    until: date | None = None
