"""Values of agreements: who is party, what a clause says, how far an agreement and its text have come."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from backend.agreements.types.duties import EvidenceKind

# Our rule: more is a bill of quantities, not an agreement that somebody reads on a phone.
CLAUSES_MAX = 60
# The community itself is always party number 0.
COMMUNITY_PARTY = 0


class AgreementState(StrEnum):
    """How far an agreement has come; while in force it may have another text being signed."""

    DRAFT = "draft"
    SIGNING = "signing"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    ENDED = "ended"
    CANCELLED = "cancelled"


# Signed by all: from then on any member may read it.
PUBLIC = frozenset({AgreementState.SIGNED, AgreementState.IN_FORCE, AgreementState.ENDED})


class VersionState(StrEnum):
    """How far one text of an agreement has come."""

    DRAFT = "draft"
    SIGNING = "signing"
    AGREED = "agreed"
    SUPERSEDED = "superseded"
    DROPPED = "dropped"


class VersionPurpose(StrEnum):
    """Why a text was written."""

    ORIGINAL = "original"
    AMENDMENT = "amendment"
    RENEWAL = "renewal"
    ENDING = "ending"


class PartyRole(StrEnum):
    """What a party is in an agreement or a joint claim."""

    COMMUNITY = "community"
    LEAD = "lead"
    ASSIST = "assist"


class SigningMethod(StrEnum):
    """How a party signed: a tap of the signed-in contact, a key that never leaves the phone, or paper photographed."""

    TAP = "tap"
    DEVICE_KEY = "device_key"
    PAPER = "paper"


class Schedule(StrEnum):
    """How often a clause is to be done."""

    ONCE = "once"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


# Our rule: more units than this meet in an alliance, not in one agreement.
UNITS_MAX = 20
# Our rule: who promises for longer renews.
TERM_DAYS_MAX = 3 * 366
# Our rule: long enough to talk about going on, at the pace of a monthly meeting.
ENDS_SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Clause:
    """What party ``giver`` does for ``receiver``, accepted by ``accepter`` (numbers of parties).

    So much of a ``measure`` per term: one term on ``due_on``, or again and again from then until ``until_on``.
    ``after_no`` is the clause that must be accepted first.
    """

    no: int
    giver: int
    receiver: int
    accepter: int
    text: str
    amount: int
    measure: str
    schedule: Schedule
    due_on: date
    until_on: date | None
    evidence: tuple[EvidenceKind, ...]
    after_no: int | None


@dataclass(frozen=True, slots=True)
class AgreementText:
    """What people write: the text comes into force on ``starts_on`` and ends with ``ends_on``."""

    title: str
    preamble: str | None
    starts_on: date
    ends_on: date
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """A first text, what it comes from, and its units: the first leads. From a claim, the units are the claim's."""

    text: AgreementText
    unit_ids: tuple[UUID, ...] = ()
    claim_id: UUID | None = None
    entry_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """A party as a text names it."""

    no: int
    name: str
    role: PartyRole
    unit_id: UUID | None = None
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class Signing:
    """What a party sends to sign: the hash it saw, and the proof of its method."""

    party_no: int
    version: int
    text_hash: bytes
    method: SigningMethod
    public_key: bytes | None = None
    signature: bytes | None = None
    photo_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AgreementFilter:
    """Which agreements are asked for."""

    state: AgreementState | None = None
    unit_id: UUID | None = None
    entry_id: UUID | None = None
    claim_id: UUID | None = None
