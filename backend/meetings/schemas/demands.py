"""Shapes of demands."""

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import MoveSchema, PageQuery, Schema, fields
from backend.meetings.moves.demands import DemandMove
from backend.meetings.types import DemandState, NewDemand


class NewMeetingDemandSchema(Schema):
    """What the residents' meeting is to talk about."""

    into = NewDemand

    title = fields.Line(required=True, min_length=2, max_length=60)
    text = fields.Text(required=True, min_length=2, max_length=1000)


class MeetingDemandMoveSchema(Schema):
    """A move on one's own demand."""

    move = fields.Choice(DemandMove, required=True, validate=validate.Equal(DemandMove.WITHDRAW, error="没有这个选项"))


class DemandQuery(PageQuery):
    """Filters of demands."""

    state = fields.Choice(DemandState, load_default=None)


class MeetingDemandProgressSchema(Schema):
    """How far a demand is by one of its three grounds."""

    ground = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    source = ma.fields.String(required=True)
    signed = ma.fields.Integer(required=True)
    of = ma.fields.Integer(required=True)
    enough = ma.fields.Integer(required=True, allow_none=True, metadata={"description": "null: there is none of these"})
    met = ma.fields.Boolean(required=True)


class MeetingDemandSchema(Schema):
    """A demand that the residents' meeting be called; who signed is not shown."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    begun_by = ma.fields.String(required=True, metadata={"description": "a name, masked without consent"})
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    created_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    reached_at = fields.Moment(required=True, allow_none=True)
    ground = ma.fields.String(required=True, allow_none=True)
    call_by = fields.Day(required=True, allow_none=True)
    meeting_id = fields.Id(required=True, allow_none=True)
    signed = ma.fields.Integer(required=True)
    progress = ma.fields.List(ma.fields.Nested(MeetingDemandProgressSchema), required=True)
    has_signed = ma.fields.Boolean(required=True)
    may_sign = ma.fields.Boolean(required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
