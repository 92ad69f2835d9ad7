"""Looking for entries over all lists: by words, near or newest first, as much as the actor may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, cast, false, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import InstrumentedAttribute

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.lists import tokens
from backend.lists.models import Category, Entry
from backend.lists.places import building_of
from backend.lists.policy import POLICY, PUBLIC_STATES, A
from backend.lists.rules import shorten
from backend.lists.service.catalogue import category_names, require_community
from backend.lists.service.entry import visible_to
from backend.lists.service.store import get_kind
from backend.lists.service.view import view_entries
from backend.lists.types import EntryState

NEAR, OTHERS = "n.", "o."
FEW_HITS = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; days are local, both ends included; ``near`` puts one's own building first."""

    q: str = ""
    kind: str | None = None
    category: str | None = None
    state: EntryState | None = None
    place: str | None = None
    from_day: date | None = None
    to_day: date | None = None
    near: bool = False


def search_entries(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: Wanted, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of what was found; raises ListNotLiveError, NotFoundError, InvalidError (cursor)."""
    POLICY.permit(actor, A.READ_LISTS)
    require_community(uow, actor, community_id)
    if wanted.kind is not None:
        get_kind(wanted.kind)
    building = _own_building(uow, actor, community_id)
    scope = Entry.community_id == community_id
    chosen = select(Entry).where(scope, *visible_to(actor), *_filters(wanted))
    found = _matching(uow, chosen, scope, wanted.q)
    rows = _near_first(uow, found, building, page) if wanted.near else _newest(uow, found, page)
    terms = [*tokens.query_words(wanted.q), "".join(tokens.fold(wanted.q).split())]
    views = view_entries(uow, actor, rows.items, short=True)
    return Page(
        [_mark(view, terms, row, building) for view, row in zip(views, rows.items, strict=True)], rows.next_cursor
    )


def search_communities(
    uow: UnitOfWork, community_ids: Collection[int], q: str, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return what everybody may see in several communities, newest first. For insight alone, which asks its policy."""
    scope = Entry.community_id.in_(community_ids)
    chosen = select(Entry).where(scope, Entry.state.in_([state.value for state in PUBLIC_STATES]))
    found = _newest(uow, _matching(uow, chosen, scope, q), page)
    names = category_names(uow)
    terms = tokens.query_words(q)
    return Page([_short(row, names, terms) for row in found.items], found.next_cursor)


def _own_building(uow: UnitOfWork, actor: Actor, community_id: int) -> str | None:
    if actor.member_id is None:
        return None
    return building_of(communities.building_of_member(uow, community_id, actor.member_id))


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.kind is not None:
        conditions.append(Entry.kind == wanted.kind)
    if wanted.state is not None:
        conditions.append(Entry.state == wanted.state.value)
    if wanted.category is not None:
        below = select(Category.code).where(or_(Category.code == wanted.category, Category.parent == wanted.category))
        conditions.append(Entry.category.in_(below))
    if wanted.place is not None:
        building = building_of(wanted.place)
        named = Entry.place.contains(wanted.place, autoescape=True)
        conditions.append(Entry.building == building if building is not None else named)
    if wanted.from_day is not None:
        conditions.append(Entry.created_at >= _start_of(wanted.from_day))
    if wanted.to_day is not None:
        conditions.append(Entry.created_at < _start_of(wanted.to_day + timedelta(days=1)))
    return conditions


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, LOCAL_ZONE)


def _matching(uow: UnitOfWork, chosen: Select[Entry], scope: ColumnElement[bool], q: str) -> Select[Entry]:
    """Return ``chosen`` cut down to what matches; where no entry has the words, their characters are looked for.

    ``scope`` names the communities. The planner cannot know how often a word stands: it would look for a rare one
    along all entries from the newest on. So hits are counted first, FEW_HITS at most: a few are taken from the word's
    own index and sorted, more of them are met soon enough on the way from the newest on.
    """
    words = tokens.query_words(q)
    if not words:
        return chosen if not q.strip() else chosen.where(false())
    match = _match(Entry.search, tokens.words_query(words))
    hits = _count_hits(uow, scope, match)
    phrase = tokens.phrase_query(q)
    if hits == 0 and phrase is not None:
        match = _match(Entry.search_characters, phrase)
        hits = _count_hits(uow, scope, match)
    if hits >= FEW_HITS:
        return chosen.where(match)
    own = select(Entry.community_id, Entry.id).where(scope, match).cte("hits").prefix_with("MATERIALIZED")
    return chosen.where(tuple_(Entry.community_id, Entry.id).in_(select(own.c.community_id, own.c.id)))


def _match(column: InstrumentedAttribute[str | None], query: str) -> ColumnElement[bool]:
    return column.op("@@", is_comparison=True)(cast(query, TSQUERY))


def _count_hits(uow: UnitOfWork, scope: ColumnElement[bool], match: ColumnElement[bool]) -> int:
    first = select(Entry.id).where(scope, match).limit(FEW_HITS).subquery()
    return uow.session.scalar(select(func.count()).select_from(first)) or 0


def _newest(uow: UnitOfWork, found: Select[Entry], page: PageRequest) -> Page[Entry]:
    return fetch_page(uow.session, found, page, keys=[Entry.created_at, Entry.id])


def _near_first(uow: UnitOfWork, found: Select[Entry], building: str | None, page: PageRequest) -> Page[Entry]:
    """Return one's own building's entries before all others, each newest first; the cursor says which it is in."""
    if building is None:
        return _newest(uow, found, page)
    cursor = page.cursor or NEAR
    others = found.where(Entry.building.is_distinct_from(building))
    if cursor.startswith(OTHERS):
        return _prefixed(OTHERS, _newest(uow, others, PageRequest(cursor.removeprefix(OTHERS) or None, page.limit)))
    own = found.where(Entry.building == building)
    first = _newest(uow, own, PageRequest(cursor.removeprefix(NEAR) or None, page.limit))
    if first.next_cursor is not None:
        return _prefixed(NEAR, first)
    left = page.limit - len(first.items)
    if left == 0:
        return Page(first.items, OTHERS)
    rest = _newest(uow, others, PageRequest(None, left))
    return _prefixed(OTHERS, Page([*first.items, *rest.items], rest.next_cursor))


def _prefixed(prefix: str, page: Page[Entry]) -> Page[Entry]:
    return Page(page.items, None if page.next_cursor is None else prefix + page.next_cursor)


def _mark(view: dict[str, Any], terms: Sequence[str], row: Entry, building: str | None) -> dict[str, Any]:
    is_near = building is not None and row.building == building
    return {
        **view,
        "distance": "building" if is_near else "community",
        "title_marks": tokens.marks(view["title"], terms),
        "text_marks": tokens.marks(view["text"], terms),
    }


def _short(row: Entry, names: dict[str, str], terms: Sequence[str]) -> dict[str, Any]:
    text = shorten(row.text)
    return {
        "id": row.id,
        "community_id": row.community_id,
        "number": row.number,
        "kind": row.kind,
        "title": row.title,
        "text": text,
        "category_name": names[row.category],
        "place": row.place,
        "created_at": row.created_at,
        "title_marks": tokens.marks(row.title, terms),
        "text_marks": tokens.marks(text, terms),
    }
