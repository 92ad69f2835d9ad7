"""Reads over the communities of one street: no lock, no write, and only what everybody may see."""

from typing import Any

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.paging import Page, PageRequest
from backend.infra.uow import UnitOfWork
from backend.insight.policy import POLICY, A
from backend.lists import service as lists


def search_street(uow: UnitOfWork, actor: Actor, community_id: int, q: str, page: PageRequest) -> Page[dict[str, Any]]:
    """Return a page of what the other communities of the street have, newest first; raises NotMemberError."""
    POLICY.permit(actor, A.SEARCH_STREET)
    names = communities.neighbours_of(uow, community_id)
    found = lists.search_communities(uow, list(names), q, page)
    return Page([{**item, "community_name": names[item["community_id"]]} for item in found.items], found.next_cursor)
