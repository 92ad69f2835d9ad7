"""Routes of unmet needs and of figures."""

from typing import Any

from backend.infra.http import Blueprint, asks, current_actor, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.matching import service
from backend.matching.policy import A
from backend.matching.schemas.unmet import FiguresQuery, MatchFiguresSchema, UnmetNeedSchema, UnmetQuery
from backend.matching.types import UnmetFilter

POLICY = "matching"

blp = Blueprint(
    "match_unmet",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Needs that nobody serves, with the smallest change; figures of matching",
)


@blp.route("/matching/unmet")
@asks(A.READ_UNMET, policy=POLICY)
@blp.arguments(UnmetQuery, location="query")
@blp.response(200, page_schema(UnmetNeedSchema))
def list_unmet(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through needs that nobody serves, the longest waiting first; personal ones for their asker and the desk."""
    with unit_of_work() as uow:
        wanted = UnmetFilter(query["state"], query["category"])
        return service.list_unmet(uow, current_actor(), community_id, wanted, page_request(query))


@blp.route("/matching/figures")
@asks(A.READ_FIGURES, policy=POLICY)
@blp.arguments(FiguresQuery, location="query")
@blp.response(200, MatchFiguresSchema)
def show_figures(query: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Show what was served and why not, per run and per week; small numbers are hidden from residents."""
    with unit_of_work() as uow:
        return service.show_figures(uow, current_actor(), community_id, weeks=query["weeks"])
