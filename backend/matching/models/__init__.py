"""Tables of matching, a noun a file."""

from backend.matching.models.profiles import Offer, Profile, ProfileWord
from backend.matching.models.reviews import Review
from backend.matching.models.runs import Clock, Run
from backend.matching.models.suggestions import Suggestion, SuggestionMoveRow
from backend.matching.models.unmet import Unmet

__all__ = [
    "Clock",
    "Offer",
    "Profile",
    "ProfileWord",
    "Review",
    "Run",
    "Suggestion",
    "SuggestionMoveRow",
    "Unmet",
]
