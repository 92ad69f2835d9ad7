"""How alike two entries are, with the reasons in Chinese. Pure.

The score is 0 to 100: up to 60 for the share of terms in common (Dice), up to 15 for the titles' trigrams
(pg_trgm, the second opinion), 15 for the same building, 10 for the same category.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

SCORE_MIN = 30
TERMS_SHOWN = 3
TITLES_ALIKE_MIN = 0.3


class Traits(NamedTuple):
    """What is compared of an entry."""

    terms: Collection[str]
    category: str
    building: str | None


class Likeness(NamedTuple):
    """How alike, and why."""

    score: int
    reasons: Sequence[str]


def compare(one: Traits, other: Traits, *, title_similarity: float) -> Likeness:
    """Compare two entries; ``title_similarity`` is pg_trgm's, 0 to 1. Without a common term nothing is alike."""
    shared = set(one.terms) & set(other.terms)
    if not shared:
        return Likeness(0, ())
    score = 60 * 2 * len(shared) / (len(one.terms) + len(other.terms)) + 15 * title_similarity
    reasons = ["都说到" + "、".join(sorted(shared, key=lambda term: (-len(term), term))[:TERMS_SHOWN])]
    if title_similarity >= TITLES_ALIKE_MIN:
        reasons.append("标题相近")
    if one.building is not None and one.building == other.building:
        score += 15
        reasons.append(f"都在{one.building}")
    if one.category == other.category:
        score += 10
        reasons.append("同一类别")
    return Likeness(round(score), reasons)
