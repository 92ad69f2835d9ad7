"""The route of the trace."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor
from backend.infra.uow import unit_of_work
from backend.trace import service
from backend.trace.policy import A
from backend.trace.schemas import TraceSchema, show_graph

POLICY = "trace"

blp = Blueprint("trace", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="From end to end")


@blp.route("/trace/<string:thing_type>/<uuid:thing_id>")
@asks(A.READ_TRACE, policy=POLICY)
@blp.response(200, TraceSchema)
def get_trace(community_id: int, thing_type: str, thing_id: UUID) -> dict[str, Any]:
    """Show what a thing came from and what became of it; what the caller may not see is a stop without a name."""
    with unit_of_work() as uow:
        return show_graph(service.trace(uow, current_actor(), community_id, (thing_type, thing_id)))
