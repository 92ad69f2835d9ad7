"""Tables of volunteering, a noun a file. CHECKs are the last witness of who had a hand in what."""

from backend.volunteering.models.audit import AuditCase, AuditDraw, AuditFinding, AuditRound, AuditSeed, AuditTurn
from backend.volunteering.models.corrections import Correction, CorrectionRequest
from backend.volunteering.models.disputes import DisputeStatement, RecordDispute
from backend.volunteering.models.entered import EnteredRecord, Reckoning, SettlementTask, SettlementTurn
from backend.volunteering.models.flags import RecordFlag
from backend.volunteering.models.paper import PaperQuota, RecordEvidence
from backend.volunteering.models.records import MoveRow, ServiceRecord
from backend.volunteering.models.roles import ShiftRole
from backend.volunteering.models.shifts import Shift, SignUp
from backend.volunteering.models.sightings import CodeFetch, CodeSighting, PhoneMark

__all__ = [
    "AuditCase",
    "AuditDraw",
    "AuditFinding",
    "AuditRound",
    "AuditSeed",
    "AuditTurn",
    "CodeFetch",
    "CodeSighting",
    "Correction",
    "CorrectionRequest",
    "DisputeStatement",
    "EnteredRecord",
    "MoveRow",
    "PaperQuota",
    "PhoneMark",
    "Reckoning",
    "RecordDispute",
    "RecordEvidence",
    "RecordFlag",
    "ServiceRecord",
    "SettlementTask",
    "SettlementTurn",
    "Shift",
    "ShiftRole",
    "SignUp",
]
