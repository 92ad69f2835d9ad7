"""Problems as GeoReport requests: only what everybody may see, and never a coordinate of anybody's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import InvalidError, NotFoundError
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryState, NewEntry, PublicEntry
from backend.open311.policy import POLICY, A

KIND = "problem"
# The standard: without dates the last 90 days, and never more than 90 days or 1,000 requests at once.
SPAN = timedelta(days=90)
REQUESTS_MAX = 1_000
TITLE_LENGTH_MAX = 60
# The standard has no key against sending twice: the same words of the same person are one report for so long.
RETRIED_FOR = timedelta(minutes=10)
CLOSED = frozenset({EntryState.ACCEPTED, EntryState.CLOSED})
STATES = {"closed": CLOSED, "open": frozenset(EntryState) - CLOSED}
NOTICE = "已收到，社区会核实。采纳以后，别人才能在这里看到。"
# A door is a home: the building is enough for whoever puts it right.
_DOOR = re.compile(r"[0-9A-Za-z一二三四五六七八九十\-]+(?:室|户|房)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which requests are asked for."""

    ids: Sequence[UUID] = ()
    codes: Sequence[str] = ()
    start: datetime | None = None
    end: datetime | None = None
    statuses: Sequence[str] = ()


def list_services(uow: UnitOfWork, community_id: int) -> list[dict[str, Any]]:
    """Return the categories in which problems are reported; raises NotFoundError."""
    communities.get_community(uow, community_id)
    names = lists.category_names(uow)
    return [_service(code, names) for code in names]


def get_service(uow: UnitOfWork, community_id: int, code: str) -> dict[str, Any]:
    """Return one category; it asks for nothing beyond the description. Raises NotFoundError."""
    communities.get_community(uow, community_id)
    if code not in lists.category_names(uow):
        raise NotFoundError("没有这个类别")
    return {"service_code": code, "attributes": []}


def _service(code: str, names: dict[str, str]) -> dict[str, Any]:
    parent = code.partition(".")[0]
    return {
        "service_code": code,
        "service_name": names[code],
        "description": names[code] if parent == code else f"{names[parent]}：{names[code]}",
        "metadata": False,
        "type": "realtime",
        "keywords": names[parent],
        "group": names[parent],
    }


def list_requests(uow: UnitOfWork, community_id: int, wanted: Wanted) -> list[dict[str, Any]]:
    """Return public problems, newest first; raises NotFoundError and InvalidError (more than 90 days)."""
    communities.get_community(uow, community_id)
    start, end = _span(uow.now, wanted)
    found = lists.list_public_entries(
        uow,
        community_id,
        KIND,
        ids=wanted.ids,
        categories=wanted.codes,
        states=frozenset().union(*(STATES[status] for status in wanted.statuses)),
        start=start,
        end=end,
        limit=REQUESTS_MAX,
    )
    names = lists.category_names(uow)
    return [_request(entry, names) for entry in found]


def _span(now: datetime, wanted: Wanted) -> tuple[datetime | None, datetime | None]:
    if wanted.ids:
        return None, None
    end = wanted.end or (min(wanted.start + SPAN, now) if wanted.start else now)
    start = wanted.start or end - SPAN
    if end - start > SPAN:
        raise InvalidError({"start_date": ["一次最多查90天"]}, "一次最多查90天，请缩短起止日期")
    return start, end


def get_request(uow: UnitOfWork, community_id: int, request_id: UUID) -> dict[str, Any]:
    """Return one public problem; raises NotFoundError."""
    found = list_requests(uow, community_id, Wanted(ids=[request_id]))
    if not found:
        raise NotFoundError("没有这件事，或者还没有公开")
    return found[0]


def report(
    uow: UnitOfWork, actor: Actor, community_id: int, *, code: str, description: str, address: str | None
) -> dict[str, Any]:
    """Propose a problem as its reporter; sent again within ten minutes it is the same report.

    Raises NotMemberError, ForbiddenError and InvalidError.
    """
    POLICY.permit(actor, A.REPORT)
    assert actor.member_id is not None  # a member has one
    title = description.split("\n", 1)[0][:TITLE_LENGTH_MAX].strip()
    new = NewEntry(kind=KIND, title=title, text=description, category=code, place=address)
    communities.lock_member(uow, community_id, actor.member_id)  # of two at once the second sees the first
    told_id = lists.find_repeated(uow, community_id, new, actor.member_id, since=uow.now - RETRIED_FOR)
    entry_id = told_id or lists.propose_entry(uow, actor, community_id, new)["id"]
    return {"service_request_id": str(entry_id), "service_notice": NOTICE, "account_id": None}


def _request(entry: PublicEntry, names: dict[str, str]) -> dict[str, Any]:
    is_closed = entry.ref.state in CLOSED
    same = entry.ref.text.startswith(entry.ref.title)
    return {
        "service_request_id": str(entry.ref.id),
        "status": "closed" if is_closed else "open",
        "status_notes": entry.state_name,
        "service_name": names[entry.ref.category],
        "service_code": entry.ref.category,
        "description": entry.ref.text if same else f"{entry.ref.title}\n{entry.ref.text}".strip(),
        "agency_responsible": entry.ref.details.get("responsible_body"),
        "service_notice": None,
        "requested_datetime": entry.created_at,
        "updated_datetime": entry.updated_at,
        "expected_datetime": None,
        "address": _DOOR.sub("", entry.ref.place).strip() if entry.ref.place else None,
        "address_id": None,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }
