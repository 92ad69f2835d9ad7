"""Values of duties: what is due by when, and the evidence that it was done."""

from enum import StrEnum


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
