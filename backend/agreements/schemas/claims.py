"""Shapes of claims on the wire."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.agreements.moves.claims import AssistMove, ClaimMove
from backend.agreements.rules.claims import ASSISTS_MAX
from backend.agreements.types.claims import Assist, ClaimState, NewClaim
from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields


class ClaimantSchema(Schema):
    """Who claims: a unit; or, of a small wish, the member themselves."""

    type = fields.Line(required=True, validate=validate.OneOf(["unit", "member"], error="请选择单位或本人"))
    id = fields.Id(required=True)


class NewAssistSchema(Schema):
    """A unit that is asked to help: its share of the quantity, 0 where it takes no amount of its own."""

    into = Assist

    unit_id = fields.Id(required=True)
    share = fields.WholeNumber(minimum=0, load_default=0)
    part = fields.Line(max_length=100, load_default=None, allow_none=True)


class NewClaimSchema(Schema):
    """A claim on so much of an entry."""

    actor = ma.fields.Nested(
        ClaimantSchema, required=True, error_messages={"required": "请填写", "null": "请填写", "type": "格式不对"}
    )
    quantity = fields.Amount(required=True)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)
    wait = fields.Flag(
        load_default=False, metadata={"description": "stand in line where there is not enough left for now"}
    )
    assists = fields.ListOf(
        ma.fields.Nested(NewAssistSchema),
        load_default=list,
        validate=validate.Length(max=ASSISTS_MAX, error=f"协助单位最多{ASSISTS_MAX}个"),
    )

    @ma.post_load
    def _claim(self, data: dict[str, Any], **_: Any) -> NewClaim:
        who = data.pop("actor")
        by_unit = who["type"] == "unit"
        return NewClaim(unit_id=who["id"] if by_unit else None, member_id=None if by_unit else who["id"], **data)


class ClaimMoveSchema(Schema):
    """A move on a claim."""

    move = fields.Choice(ClaimMove, required=True)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)


class AssistMoveSchema(Schema):
    """A move on a unit's part in a claim."""

    move = fields.Choice(AssistMove, required=True)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)


class ClaimQuery(PageQuery):
    """Filters of claims."""

    unit_id = fields.Id(load_default=None)
    assist_unit_id = fields.Id(load_default=None, metadata={"description": "a unit that was asked or agreed to help"})
    mine = fields.QueryFlag(load_default=False, metadata={"description": "what the caller claimed for themselves"})
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


class AssistSchema(Schema):
    """A unit's part in a claim."""

    id = fields.Id(required=True)
    unit = ma.fields.Nested(RefSchema, required=True)
    share = ma.fields.Integer(required=True)
    part = ma.fields.String(required=True, allow_none=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    answer_by = fields.Moment(
        required=True,
        allow_none=True,
        metadata={"description": "when an invitation ends by itself; null once answered"},
    )
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class ClaimSchema(Schema):
    """A claim."""

    id = fields.Id(required=True)
    entry = ma.fields.Nested(ClaimedEntrySchema, required=True)
    actor = ma.fields.Nested(ClaimActorSchema, required=True)
    quantity = ma.fields.Integer(required=True)
    own_share = ma.fields.Integer(
        required=True, metadata={"description": "what no assisting unit takes, and so the claimant does"}
    )
    assists = ma.fields.List(ma.fields.Nested(AssistSchema), required=True)
    may_invite = ma.fields.Boolean(required=True, metadata={"description": "the caller may ask units to help now"})
    place_in_line = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "1 is next; null when it does not wait"}
    )
    agreement_id = fields.Id(
        required=True,
        allow_none=True,
        metadata={"description": "the agreement that the claim is kept by, to who may read it"},
    )
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    note = ma.fields.String(required=True, allow_none=True)
    created_at = fields.Moment(required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
