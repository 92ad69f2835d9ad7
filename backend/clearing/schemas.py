"""Shapes of clearing."""

import marshmallow as ma

from backend.clearing.moves import PAIR_MOVE_NAMES, PairMove
from backend.clearing.types import CEILING_MAX, Direction, NewTerms, NewTransfer, PairState, TransferState
from backend.infra.http import MoveSchema, Schema, fields

COMMUNITY_MAX = 10**12 - 1


class NewTermsSchema(Schema):
    """What a side agrees to."""

    into = NewTerms
    other_id = fields.WholeNumber(required=True, minimum=10**11, maximum=COMMUNITY_MAX)
    ceiling = fields.Amount(
        required=True, maximum=CEILING_MAX, metadata={"description": "points that may be owed, either way"}
    )


class PairMoveSchema(Schema):
    """A move on a pair."""

    move = fields.Choice(PairMove, required=True)

    @ma.validates("move")
    def _agrees_with_a_ceiling(self, value: PairMove, **_: object) -> None:
        if value not in PAIR_MOVE_NAMES:
            raise ma.ValidationError("同意互通时请填写上限")


class PairSchema(Schema):
    """How this community and another stand to each other."""

    other_id = ma.fields.Integer(required=True)
    other_name = ma.fields.String(required=True)
    state = fields.Choice(PairState, required=True)
    state_name = ma.fields.String(required=True)
    our_ceiling = ma.fields.Integer(required=True, allow_none=True)
    their_ceiling = ma.fields.Integer(required=True, allow_none=True)
    ceiling = ma.fields.Integer(required=True, metadata={"description": "the smaller of both"})
    owed = ma.fields.Integer(required=True, metadata={"description": "points owed to the other; negative: owed by it"})
    in_flight = ma.fields.Integer(required=True, metadata={"description": "held until the other answers"})
    possible = ma.fields.Integer(required=True, metadata={"description": "points that may be sent now"})
    may_agree = ma.fields.Boolean(required=True, metadata={"description": "the caller may set this side's ceiling"})
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class PairsSchema(Schema):
    """All pairs of a community."""

    items = fields.ListOf(ma.fields.Nested(PairSchema), required=True)


class DaySchema(Schema):
    """A closed local day: opening + sent - received = closing, what is owed to the other."""

    day = fields.Day(required=True)
    opening = ma.fields.Integer(required=True)
    sent = ma.fields.Integer(required=True)
    received = ma.fields.Integer(required=True)
    refunded = ma.fields.Integer(required=True)
    closing = ma.fields.Integer(required=True)
    in_flight = ma.fields.Integer(required=True)
    their_closing = ma.fields.Integer(required=True, allow_none=True)
    agrees = ma.fields.Boolean(
        required=True, allow_none=True, metadata={"description": "null until the other community has closed the day"}
    )
    closed_at = fields.Moment(required=True)


class NewClearingTransferSchema(Schema):
    """What to send."""

    into = NewTransfer
    to_id = fields.WholeNumber(required=True, minimum=10**11, maximum=COMMUNITY_MAX)
    points = fields.Amount(required=True)


class ClearingTransferSchema(Schema):
    """A transfer between communities."""

    id = fields.Id(required=True)
    direction = fields.Choice(Direction, required=True)
    other_id = ma.fields.Integer(required=True)
    other_name = ma.fields.String(required=True)
    points = ma.fields.Integer(required=True)
    state = fields.Choice(TransferState, required=True)
    state_name = ma.fields.String(required=True)
    reason = ma.fields.String(required=True, allow_none=True, metadata={"description": "why it was not taken"})
    sent_at = fields.Moment(required=True)
    decided_at = fields.Moment(required=True, allow_none=True, metadata={"description": "booked in the other"})
    closed_at = fields.Moment(required=True, allow_none=True)
