"""Shapes of claims on the wire."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.agreements.moves.claims import ClaimMove
from backend.agreements.types.claims import ClaimState, NewClaim
from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields


class ClaimantSchema(Schema):
    """Who claims; for now units alone."""

    type = fields.Line(required=True, validate=validate.OneOf(["unit"], error="目前只能由单位认领"))
    id = fields.Id(required=True)


class NewClaimSchema(Schema):
    """A claim on so much of an entry."""

    actor = ma.fields.Nested(
        ClaimantSchema, required=True, error_messages={"required": "请填写", "null": "请填写", "type": "格式不对"}
    )
    quantity = fields.Amount(required=True)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)

    @ma.post_load
    def _claim(self, data: dict[str, Any], **_: Any) -> NewClaim:
        return NewClaim(unit_id=data["actor"]["id"], quantity=data["quantity"], note=data["note"])


class ClaimMoveSchema(Schema):
    """A move on a claim."""

    move = fields.Choice(ClaimMove, required=True)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)


class ClaimQuery(PageQuery):
    """Filters of claims."""

    unit_id = fields.Id(load_default=None)
    state = fields.Choice(ClaimState, load_default=None)


class ClaimedEntrySchema(Schema):
    """The entry a claim is on."""

    id = fields.Id(required=True)
    kind = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    number = ma.fields.String(required=True)
    quantity = ma.fields.Integer(required=True, allow_none=True)
    quantity_unit = ma.fields.String(required=True, allow_none=True)
    claimed_quantity = ma.fields.Integer(required=True)


class ClaimActorSchema(RefSchema):
    """Who claimed."""

    type = ma.fields.String(required=True)


class ClaimSchema(Schema):
    """A claim."""

    id = fields.Id(required=True)
    entry = ma.fields.Nested(ClaimedEntrySchema, required=True)
    actor = ma.fields.Nested(ClaimActorSchema, required=True)
    quantity = ma.fields.Integer(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    note = ma.fields.String(required=True, allow_none=True)
    created_at = fields.Moment(required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
