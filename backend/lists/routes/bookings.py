"""Routes of slots and bookings."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.lists.bookings import BookingFilter, NewBooking
from backend.lists.policy import A
from backend.lists.schemas.bookings import (
    BookingMoveSchema,
    BookingQuery,
    BookingSchema,
    NewBookingSchema,
    SlotsQuery,
    SlotsSchema,
)
from backend.lists.service import bookings as service

POLICY = "lists"

blp = Blueprint(
    "bookings", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Booking of resources"
)


@blp.route("/entries/<uuid:entry_id>/slots")
@asks(A.READ_LISTS, policy=POLICY)
@blp.arguments(SlotsQuery, location="query")
@blp.response(200, SlotsSchema)
def show_slots(query: dict[str, Any], community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Show the days and slots in which a resource can be booked."""
    with unit_of_work() as uow:
        return service.show_slots(uow, current_actor(), community_id, entry_id, query["day"])


@blp.route("/entries/<uuid:entry_id>/bookings", methods=["POST"])
@idempotent
@asks(A.BOOK, policy=POLICY)
@blp.arguments(NewBookingSchema)
@blp.response(201, BookingSchema)
def book(body: NewBooking, community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Book a slot of a resource."""
    with unit_of_work() as uow:
        return service.book(uow, current_actor(), community_id, entry_id, body)


@blp.route("/bookings")
@asks(A.READ_BOOKINGS, policy=POLICY)
@blp.arguments(BookingQuery, location="query")
@blp.response(200, page_schema(BookingSchema))
def list_bookings(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """Page through my own bookings, the latest first, or in order through those of the resources I keep."""
    wanted = BookingFilter(mine=query["mine"], entry_id=query["entry_id"], day=query["day"])
    with unit_of_work() as uow:
        return service.list_bookings(uow, current_actor(), community_id, wanted, page_request(query))


@blp.route("/bookings/<uuid:booking_id>")
@asks(A.READ_BOOKINGS, policy=POLICY)
@blp.response(200, BookingSchema)
def get_booking(community_id: int, booking_id: UUID) -> dict[str, Any]:
    """Show one booking."""
    with unit_of_work() as uow:
        return service.get_booking(uow, current_actor(), community_id, booking_id)


@blp.route("/bookings/<uuid:booking_id>/moves", methods=["POST"])
@idempotent
@asks(A.READ_BOOKINGS, policy=POLICY)
@blp.arguments(BookingMoveSchema)
@blp.response(200, BookingSchema)
def move_booking(body: dict[str, Any], community_id: int, booking_id: UUID) -> dict[str, Any]:
    """Cancel a booking, or tell whether somebody came."""
    with unit_of_work() as uow:
        return service.move_booking(uow, current_actor(), community_id, booking_id, body["move"], body["note"])
