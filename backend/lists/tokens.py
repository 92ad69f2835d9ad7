"""Words of Chinese texts for the search: cut by jieba, folded, written as PostgreSQL's own literals. Pure.

A title's words weigh more than those of the text. Every text is cut twice, as written and without its white space, so
that 充电桩 finds 充电 桩 安装 and the other way round. Beside the words stands every single character with its place:
where the dictionary knows no word of what was typed, the characters are looked for one after the other.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

import rjieba

# PostgreSQL: a position beyond this is cut to it, a lexeme keeps 256 positions.
POSITION_MAX = 16_383
# A number stands far behind the text, so that it can be added to what was written without it.
NUMBER_POSITION = POSITION_MAX - 16
WORD_LENGTH_MAX = 200
QUERY_WORDS_MAX = 16
_WORD = re.compile(r"[^\W_]+")
_CHARACTER = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")


def fold(text: str) -> str:
    """Return the text with full width, case and compatibility forms made equal (NFKC, case folding)."""
    return unicodedata.normalize("NFKC", text).casefold()


def words_of(text: str) -> list[str]:
    """Return the words of a text as a document holds them: long words and the words within them."""
    folded = fold(text)
    joined = "".join(folded.split())
    cut = rjieba.cut_for_search(folded)
    if joined != folded:
        cut = [*cut, *rjieba.cut_for_search(joined)]
    return [word[:WORD_LENGTH_MAX] for word in cut if _WORD.fullmatch(word)]


def characters_of(text: str) -> list[str]:
    """Return the single characters of a text in their order; Latin words and numbers stay whole."""
    return [part[:WORD_LENGTH_MAX] for part in _CHARACTER.findall(fold(text))]


def terms_of(text: str) -> list[str]:
    """Return the words of two and more characters, those too that a cut hides: 楼路 / 灯不亮 holds 路灯 and 不亮."""
    characters = characters_of(text)
    pairs = (one + other for one, other in pairwise(characters) if len(one) == len(other) == 1)
    hidden = [pair for pair in pairs if _WORD.fullmatch(pair) and rjieba.cut(pair) == [pair]]
    return list(dict.fromkeys(word for word in [*words_of(text), *hidden] if len(word) > 1))


def any_phrase_query(terms: Sequence[str]) -> str:
    """Return a tsquery literal for the vector of characters that wants any of the terms."""
    phrases = (" <-> ".join(_quoted(character) for character in characters_of(term)) for term in terms)
    return " | ".join(f"({phrase})" for phrase in phrases if phrase)


def words_vector(title: str, rest: str) -> str:
    """Return a tsvector literal of words: the title's with weight A, the others' with B."""
    title_words = words_of(title)
    weighted = [(word, "A") for word in title_words] + [(word, "B") for word in words_of(rest)]
    return _literal((word, place, weight) for place, (word, weight) in enumerate(weighted, 1))


def characters_vector(title: str, rest: str) -> str:
    """Return a tsvector literal of single characters; a gap keeps a phrase from running on out of the title."""
    title_parts = characters_of(title)
    parts = [(part, place) for place, part in enumerate(title_parts, 1)]
    parts += [(part, place) for place, part in enumerate(characters_of(rest), len(title_parts) + 3)]
    return _literal((part, place, "") for part, place in parts)


def number_words(number: str) -> str:
    """Return what a number adds to the vector of words."""
    return _literal((word, place, "B") for place, word in enumerate(words_of(number), NUMBER_POSITION))


def number_characters(number: str) -> str:
    """Return what a number adds to the vector of characters."""
    return _literal((part, place, "") for place, part in enumerate(characters_of(number), NUMBER_POSITION))


def _literal(parts: "Iterator[tuple[str, int, str]]") -> str:
    return " ".join(f"{_quoted(word)}:{min(place, POSITION_MAX)}{weight}" for word, place, weight in parts)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def query_words(text: str) -> list[str]:
    """Return the words that somebody looks for; the same text always gives the same words."""
    joined = "".join(fold(text).split())
    return [word for word in rjieba.cut(joined) if _WORD.fullmatch(word)][:QUERY_WORDS_MAX]


def words_query(words: Sequence[str]) -> str:
    """Return a tsquery literal that wants all words."""
    return " & ".join(_quoted(word) for word in words)


def phrase_query(text: str) -> str | None:
    """Return a tsquery literal for the characters one after the other; None where the dictionary knows the word.

    和服 is a word: looking for its characters would find 产品和服务.
    """
    words = query_words(text)
    characters = characters_of(text)[: QUERY_WORDS_MAX * 2]
    if len(words) < 2 or len(characters) < 2:
        return None
    return " <-> ".join(_quoted(character) for character in characters)


def marks(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the terms stand in a text, as (start, end) in characters, without overlaps.

    Only where folding keeps every character's place; else nothing is marked.
    """
    folded = fold(text)
    if len(folded) != len(text):
        return []
    found = sorted(
        (match.start(), match.end()) for term in terms for match in re.finditer(re.escape(term), folded) if term
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
