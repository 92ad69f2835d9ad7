"""Routes of shifts, sign-ups and presence."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import flask

from backend.core.actor import Actor
from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema, phone
from backend.infra.http.problem import on_refusal
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.volunteering import service
from backend.volunteering.errors import CodeRefusedError
from backend.volunteering.moves import SignUpMove
from backend.volunteering.policy import A
from backend.volunteering.schemas.presence import PresenceListSchema
from backend.volunteering.schemas.records import RecordSchema
from backend.volunteering.schemas.shifts import (
    CodesAheadSchema,
    CodeSchema,
    NewShiftSchema,
    NewSignUpSchema,
    PresenceSchema,
    ShiftMoveSchema,
    ShiftQuery,
    ShiftSchema,
    SignUpMoveSchema,
    SignUpSchema,
    SignUpsSchema,
)
from backend.volunteering.service.sign_up_moves import Said
from backend.volunteering.types import NewShift, ShiftFilter
from backend.volunteering.types.presence import Given, Phone

POLICY = "volunteering"

blp = Blueprint(
    "shifts",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Shifts, sign-ups and presence",
)


@blp.route("/shifts", methods=["POST"])
@idempotent
@asks(A.OPEN_SHIFT, policy=POLICY)
@blp.arguments(NewShiftSchema)
@blp.response(201, ShiftSchema)
def open_shift(body: NewShift, community_id: int) -> dict[str, Any]:
    """Open a shift on an entry; staff or the contact of the unit that claimed or offered it."""
    with unit_of_work() as uow:
        return service.open_shift(uow, current_actor(), community_id, body)


@blp.route("/shifts")
@asks(A.READ_SHIFTS, policy=POLICY)
@blp.arguments(ShiftQuery, location="query")
@blp.response(200, page_schema(ShiftSchema))
def list_shifts(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through shifts, soonest first; without `from` those that are not over."""
    wanted = ShiftFilter(since=query["from_"], until=query["to"], mine=query["mine"], entry_id=query["entry_id"])
    with unit_of_work() as uow:
        return service.list_shifts(uow, current_actor(), community_id, wanted, page_request(query))


