"""Routes of the passbook and the coverage."""

from dataclasses import asdict
from typing import Any

from backend.books import service
from backend.books.policy import A
from backend.books.schemas import CoverageSchema, PassbookQuery, PassbookSchema
from backend.infra.http import Blueprint, asks, current_actor, page_request
from backend.infra.uow import unit_of_work

POLICY = "books"

blp = Blueprint("books", __name__, url_prefix="/api/v1/communities", description="Passbook and coverage")


@blp.route("/<int:community_id>/passbook")
@asks(A.READ_PASSBOOK, policy=POLICY)
@blp.arguments(PassbookQuery, location="query")
@blp.response(200, PassbookSchema)
def read_passbook(query: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Show one's own three books, newest lines first."""
    with unit_of_work() as uow:
        books = service.read_passbook(uow, current_actor(), community_id, query["book"], page_request(query))
        return {"books": books}


@blp.route("/<int:community_id>/coverage")
@asks(A.READ_COVERAGE, policy=POLICY)
@blp.response(200, CoverageSchema)
def read_coverage(community_id: int) -> dict[str, Any]:
    """Show where all points are and how far they are backed."""
    with unit_of_work() as uow:
        view = service.read_coverage(uow, current_actor(), community_id)
        return {
            **asdict(view.coverage),
            "coverage_percent": view.coverage_percent,
            "awaiting_backing_records": view.awaiting_backing_records,
        }
