"""Which of many short texts say nearly the same. It offers; a person decides."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple, TypeVar
from uuid import UUID

from backend.lists import tokens
from backend.lists.similarity import SAID_BY_ALL

K = TypeVar("K")
# Two thirds of what both say. Our rule.
ALIKE_MIN = 66


class AlikePair(NamedTuple):
    """Two texts and how alike they are, in percent of their words."""

    one: UUID
    other: UUID
    score: int


def alike_texts(text: str, others: Mapping[UUID, str]) -> list[tuple[UUID, int]]:
    """Return which texts are like this one, the likest first, with their scores of 100 (Dice over their words)."""
    own = _terms(text)
    scores = [(id_, _score(len(own & terms), len(own), len(terms))) for id_, terms in _terms_of(others).items()]
    return sorted(((id_, score) for id_, score in scores if score >= ALIKE_MIN), key=lambda each: -each[1])


def alike_pairs(texts: Mapping[UUID, str]) -> list[AlikePair]:
    """Return the pairs that are alike, the likest first. Only texts with a word in common are compared."""
    terms = _terms_of(texts)
    shared: Counter[tuple[UUID, UUID]] = Counter()
    with_word: dict[str, list[UUID]] = {}
    for id_, words in terms.items():
        for word in words:
            others = with_word.setdefault(word, [])
            shared.update((other, id_) for other in others)
            others.append(id_)
    pairs = (
        AlikePair(one, other, _score(count, len(terms[one]), len(terms[other])))
        for (one, other), count in shared.items()
    )
    return sorted((pair for pair in pairs if pair.score >= ALIKE_MIN), key=lambda pair: -pair.score)


def _terms(text: str) -> frozenset[str]:
    return frozenset(tokens.terms_of(text)) - SAID_BY_ALL


def _terms_of(texts: Mapping[K, str]) -> dict[K, frozenset[str]]:
    return {id_: _terms(text) for id_, text in texts.items()}


def _score(shared: int, one: int, other: int) -> int:
    return round(200 * shared / (one + other)) if shared else 0
