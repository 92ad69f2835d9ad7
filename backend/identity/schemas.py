"""Shapes of sign-in."""

import marshmallow as ma

from backend.infra.http import Schema, fields

# flask-smorest shows these in the specification; requests are read by them.


class WechatCodeSchema(Schema):
    """What Taro.login / wx.login gave."""

    code = fields.Line(required=True, min_length=1, max_length=200)


class RefreshSchema(Schema):
    """A refresh token."""

    refresh_token = fields.Line(required=True, min_length=1, max_length=200)


class PersonSchema(Schema):
    """The person's own view."""

    id = fields.Id(required=True)
    name = ma.fields.String(required=True, allow_none=True)
    phone_masked = ma.fields.String(required=True, allow_none=True)


class UnitTieSchema(Schema):
    """A tie to a unit."""

    id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    role = ma.fields.String(required=True)


class MembershipSchema(Schema):
    """One community of the person."""

    community_id = ma.fields.Integer(required=True)
    community_name = ma.fields.String(required=True)
    member_id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    roles = ma.fields.List(ma.fields.String(), required=True)
    units = ma.fields.List(ma.fields.Nested(UnitTieSchema), required=True)


class TokenPairSchema(Schema):
    """New tokens."""

    access_token = ma.fields.String(required=True)
    refresh_token = ma.fields.String(required=True)
    expires_in = ma.fields.Integer(required=True, metadata={"description": "seconds"})


class WhoSchema(Schema):
    """The person and their memberships."""

    person = ma.fields.Nested(PersonSchema, required=True)
    memberships = ma.fields.List(ma.fields.Nested(MembershipSchema), required=True)


class SignedInSchema(TokenPairSchema, WhoSchema):
    """The answer to a sign-in."""


class PersonOnlySchema(Schema):
    """The person after a change."""

    person = ma.fields.Nested(PersonSchema, required=True)
