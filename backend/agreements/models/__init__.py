"""Tables of agreements, a noun a file."""

from backend.agreements.models.agreements import (
    Agreement,
    AgreementClause,
    AgreementMoveRow,
    AgreementParty,
    AgreementSignature,
    AgreementVersion,
)
from backend.agreements.models.claims import Claim, ClaimAssist, ClaimMoveRow
from backend.agreements.models.duties import Duty, DutyEvidence, DutyTerm, DutyTermMove
from backend.agreements.models.duty_notes import DutyNote, DutyNoteWord

__all__ = [
    "Agreement",
    "AgreementClause",
    "AgreementMoveRow",
    "AgreementParty",
    "AgreementSignature",
    "AgreementVersion",
    "Claim",
    "ClaimAssist",
    "ClaimMoveRow",
    "Duty",
    "DutyEvidence",
    "DutyNote",
    "DutyNoteWord",
    "DutyTerm",
    "DutyTermMove",
]
