"""How alike two entries are, with the reasons in Chinese. Pure.

The score is 0 to 100: up to 60 for the share of terms in common (Dice), up to 15 for the titles' trigrams
(pg_trgm, the second opinion), 15 for the same building, 10 for the same category. Of what is still being written
a category is guessed, from its name or from the entries that are like it.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

SCORE_MIN = 30
TERMS_SHOWN = 3
TITLES_ALIKE_MIN = 0.3
# Of one single word an entry is not yet the same.
BEGUN_WORDS_MIN = 2
# Two words of five: a row too many costs whoever writes one look.
BEGUN_SCORE_MIN = 24
NAMED = SCORE_MIN
# What people write whatever they ask for.
SAID_BY_ALL = frozenset(
    re.findall(
        r"\w+",
        """
        希望 需要 想要 可以 能不能 能够 是不是 有没有 有人 没有 没人 帮忙 帮我 我们 大家 居民 社区 小区 一下 一个
        这个 那个 现在 已经 经常 一直 几天 今天 每天 问题 解决 服务 公共 其他 建设 设施
        """,
    )
)


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
    share = 2 * len(shared) / (len(one.terms) + len(other.terms)) if shared else 0
    return _likeness(one, other, shared, share, title_similarity)


def compare_begun(begun: Traits, words: Collection[str], entry: Traits, *, title_similarity: float) -> Likeness:
    """Compare what is still being written to an entry: what the entry says beside makes it no less alike.

    So the share is that of its own ``words``, which are fewer than all its terms.
    """
    shared = (set(begun.terms) - SAID_BY_ALL) & set(entry.terms)
    share = min(1, len(shared) / max(len(set(words) - SAID_BY_ALL), BEGUN_WORDS_MIN))
    return _likeness(begun, entry, shared, share, title_similarity)


def _likeness(one: Traits, other: Traits, shared: Collection[str], share: float, title_similarity: float) -> Likeness:
    if not shared:
        return Likeness(0, ())
    score = 60 * share + 15 * title_similarity
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


def guess_category(
    written: Collection[str], names: Mapping[str, Collection[str]], alike: Sequence[tuple[str, int]]
) -> str | None:
    """Return the category that what is being written speaks for most, or None where nothing does.

    ``names`` are the words of the categories' names by code, ``alike`` the categories of entries like it with their
    scores. A word of a name counts as much as an entry that is alike just so; a word in names that stand under
    different first-level categories (文明养宠, 文明交通) tells nothing.
    """
    trees: dict[str, set[str]] = {}
    for code, words in names.items():
        for word in words:
            trees.setdefault(word, set()).add(code.partition(".")[0])
    votes: Counter[str] = Counter()
    for code, words in names.items():
        votes[code] += sum(NAMED for word in set(words) & set(written) - SAID_BY_ALL if len(trees[word]) == 1)
    for code, score in alike:
        votes[code] += score
    best = max(sorted(votes), key=lambda code: (votes[code], "." in code), default=None)
    return best if best is not None and votes[best] > 0 else None
