"""Values of agreements, a noun a file; what other features ask for is here."""

from backend.agreements.types.claims import ClaimState

__all__ = ["ClaimState"]
