"""Shapes of the demo's routes."""

import marshmallow as ma

from backend.infra.http import Schema, fields

YEAR_SECONDS = 366 * 86_400


class IdentityItemSchema(Schema):
    """Somebody one can be."""

    id = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    role_name = ma.fields.String(required=True)
    about = ma.fields.String(required=True)
    community_id = ma.fields.Integer(required=True)


class IdentitiesSchema(Schema):
    """All of them."""

    items = ma.fields.List(ma.fields.Nested(IdentityItemSchema), required=True)


class IdentitySchema(Schema):
    """The one chosen."""

    identity = fields.Line(required=True, min_length=1, max_length=40)


class LoginCodeSchema(Schema):
    """A one-time code."""

    code = ma.fields.String(required=True)


class AdvanceSchema(Schema):
    """How far to move on, in seconds."""

    advance = fields.WholeNumber(required=True, minimum=1, maximum=YEAR_SECONDS)


class ClockSchema(Schema):
    """The product's time."""

    now = fields.Moment(required=True)
    offset_seconds = ma.fields.Integer(required=True)
