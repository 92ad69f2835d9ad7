"""Shapes of slots and bookings on the wire."""

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields
from backend.lists.bookings import BookingMove, NewBooking


class SlotsQuery(Schema):
    """Which day is asked for."""

    day = fields.Day(load_default=None, metadata={"description": "left out: the first day with a free slot"})


class SlotSchema(Schema):
    """A time that can be booked as a whole."""

    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    free = ma.fields.Integer(required=True, metadata={"description": "units that are free"})
    state = ma.fields.String(required=True, validate=validate.OneOf(["free", "full", "too_soon", "past"]))


class SlotDaySchema(Schema):
    """A day of the strip; ``free`` counts its slots that can be booked."""

    day = fields.Day(required=True)
    open = ma.fields.Boolean(required=True)
    free = ma.fields.Integer(required=True)


class SlotsSchema(Schema):
    """How a resource is booked, its days, and the slots of one."""

    day = fields.Day(required=True)
    days = ma.fields.List(ma.fields.Nested(SlotDaySchema), required=True)
    slots = ma.fields.List(ma.fields.Nested(SlotSchema), required=True)
    units = ma.fields.Integer(required=True)
    people_max = ma.fields.Integer(required=True, allow_none=True)
    fee_fen = ma.fields.Integer(required=True)
    slot_minutes = ma.fields.Integer(required=True)
    lead_hours = ma.fields.Integer(required=True)
    cancel_hours = ma.fields.Integer(required=True)
    member_max = ma.fields.Integer(required=True, metadata={"description": "coming bookings a member may hold"})
    coming = ma.fields.Integer(required=True, metadata={"description": "coming bookings that I hold"})
    banned_until = fields.Moment(required=True, allow_none=True)


class NewBookingSchema(Schema):
    """A slot by its beginning."""

    into = NewBooking

    starts_at = fields.Moment(required=True)
    people = fields.Amount(load_default=1, maximum=10_000)
    note = fields.Line(load_default=None, allow_none=True, max_length=100)


class BookingQuery(PageQuery):
    """Whose bookings."""

    mine = fields.QueryFlag(load_default=True, metadata={"description": "my own; false: those of the resources I keep"})
    entry_id = fields.Id(load_default=None)
    day = fields.Day(load_default=None)


class BookingMoveSchema(Schema):
    """A move on a booking; who keeps the resource gives a reason for cancelling."""

    move = fields.Choice(BookingMove, required=True)
    note = fields.Text(max_length=200, load_default=None, allow_none=True)


class BookingSchema(Schema):
    """A booking, as its booker and who keeps the resource see it."""

    id = fields.Id(required=True)
    entry = ma.fields.Nested(RefSchema, required=True)
    place = ma.fields.String(required=True, allow_none=True)
    resource_kind = ma.fields.String(required=True)
    member = ma.fields.Nested(RefSchema, required=True)
    mine = ma.fields.Boolean(required=True)
    unit_no = ma.fields.Integer(required=True)
    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    cancel_until = fields.Moment(required=True)
    late = ma.fields.Boolean(required=True, metadata={"description": "cancelling now counts as late"})
    people = ma.fields.Integer(required=True)
    fee_fen = ma.fields.Integer(required=True)
    note = ma.fields.String(required=True, allow_none=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    reason = ma.fields.String(required=True, allow_none=True)
    created_at = fields.Moment(required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
