"""Shapes of who is on site, for the shift's leader."""

import marshmallow as ma

from backend.infra.http import RefSchema, Schema, fields
from backend.volunteering.schemas.records import RecordSchema


class LeftSchema(Schema):
    """How many people are still to do what, or to be done by."""

    to_come = ma.fields.Integer(required=True)
    to_leave = ma.fields.Integer(required=True)
    to_witness = ma.fields.Integer(required=True)
    to_confirm = ma.fields.Integer(required=True)
    to_confirm_by_me = ma.fields.Integer(required=True, metadata={"description": "of these, those the caller may"})


class PresentSchema(Schema):
    """One member with a place on the shift, and their record once they were there."""

    sign_up_id = fields.Id(required=True)
    member = ma.fields.Nested(RefSchema, required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    record = ma.fields.Nested(RecordSchema, required=True, allow_none=True)


class PresenceListSchema(Schema):
    """Everybody with a place on the shift, in the order of signing up."""

    shift_id = fields.Id(required=True)
    left = ma.fields.Nested(LeftSchema, required=True)
    items = ma.fields.List(ma.fields.Nested(PresentSchema), required=True)
