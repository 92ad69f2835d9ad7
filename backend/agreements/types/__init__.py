"""Values of agreements, a noun a file; what features above name is named here."""

from backend.agreements.types.claims import ClaimState, NewClaim
from backend.agreements.types.duties import EvidenceKind
from backend.agreements.types.performance import AcceptedWork, KeptClaim, TermFigures

__all__ = ["AcceptedWork", "ClaimState", "EvidenceKind", "KeptClaim", "NewClaim", "TermFigures"]
