"""Entries that may say the same as another, with reasons; a person decides whether they do."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import TSQUERY

from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.lists import similarity, tokens
from backend.lists.errors import NotMergeableError
from backend.lists.models import Entry
from backend.lists.policy import POLICY, A
from backend.lists.rules import MERGE_INTO_STATES
from backend.lists.service.asking import traits_of
from backend.lists.service.entry import get_visible_row, visible_to
from backend.lists.service.store import get_kind
from backend.lists.service.view import view_entries

# So many of the best by the database's rank are compared closely; so many are shown.
COMPARED_MAX = 50
SHOWN_MAX = 5
# A long text is looked for by its first terms: the title's come first.
TERMS_MAX = 24


def similar_entries(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID) -> Sequence[dict[str, Any]]:
    """Return up to SHOWN_MAX entries of the same list that the actor may see, the likest first, each with reasons.

    Raises NotFoundError and NotMergeableError (nothing is merged on this list).
    """
    POLICY.permit(actor, A.READ_LISTS)
    row = get_visible_row(uow, actor, community_id, entry_id)
    if not get_kind(row.kind).mergeable:
        raise NotMergeableError()
    own = traits_of(row)
    if not own.terms:
        return []
    query = cast(tokens.any_phrase_query(list(own.terms)[:TERMS_MAX]), TSQUERY)
    found = uow.session.execute(
        select(Entry, func.similarity(Entry.title, row.title))
        .where(
            Entry.community_id == community_id,
            Entry.kind == row.kind,
            Entry.id != row.id,
            Entry.state.in_([state.value for state in MERGE_INTO_STATES]),
            Entry.search_characters.op("@@", is_comparison=True)(query),
            *visible_to(actor),
        )
        .order_by(func.ts_rank(Entry.search_characters, query).desc(), Entry.id.desc())
        .limit(COMPARED_MAX)
    ).all()
    likeness = {
        other.id: similarity.compare(own, traits_of(other), title_similarity=title_similarity)
        for other, title_similarity in found
    }
    alike = [other for other, _ in found if likeness[other.id].score >= similarity.SCORE_MIN]
    best = sorted(alike, key=lambda other: (-likeness[other.id].score, other.created_at, other.id))[:SHOWN_MAX]
    return [
        {"entry": view, "score": likeness[view["id"]].score, "reasons": likeness[view["id"]].reasons}
        for view in view_entries(uow, actor, best, short=True)
    ]
