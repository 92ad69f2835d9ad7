"""Tables of alliances, a noun a file."""

from backend.alliances.models.alliances import (
    Alliance,
    AllianceAnswer,
    AllianceBoard,
    AllianceItem,
    AllianceMember,
    AllianceReport,
    AllianceRound,
)
from backend.alliances.models.reciprocity import RankingConsent, ReciprocityQuarter, ReciprocityStatement

__all__ = [
    "Alliance",
    "AllianceAnswer",
    "AllianceBoard",
    "AllianceItem",
    "AllianceMember",
    "AllianceReport",
    "AllianceRound",
    "RankingConsent",
    "ReciprocityQuarter",
    "ReciprocityStatement",
]
