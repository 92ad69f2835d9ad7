"""Routes of the passbook, statements, the coverage, seals and proofs."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from backend.books import service
from backend.books.policy import A
from backend.books.schemas import (
    AdoptionSchema,
    CoverageSchema,
    ExpiryRuleSchema,
    ExpiryRulesSchema,
    NewAdoptionSchema,
    OwnPeriodQuery,
    PacksSchema,
    PassbookQuery,
    PassbookSchema,
    PeriodSchema,
    ProofSchema,
    SealSchema,
    StatementFormat,
    UnitPeriodQuery,
)
from backend.books.types import StatementWanted
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

POLICY = "books"

blp = Blueprint("books", __name__, url_prefix="/api/v1/communities", description="Passbook and coverage")


@blp.route("/<int:community_id>/passbook")
@asks(A.READ_PASSBOOK, policy=POLICY)
@blp.arguments(PassbookQuery, location="query")
@blp.response(200, PassbookSchema)
def read_passbook(query: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Show one's own three books, newest lines first."""
    with unit_of_work() as uow:
        actor = current_actor()
        books = service.read_passbook(uow, actor, community_id, query["book"], page_request(query))
        assert actor.member_id is not None, "the passbook is a member's"
        return {
            "books": books,
            "stars": service.stars_of(uow, community_id, actor.member_id),
            "archived_until": service.archived_until(uow, community_id),
            "expiring": service.expiring_of(uow, community_id, actor.member_id),
        }


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


@blp.route("/<int:community_id>/rule-packs")
@asks(A.READ_PACKS, policy=POLICY)
@blp.response(200, PacksSchema)
def list_packs(community_id: int) -> dict[str, Any]:
    """Show every place's rules in words, with their sources, and which hold here from when."""
    with unit_of_work() as uow:
        return service.view_packs(uow, current_actor(), community_id)


@blp.route("/<int:community_id>/rule-packs/adoptions", methods=["POST"])
@idempotent
@asks(A.ADOPT_PACK, policy=POLICY)
@blp.arguments(NewAdoptionSchema)
@blp.response(201, AdoptionSchema)
def adopt_pack(new: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Let a place's rules hold from a day on whose service is not booked yet."""
    with unit_of_work() as uow:
        adopted = service.adopt_pack(uow, current_actor(), community_id, new["pack"], new["valid_from"])
        return service.view_adoption(adopted)


@blp.route("/<int:community_id>/expiry-rules")
@asks(A.READ_PACKS, policy=POLICY)
@blp.response(200, ExpiryRulesSchema)
def list_expiry_rules(community_id: int) -> dict[str, Any]:
    """Show how long points stay valid, from when."""
    with unit_of_work() as uow:
        return {"items": service.list_expiry_rules(uow, current_actor(), community_id)}


@blp.route("/<int:community_id>/expiry-rules", methods=["POST"])
@idempotent
@asks(A.SET_EXPIRY, policy=POLICY)
@blp.arguments(ExpiryRuleSchema)
@blp.response(201, ExpiryRuleSchema)
def set_expiry(new: dict[str, Any], community_id: int) -> Any:
    """Let points stay valid for so many months from a day on that is at least 30 days ahead."""
    with unit_of_work() as uow:
        return service.set_expiry(uow, current_actor(), community_id, **new)


@blp.route("/<int:community_id>/seals")
@asks(A.READ_SEALS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(SealSchema))
def list_seals(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through the seals over the books, newest first, each chained to the one before."""
    with unit_of_work() as uow:
        return service.list_seals(uow, current_actor(), community_id, page_request(query))


@blp.route("/<int:community_id>/proofs/<uuid:transfer_id>")
@asks(A.READ_TRANSFER, policy=POLICY)
@blp.response(200, ProofSchema)
def get_proof(community_id: int, transfer_id: UUID) -> dict[str, Any]:
    """Show that a transfer or an entered record stands in its day's seal; docs/verify_proof.py checks it."""
    with unit_of_work() as uow:
        return service.get_proof(uow, current_actor(), community_id, transfer_id)


@blp.route("/<int:community_id>/passbook/statement")
@asks(A.READ_PASSBOOK, policy=POLICY)
@blp.arguments(OwnPeriodQuery, location="query")
@blp.response(200, PeriodSchema)
def read_statement(query: dict[str, Any], community_id: int) -> Any:
    """Show one of one's own books over some days, or take it away as CSV or PDF."""
    return _statement(community_id, StatementWanted(query["first"], query["last"], query["book"]), query["format"])


@blp.route("/<int:community_id>/units/<uuid:unit_id>/statement")
@asks(A.READ_STATEMENT, policy=POLICY)
@blp.arguments(UnitPeriodQuery, location="query")
@blp.response(200, PeriodSchema)
def read_unit_statement(query: dict[str, Any], community_id: int, unit_id: UUID) -> Any:
    """Show what was redeemed at a unit, or what it promised, over some days, or take it away as CSV or PDF."""
    wanted = StatementWanted(query["first"], query["last"], unit_id=unit_id, account=query["account"])
    return _statement(community_id, wanted, query["format"])


def _statement(community_id: int, wanted: StatementWanted, format_: StatementFormat) -> Any:
    with unit_of_work() as uow:
        if format_ is StatementFormat.JSON:
            found = service.read_statement(uow, current_actor(), community_id, wanted)
            return {"name": service.name_of(wanted), "unit": service.unit_of(wanted), **asdict(found)}
        paper = format_ is StatementFormat.PDF
        return send_document(service.write_statement(uow, current_actor(), community_id, wanted, paper=paper))
