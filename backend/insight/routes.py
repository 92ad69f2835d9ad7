"""Routes over one street."""

from typing import Any

from backend.infra.http import Blueprint, asks, current_actor, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.insight.policy import A
from backend.insight.schemas import FoundOnStreetSchema, StreetQuery
from backend.insight.service import search_street

POLICY = "insight"

blp = Blueprint("insight", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="The street")


@blp.route("/street-entries")
@asks(A.SEARCH_STREET, policy=POLICY)
@blp.arguments(StreetQuery, location="query")
@blp.response(200, page_schema(FoundOnStreetSchema))
def search(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Look for entries in the other communities of one's street."""
    with unit_of_work() as uow:
        return search_street(uow, current_actor(), community_id, query["q"], page_request(query))
