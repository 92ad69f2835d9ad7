"""What agreements tell of units' performance: what was accepted, which terms were kept, which claims were closed."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AcceptedWork:
    """What was accepted of one duty by one kind of evidence; ``amount`` is in ``measure``, None is the community."""

    duty_id: UUID
    agreement_id: UUID
    text: str
    measure: str
    kind: str
    giver_unit_id: UUID | None
    receiver_unit_id: UUID | None
    times: int
    amount: int


@dataclass(frozen=True, slots=True)
class TermFigures:
    """How many terms of one giver towards one receiver were decided, kept of them, excused; None is the community."""

    giver_unit_id: UUID | None
    receiver_unit_id: UUID | None
    due: int
    kept: int
    excused: int


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A unit's part in a claim without an agreement that was delivered and closed: a small thing done."""

    id: UUID
    unit_id: UUID
    entry_id: UUID
    quantity: int
