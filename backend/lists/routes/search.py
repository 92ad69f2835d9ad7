"""The search over all lists."""

from typing import Any

from backend.infra.http import Blueprint, asks, current_actor, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.lists.policy import A
from backend.lists.schemas.search import FoundSchema, SearchQuery
from backend.lists.service.search import Wanted, search_entries

POLICY = "lists"

blp = Blueprint("search", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Search")


@blp.route("/entries")
@asks(A.READ_LISTS, policy=POLICY)
@blp.arguments(SearchQuery, location="query")
@blp.response(200, page_schema(FoundSchema))
def search(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Look for entries over all lists, newest first or one's own building first."""
    wanted = Wanted(
        q=query["q"],
        kind=query["kind"],
        category=query["category"],
        state=query["state"],
        place=query["place"],
        from_day=query["from_"],
        to_day=query["to"],
        near=query["sort"] == "near",
    )
    with unit_of_work() as uow:
        return search_entries(uow, current_actor(), community_id, wanted, page_request(query))
