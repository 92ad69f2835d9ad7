"""Routes of what units gave and got."""

from datetime import date
from typing import Any
from uuid import UUID

import flask

from backend.alliances import service
from backend.alliances.policy import A
from backend.alliances.schemas.reciprocity import (
    QuarterQuery,
    RankingConsentSchema,
    RankingSchema,
    ReciprocityOfAllSchema,
    ReciprocitySchema,
    ReciprocityStatementItemSchema,
    ReciprocityStatementSchema,
)
from backend.infra.http import (
    Blueprint,
    PageQuery,
    asks,
    current_actor,
    idempotent,
    page_request,
    page_schema,
    send_document,
)
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "alliances"

blp = Blueprint(
    "reciprocity",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="What units gave and got",
)


@blp.route("/units/<uuid:unit_id>/reciprocity")
@asks(A.READ_ACCOUNT, policy=POLICY)
@blp.arguments(QuarterQuery, location="query")
@blp.response(200, ReciprocitySchema)
def get_reciprocity(query: dict[str, date | None], community_id: int, unit_id: UUID) -> dict[str, Any]:
    """Show what a unit gave and got in a quarter."""
    with unit_of_work() as uow:
        return service.show_reciprocity(uow, current_actor(), community_id, unit_id, query["day"])


@blp.route("/reciprocity")
@asks(A.READ_ACCOUNTS, policy=POLICY)
@blp.arguments(QuarterQuery, location="query")
@blp.response(200, ReciprocityOfAllSchema)
def list_reciprocity(query: dict[str, date | None], community_id: int) -> dict[str, Any]:
    """Show what all units gave and got in a quarter."""
    with unit_of_work() as uow:
        return service.list_reciprocity(uow, current_actor(), community_id, query["day"])


@blp.route("/units/<uuid:unit_id>/ranking-consent", methods=["POST"])
@idempotent
@asks(A.CONSENT, policy=POLICY)
@blp.arguments(RankingConsentSchema)
@blp.response(200, RankingConsentSchema)
def set_ranking_consent(body: dict[str, bool], community_id: int, unit_id: UUID) -> dict[str, Any]:
    """Let one's unit be shown in rankings, or not any more."""
    with unit_of_work() as uow:
        return service.set_ranking_consent(uow, current_actor(), community_id, unit_id, shows=body["shows_in_ranking"])


@blp.route("/reciprocity/ranking")
@asks(A.READ_RANKING, policy=POLICY)
@blp.arguments(QuarterQuery, location="query")
@blp.response(200, RankingSchema)
def get_ranking(query: dict[str, date | None], community_id: int) -> dict[str, Any]:
    """Show the units that let themselves be ranked, of a quarter."""
    with unit_of_work() as uow:
        return service.show_ranking(uow, current_actor(), community_id, query["day"])


@blp.route("/units/<uuid:unit_id>/reciprocity-statements")
@asks(A.READ_ACCOUNT, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(ReciprocityStatementItemSchema))
def list_statements(query: dict[str, Any], community_id: int, unit_id: UUID) -> Page[dict[str, Any]]:
    """Page through a unit's quarterly statements, newest first."""
    with unit_of_work() as uow:
        return service.list_statements(uow, current_actor(), community_id, unit_id, page_request(query))


@blp.route("/reciprocity-statements/<uuid:statement_id>")
@asks(A.READ_ACCOUNT, policy=POLICY)
@blp.response(200, ReciprocityStatementSchema)
def get_statement(community_id: int, statement_id: UUID) -> dict[str, Any]:
    """Show one quarterly statement as it was sealed."""
    with unit_of_work() as uow:
        return service.show_statement(uow, current_actor(), community_id, statement_id)


@blp.route("/reciprocity-statements/<uuid:statement_id>/document.pdf")
@asks(A.READ_ACCOUNT, policy=POLICY)
@blp.response(200, content_type="application/pdf")
def print_statement(community_id: int, statement_id: UUID) -> flask.Response:
    """Print one quarterly statement."""
    with unit_of_work() as uow:
        return send_document(service.print_statement(uow, current_actor(), community_id, statement_id))
