"""What somebody is shown who is writing a need or problem: entries that may say it already, and a guessed category."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, cast, func, select
from sqlalchemy.dialects.postgresql import TSQUERY

from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.lists import similarity, tokens
from backend.lists.errors import NotMergeableError
from backend.lists.models import Entry
from backend.lists.places import building_of
from backend.lists.policy import POLICY, A
from backend.lists.rules import SUPPORTABLE_STATES
from backend.lists.service.catalogue import category_names
from backend.lists.service.entry import visible_to
from backend.lists.service.store import get_kind
from backend.lists.service.view import view_entries
from backend.lists.similarity import Likeness, Traits

# So many that have a word of it are looked at, whichever they are; so many of the best are compared, shown, voting.
FOUND_MAX = 500
COMPARED_MAX = 30
SHOWN_MAX = 3
VOTING_MAX = 5
# What is being written is short; of more than that the first terms say what it is about.
TERMS_MAX = 12


@dataclass(frozen=True, slots=True)
class Begun:
    """What was written so far."""

    text: str
    category: str | None = None
    place: str | None = None


def suggest_while_asking(uow: UnitOfWork, actor: Actor, community_id: int, kind: str, begun: Begun) -> dict[str, Any]:
    """Return up to SHOWN_MAX open entries of the list that may say the same, the likest first, and a category or None.

    Raises ListNotLiveError and NotMergeableError (on this list nothing says the same).
    """
    POLICY.permit(actor, A.PROPOSE)
    if not get_kind(kind).mergeable:
        raise NotMergeableError()
    own = Traits(tokens.terms_of(begun.text), begun.category or "", building_of(begun.place))
    alike = _alike(uow, actor, community_id, kind, own, begun.text)
    shown = [row for row, _ in alike if row.state in SUPPORTABLE_STATES][:SHOWN_MAX]
    likeness = {row.id: like for row, like in alike}
    return {
        "items": [
            {"entry": view, "score": likeness[view["id"]].score, "reasons": likeness[view["id"]].reasons}
            for view in view_entries(uow, actor, shown, short=True)
        ],
        "category": _guess(uow, own, alike),
    }


def _alike(
    uow: UnitOfWork, actor: Actor, community_id: int, kind: str, own: Traits, text: str
) -> Sequence[tuple[Entry, Likeness]]:
    """Return what is alike, the likest first; of entries that are over too, which tell of what category it is."""
    terms = [term for term in own.terms if term not in similarity.SAID_BY_ALL][:TERMS_MAX]
    if not terms:
        return []
    words = _long_words(text)
    compared = [
        (row, similarity.compare_begun(own, words, traits_of(row), title_similarity=title_similarity))
        for row, title_similarity in _find(uow, actor, community_id, kind, terms, text)
    ]
    alike = [(row, like) for row, like in compared if like.score >= similarity.BEGUN_SCORE_MIN]
    return sorted(alike, key=lambda one: (-one[1].score, one[0].created_at, one[0].id))


def traits_of(row: Entry) -> Traits:
    """Return what is compared of an entry."""
    return Traits(tokens.terms_of(f"{row.title}。{row.text}"), row.category, row.building)


def _find(
    uow: UnitOfWork, actor: Actor, community_id: int, kind: str, terms: Sequence[str], text: str
) -> Sequence[tuple[Entry, float]]:
    """Return the best by the database's rank, what is open first.

    A word that stands everywhere is not looked up in all entries: FOUND_MAX of them are enough, whichever they are.
    """
    query = cast(tokens.any_phrase_query(terms), TSQUERY)
    found = (
        select(Entry.id)
        .where(
            Entry.community_id == community_id,
            Entry.kind == kind,
            Entry.search_characters.op("@@", is_comparison=True)(query),
            *visible_to(actor),
        )
        .limit(FOUND_MAX)
        .cte("found")
        .prefix_with("MATERIALIZED")
    )
    is_over = case((Entry.state.in_([state.value for state in SUPPORTABLE_STATES]), 0), else_=1)
    best = uow.session.execute(
        select(Entry, func.similarity(Entry.title, text))
        .where(Entry.community_id == community_id, Entry.id.in_(select(found.c.id)))
        .order_by(is_over, func.ts_rank(Entry.search_characters, query).desc(), Entry.id.desc())
        .limit(COMPARED_MAX)
    )
    return [(row, title_similarity) for row, title_similarity in best]


def _guess(uow: UnitOfWork, own: Traits, alike: Sequence[tuple[Entry, Likeness]]) -> dict[str, str] | None:
    names = category_names(uow)
    words = {code: _long_words(name) for code, name in names.items()}
    votes = [(row.category, like.score) for row, like in alike[:VOTING_MAX]]
    code = similarity.guess_category(own.terms, words, votes)
    return None if code is None else {"code": code, "name": names[code]}


def _long_words(text: str) -> list[str]:
    return [word for word in tokens.words_of(text) if len(word) > 1]
