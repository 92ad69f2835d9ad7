"""Routes of flags and of the reserve."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.redemption import service
from backend.redemption.moves import ReserveMoveMove
from backend.redemption.policy import A
from backend.redemption.schemas.offline import (
    NewGuaranteeTermsSchema,
    NewReserveMoveSchema,
    NewVoucherFlagNoteSchema,
    ReserveMoveMoveSchema,
    ReserveSchema,
    VoucherFlagQuery,
    VoucherFlagSchema,
)

POLICY = "redemption"

blp = Blueprint(
    "redemption_guarantees",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Flags on vouchers, the reserve",
)


@blp.route("/voucher-flags")
@asks(A.READ_FLAGS, policy=POLICY)
@blp.arguments(VoucherFlagQuery, location="query")
@blp.response(200, page_schema(VoucherFlagSchema))
def list_flags(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List flags on vouchers: all to the desk, one's own to anybody else."""
    with unit_of_work() as uow:
        return service.list_flags(uow, current_actor(), community_id, open_only=query["open"], page=page_request(query))


@blp.route("/voucher-flags/<uuid:flag_id>/notes", methods=["POST"])
@idempotent
@asks(A.TELL_FLAG, policy=POLICY)
@blp.arguments(NewVoucherFlagNoteSchema)
@blp.response(201, VoucherFlagSchema)
def note_flag(body: dict[str, Any], community_id: int, flag_id: UUID) -> dict[str, Any]:
    """Write down the holder's side (holder or desk), or lift the flag with a reason (somebody else of the desk)."""
    with unit_of_work() as uow:
        return service.note_flag(uow, current_actor(), community_id, flag_id, body["what"], body["text"])


@blp.route("/reserve")
@asks(A.READ_RESERVE, policy=POLICY)
@blp.response(200, ReserveSchema)
def get_reserve(community_id: int) -> dict[str, Any]:
    """Show the reserve's public account."""
    with unit_of_work() as uow:
        return service.get_reserve(uow, current_actor(), community_id)


@blp.route("/reserve/terms", methods=["POST"])
@idempotent
@asks(A.SET_TERMS, policy=POLICY)
@blp.arguments(NewGuaranteeTermsSchema)
@blp.response(201, ReserveSchema)
def set_terms(body: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Set up to where the reserve guarantees from a day on (lead)."""
    with unit_of_work() as uow:
        return service.set_terms(uow, current_actor(), community_id, **body)


@blp.route("/reserve/moves", methods=["POST"])
@idempotent
@asks(A.FILL_RESERVE, policy=POLICY)
@blp.arguments(NewReserveMoveSchema)
@blp.response(201, ReserveSchema)
def propose_reserve(body: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Propose to put points into the reserve (lead)."""
    with unit_of_work() as uow:
        return service.propose_reserve(uow, current_actor(), community_id, **body)


@blp.route("/reserve/moves/<uuid:reserve_move_id>/moves", methods=["POST"])
@idempotent
@asks(A.CONFIRM_RESERVE, policy=POLICY)
@blp.arguments(ReserveMoveMoveSchema)
@blp.response(200, ReserveSchema)
def decide_reserve(body: dict[str, ReserveMoveMove], community_id: int, reserve_move_id: UUID) -> dict[str, Any]:
    """Confirm or decline points for the reserve (another lead, or a supervisor)."""
    with unit_of_work() as uow:
        return service.decide_reserve(uow, current_actor(), community_id, reserve_move_id, body["move"])
