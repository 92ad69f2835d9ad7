"""Routes of repeating shifts, of signing up together and of hours for a unit."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent
from backend.infra.uow import unit_of_work
from backend.volunteering import service
from backend.volunteering.policy import A
from backend.volunteering.schemas.activities import GroupSchema, SeriesSchema, UnitHoursQuery, UnitHoursSchema
from backend.volunteering.schemas.shifts import NewSeriesSchema, SignUpOptionsSchema, SignUpsSchema
from backend.volunteering.types.activities import Group

POLICY = "volunteering"

blp = Blueprint(
    "activities",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Repeating shifts, groups, hours for a unit",
)


@blp.route("/shift-series", methods=["POST"])
@idempotent
@asks(A.OPEN_SHIFT, policy=POLICY)
@blp.arguments(NewSeriesSchema)
@blp.response(201, SeriesSchema)
def open_series(body: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Open a repeating shift: all of the series or none."""
    with unit_of_work() as uow:
        return service.open_series(uow, current_actor(), community_id, body["shift"], body["repeat"])


@blp.route("/shifts/<uuid:shift_id>/groups", methods=["POST"])
@idempotent
@asks(A.SIGN_UP, policy=POLICY)
@blp.arguments(GroupSchema)
@blp.response(201, SignUpsSchema)
def invite_group(body: Group, community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Hold places for up to 20 people until each of them answers; all places or none."""
    with unit_of_work() as uow:
        return {"items": service.invite_group(uow, current_actor(), community_id, shift_id, body)}


@blp.route("/shifts/<uuid:shift_id>/sign-up-options")
@asks(A.SIGN_UP, policy=POLICY)
@blp.response(200, SignUpOptionsSchema)
def sign_up_options(community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Show for whom and for which unit the caller can sign up, and who of those they invited has answered."""
    with unit_of_work() as uow:
        return service.sign_up_options(uow, current_actor(), community_id, shift_id)


@blp.route("/units/<uuid:unit_id>/hours")
@asks(A.READ_UNIT_HOURS, policy=POLICY)
@blp.arguments(UnitHoursQuery, location="query")
@blp.response(200, UnitHoursSchema)
def unit_hours(query: dict[str, Any], community_id: int, unit_id: UUID) -> dict[str, Any]:
    """Show the hours that a unit's people let count for it, by month, and whose they were."""
    with unit_of_work() as uow:
        return service.unit_hours(uow, current_actor(), community_id, unit_id, query["month"])