@blp.route("/shifts/<uuid:shift_id>")
@asks(A.READ_SHIFTS, policy=POLICY)
@blp.response(200, ShiftSchema)
def get_shift(community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Show one shift."""
    with unit_of_work() as uow:
        return service.get_shift(uow, current_actor(), community_id, shift_id)


@blp.route("/shifts/<uuid:shift_id>/moves", methods=["POST"])
@idempotent
@asks(A.CANCEL_SHIFT, policy=POLICY)
@blp.arguments(ShiftMoveSchema)
@blp.response(200, ShiftSchema)
def move_shift(body: dict[str, Any], community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Cancel a shift on which nobody has checked in yet, or it and all that follow it in its series."""
    with unit_of_work() as uow:
        if body["following"]:
            return service.cancel_following(uow, current_actor(), community_id, shift_id, note=body["note"])
        return service.move_shift(uow, current_actor(), community_id, shift_id, body["move"], note=body["note"])


@blp.route("/shifts/<uuid:shift_id>/sign-ups", methods=["POST"])
@idempotent
@asks(A.SIGN_UP, policy=POLICY)
@blp.arguments(NewSignUpSchema)
@blp.response(201, SignUpSchema)
def sign_up(body: Said, community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Take a place, or the end of the waiting list; for oneself or for a minor whose guardian one is."""
    with unit_of_work() as uow:
        return service.sign_up(
            uow, current_actor(), community_id, shift_id, accept_risks=body.accept_risks, wish=body.wish
        )


@blp.route("/shifts/<uuid:shift_id>/sign-ups")
@asks(A.READ_SIGN_UPS, policy=POLICY)
@blp.response(200, SignUpsSchema)
def list_sign_ups(community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Show who is on the shift and who waits; for its leader and staff."""
    with unit_of_work() as uow:
        return {"items": service.list_sign_ups(uow, current_actor(), community_id, shift_id)}


@blp.route("/sign-ups/mine")
@asks(A.READ_OWN_SIGN_UPS, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(SignUpSchema))
def list_own_sign_ups(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through one's own sign-ups, newest first."""
    with unit_of_work() as uow:
        return service.list_own_sign_ups(uow, current_actor(), community_id, page_request(query))


@blp.route("/sign-ups/<uuid:sign_up_id>/moves", methods=["POST"])
@idempotent
@asks(A.CANCEL_SIGN_UP, policy=POLICY)
@blp.arguments(SignUpMoveSchema)
@blp.response(200, SignUpSchema)
def move_sign_up(body: tuple[SignUpMove, Said], community_id: int, sign_up_id: UUID) -> dict[str, Any]:
    """Cancel, accept or decline, confirm a qualification, excuse an absence; who waits longest moves up."""
    move, said = body
    with unit_of_work() as uow:
        return service.move_sign_up(uow, current_actor(), community_id, sign_up_id, move, said)


@blp.route("/shifts/<uuid:shift_id>/code")
@phone.tells_phone
@asks(A.SHOW_CODE, policy=POLICY)
@blp.response(200, CodeSchema)
def show_code(community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Show the rotating code (RFC 6238) to the leader, from 30 minutes before to 60 minutes after the shift."""
    with unit_of_work() as uow:
        return service.show_code(uow, current_actor(), community_id, shift_id, phone=_phone())


@blp.route("/shifts/<uuid:shift_id>/codes-ahead")
@phone.tells_phone
@asks(A.SHOW_CODE, policy=POLICY)
@blp.response(200, CodesAheadSchema)
def fetch_codes(community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Hand the leader's phone the codes of at most four hours ahead, to show without a network; it leaves a row."""
    with unit_of_work() as uow:
        return service.fetch_codes(uow, current_actor(), community_id, shift_id, phone=_phone())


@blp.route("/shifts/<uuid:shift_id>/presence")
@blp.etag
@asks(A.READ_PRESENCE, policy=POLICY)
@blp.response(200, PresenceListSchema)
def list_presence(community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Show the leader who is here, what they may do with each record, and what is left; 304 where nothing changed."""
    with unit_of_work() as uow:
        shown = service.list_presence(uow, current_actor(), community_id, shift_id)
    blp.set_etag(shown, PresenceListSchema)
    return shown


@blp.route("/shifts/<uuid:shift_id>/check-ins", methods=["POST"])
@idempotent
@phone.tells_phone
@asks(A.CHECK_IN, policy=POLICY)
@blp.arguments(PresenceSchema)
@blp.response(201, RecordSchema)
def check_in(body: dict[str, Any], community_id: int, shift_id: UUID) -> dict[str, Any] | flask.Response:
    """Check in with the code that the leader's phone shows."""
    return _with_code(service.check_in, body, community_id, shift_id)


@blp.route("/shifts/<uuid:shift_id>/check-outs", methods=["POST"])
@idempotent
@phone.tells_phone
@asks(A.CHECK_OUT, policy=POLICY)
@blp.arguments(PresenceSchema)
@blp.response(200, RecordSchema)
def check_out(body: dict[str, Any], community_id: int, shift_id: UUID) -> dict[str, Any] | flask.Response:
    """Check out with the code that the leader's phone shows."""
    return _with_code(service.check_out, body, community_id, shift_id)


def _with_code(
    command: Callable[..., dict[str, Any]], body: dict[str, Any], community_id: int, shift_id: UUID
) -> dict[str, Any] | flask.Response:
    """Answer a wrong code instead of raising it: raising would roll back the count of tries."""
    actor: Actor = current_actor()
    with unit_of_work() as uow:
        try:
            return command(uow, actor, community_id, shift_id, Given(**body, phone=_phone()))
        except CodeRefusedError as refusal:
            return on_refusal(refusal)


def _phone() -> Phone:
    return Phone(phone.calling_device(), phone.calling_address())
