"""Published editions: sealed, chained, read, compared."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import undefer

from backend.communities import service as communities
from backend.core import seal
from backend.core.actor import Actor
from backend.core.errors import InvalidError, NotFoundError
from backend.infra import links, numbers
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.lists.models import Edition, EditionDraft
from backend.lists.policy import POLICY, A
from backend.lists.service.catalogue import require_community
from backend.lists.service.editions import compiling
from backend.lists.service.editions.objection import count_all
from backend.lists.service.store import get_kind
from backend.lists.wording import Change, differences

FORMAT = 1
CHANGES_MAX = 500


def publish(uow: UnitOfWork, actor: Actor, draft: EditionDraft) -> Edition:
    """Seal a draft as the next edition of its list, chained to the last one. Who may was decided before."""
    community_id, kind = draft.community_id, draft.kind
    # The counter's row lets one publication of a list at a time through, so the chain has no fork.
    number = numbers.next_number(uow, community_id, f"edition:{kind}")
    last = last_edition(uow, community_id, kind)
    items = read_items(draft.content)
    content = seal.canonical(
        {
            "format": FORMAT,
            "community_id": community_id,
            "community": communities.get_community(uow, community_id).name,
            "kind": kind,
            "name": get_kind(kind).name,
            "number": number,
            "previous": last.seal if last is not None else None,
            "until": draft.until.isoformat(),
            "published_at": uow.now.isoformat(timespec="seconds"),
            "objections": count_all(uow, draft),
            "entries": items,
        }
    )
    edition = Edition(
        community_id=community_id,
        id=uow.new_id(),
        kind=kind,
        number=number,
        draft_id=draft.id,
        content=content,
        seal=seal.seal_of(content),
        entries_count=len(items),
        until=draft.until,
        published_by=actor.member_id,
        published_at=uow.now,
    )
    uow.session.add(edition)
    uow.session.flush()
    links.record(uow, community_id, from_=("edition_draft", draft.id), to=("edition", edition.id), relation="published")
    return edition


def last_edition(uow: UnitOfWork, community_id: int, kind: str) -> Edition | None:
    """Return the newest edition of a list with its content, or None before the first."""
    return uow.session.scalars(
        select(Edition)
        .options(undefer(Edition.content))
        .where(Edition.community_id == community_id, Edition.kind == kind)
        .order_by(Edition.number.desc())
        .limit(1)
    ).first()


def read_items(content: bytes) -> list[dict[str, Any]]:
    """Return the entries that canonical bytes hold."""
    items: list[dict[str, Any]] = orjson.loads(content)["entries"]
    return items


def list_editions(
    uow: UnitOfWork, actor: Actor, community_id: int, kind: str, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a list's editions, newest first; raises ListNotLiveError, NotFoundError."""
    POLICY.permit(actor, A.READ_LISTS)
    get_kind(kind)
    require_community(uow, actor, community_id)
    wanted = select(Edition).where(Edition.community_id == community_id, Edition.kind == kind)
    found = fetch_page(uow.session, wanted, page, keys=[Edition.number])
    return Page([_head(edition) for edition in found.items], found.next_cursor)


def show_edition(uow: UnitOfWork, actor: Actor, community_id: int, kind: str, number: int) -> dict[str, Any]:
    """Return an edition's head, the seal before it and what it changed; raises NotFoundError."""
    POLICY.permit(actor, A.READ_LISTS)
    edition = get_edition(uow, community_id, kind, number)
    before = _editions(uow, community_id, kind, [number - 1])
    held = orjson.loads(edition.content)
    old = read_items(before[number - 1].content) if before else []
    changes = differences(compiling.wording_of(uow, kind), old, held["entries"])
    return {
        **_head(edition),
        "previous": held["previous"],
        "objections_count": held["objections"],
        "changes": change_views(changes),
    }


def list_edition_entries(
    uow: UnitOfWork, actor: Actor, community_id: int, kind: str, number: int, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of an edition's entries in their order; raises NotFoundError."""
    POLICY.permit(actor, A.READ_LISTS)
    edition = get_edition(uow, community_id, kind, number)
    return page_of_items(uow, kind, read_items(edition.content), page)


def compare_editions(
    uow: UnitOfWork, actor: Actor, community_id: int, kind: str, number: int, other: int
) -> dict[str, Any]:
    """Return in Chinese what edition ``number`` has otherwise than ``other``; raises NotFoundError."""
    POLICY.permit(actor, A.READ_LISTS)
    get_kind(kind)
    found = _editions(uow, community_id, kind, {number, other})
    if {number, other} - set(found):
        raise NotFoundError()
    changes = differences(
        compiling.wording_of(uow, kind), read_items(found[other].content), read_items(found[number].content)
    )
    return {"kind": kind, "number": number, "other": other, "changes": change_views(changes)}


def get_edition(uow: UnitOfWork, community_id: int, kind: str, number: int) -> Edition:
    """Return an edition with its content; raises ListNotLiveError, NotFoundError."""
    get_kind(kind)
    found = _editions(uow, community_id, kind, [number])
    if not found:
        raise NotFoundError()
    return found[number]


def _editions(uow: UnitOfWork, community_id: int, kind: str, wanted: Sequence[int] | set[int]) -> Mapping[int, Edition]:
    rows = uow.session.scalars(
        select(Edition)
        .options(undefer(Edition.content))
        .where(Edition.community_id == community_id, Edition.kind == kind, Edition.number.in_(wanted))
    )
    return {row.number: row for row in rows}


def _head(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.id,
        "kind": edition.kind,
        "kind_name": get_kind(edition.kind).name,
        "number": edition.number,
        "seal": edition.seal,
        "entries_count": edition.entries_count,
        "until": edition.until,
        "published_at": edition.published_at,
    }


def change_views(changes: Sequence[Change]) -> dict[str, Any]:
    """Return differences as the API shows them; of very many the first."""
    shown = [
        {"what": change.what, "number": change.number, "title": change.title, "text": change.text}
        for change in changes[:CHANGES_MAX]
    ]
    return {"count": len(changes), "items": shown}


def page_of_items(
    uow: UnitOfWork, kind: str, items: Sequence[dict[str, Any]], page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of items worded in Chinese; the cursor is the place where the page before ended."""
    start = _start(page.cursor)
    wording = compiling.wording_of(uow, kind)
    shown = [_view(wording.columns, wording.row(item), item) for item in items[start : start + page.limit]]
    end = start + page.limit
    return Page(shown, str(end) if end < len(items) else None)


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise InvalidError({"cursor": ["翻页位置不对，请从头刷新"]})
    return int(cursor)


def _view(columns: Sequence[Any], row: Sequence[Any], item: Mapping[str, Any]) -> dict[str, Any]:
    facts = [
        {"name": column.heading, "value": str(value)}
        for column, value in zip(columns, row, strict=True)
        if value not in (None, "") and column.path not in ("number", "title", "text")
    ]
    return {
        "entry_id": item["id"],
        "version": item["version"],
        "number": item["number"],
        "title": item["title"],
        "text": item["text"],
        "facts": facts,
    }
