"""Values of agreements: who is party, what a clause says, how far an agreement and its text have come."""

from enum import StrEnum

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
