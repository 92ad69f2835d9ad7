"""Shapes of merchants, refunds and statements."""

from typing import Any
from uuid import UUID

import marshmallow as ma

from backend.infra.http import MoveSchema, PageQuery, PhotoSchema, RefSchema, Schema, fields
from backend.redemption.moves import MerchantMove, RefundMove, StatementMove
from backend.redemption.types import (
    MerchantState,
    NewMerchant,
    NewRefund,
    RefundReason,
    RefundState,
    StatementState,
)

PHOTOS_MAX = 6
QUANTITY_MAX = 10**6


def _differ(ids: list[UUID]) -> None:
    if len(set(ids)) < len(ids):
        raise ma.ValidationError("同一张照片只能放一次")


def photos_field(**options: Any) -> fields.ListOf:
    """Return the field of photos that were taken in before, in the order they are shown."""
    return fields.ListOf(
        fields.Id(),
        validate=[ma.validate.Length(max=PHOTOS_MAX, error=f"最多{PHOTOS_MAX}张照片"), _differ],
        metadata={"description": "ids from POST photos: one's own, for staff anybody's", "maxItems": PHOTOS_MAX},
        **options,
    )


class NewMerchantSchema(Schema):
    """An application: what a shop tells of itself."""

    into = NewMerchant
    unit_id = fields.Id(required=True)
    licence = fields.CreditCode(required=True, metadata={"description": "统一社会信用代码, 18 characters"})
    address = fields.Line(required=True, min_length=1, max_length=100)
    hours = fields.Line(required=True, min_length=1, max_length=100)
    sells = fields.Text(required=True, min_length=1, max_length=500)
    photos = photos_field(load_default=[])


class MerchantEventSchema(Schema):
    """What was done with a merchant."""

    at = fields.Moment(required=True)
    name = ma.fields.String(required=True)
    note = ma.fields.String(required=True)
    by = ma.fields.String(required=True, allow_none=True)


class MerchantSchema(Schema):
    """A unit as a shop; its papers and history go to the desk and its own contact."""

    unit = ma.fields.Nested(RefSchema, required=True)
    address = ma.fields.String(required=True)
    hours = ma.fields.String(required=True)
    sells = ma.fields.String(required=True)
    state = fields.Choice(MerchantState, required=True)
    state_name = ma.fields.String(required=True)
    licence = ma.fields.String(required=True, allow_none=True)
    photos = ma.fields.List(ma.fields.Nested(PhotoSchema), required=True)
    is_checked = ma.fields.Boolean(required=True)
    applied_at = fields.Moment(required=True)
    history = ma.fields.List(ma.fields.Nested(MerchantEventSchema), required=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class MerchantQuery(PageQuery):
    """Merchants of one state; without it those that sell or pause."""

    state = fields.Choice(MerchantState, load_default=None)


class MerchantMoveSchema(Schema):
    """A move on a merchant; declining and closing give a reason."""

    move = fields.Choice(MerchantMove, required=True)
    note = fields.Text(load_default="", max_length=500)


class NewRefundSchema(Schema):
    """Pieces to give back, and why."""

    into = NewRefund
    quantity = fields.Amount(required=True, maximum=QUANTITY_MAX)
    reason = fields.Choice(RefundReason, required=True)
    text = fields.Text(load_default="", max_length=500)


class RefundSchema(Schema):
    """Pieces that were given back."""

    id = fields.Id(required=True)
    at = fields.Moment(required=True)
    quantity = ma.fields.Integer(required=True)
    points = ma.fields.Integer(required=True)
    reason_name = ma.fields.String(required=True)
    text = ma.fields.String(required=True)


class RefundRequestSchema(Schema):
    """What a holder asks to give back."""

    id = fields.Id(required=True)
    redemption_id = fields.Id(required=True)
    unit = ma.fields.Nested(RefSchema, required=True)
    voucher_number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    holder_name = ma.fields.String(required=True, metadata={"description": "masked to others"})
    quantity = ma.fields.Integer(required=True)
    reason = fields.Choice(RefundReason, required=True)
    reason_name = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    state = fields.Choice(RefundState, required=True)
    state_name = ma.fields.String(required=True)
    answer = ma.fields.String(required=True)
    answer_due_at = fields.Moment(required=True)
    answered_at = fields.Moment(required=True, allow_none=True)
    created_at = fields.Moment(required=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class RefundRequestQuery(PageQuery):
    """One shop's requests; ``overdue``: those it let pass unanswered, the oldest first."""

    unit_id = fields.Id(load_default=None)
    overdue = fields.QueryFlag(load_default=False)


class RefundMoveSchema(Schema):
    """A move on a request; declining gives a reason."""

    move = fields.Choice(RefundMove, required=True)
    text = fields.Text(load_default="", max_length=500)


class UseSchema(Schema):
    """One use of a voucher and what was given back of it."""

    id = fields.Id(required=True)
    quantity = ma.fields.Integer(required=True)
    points = ma.fields.Integer(required=True)
    at = fields.Moment(required=True)
    refunded = ma.fields.Integer(required=True)
    refund_until = fields.Moment(required=True, allow_none=True)


class UsesSchema(Schema):
    """A voucher's uses, the newest first."""

    items = ma.fields.List(ma.fields.Nested(UseSchema), required=True)


class TakenSchema(Schema):
    """A redemption as who may give it back, or take it back, sees it."""

    id = fields.Id(required=True)
    unit = ma.fields.Nested(RefSchema, required=True)
    voucher_id = fields.Id(required=True)
    voucher_number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    quantity = ma.fields.Integer(required=True)
    points = ma.fields.Integer(required=True)
    holder_name = ma.fields.String(required=True, metadata={"description": "masked to others"})
    at = fields.Moment(required=True)
    refunded = ma.fields.Integer(required=True)
    left = ma.fields.Integer(required=True, metadata={"description": "pieces that may still be given back"})
    points_left = ma.fields.Integer(required=True)
    refund_until = fields.Moment(required=True, allow_none=True)
    can_ask = ma.fields.Boolean(required=True)
    can_refund = ma.fields.Boolean(required=True)
    refunds = ma.fields.List(ma.fields.Nested(RefundSchema), required=True)
    requests = ma.fields.List(ma.fields.Nested(RefundRequestSchema), required=True)


class StatementLineSchema(Schema):
    """A line of the ledger; a correction is a line of its own."""

    at = fields.Moment(required=True)
    voucher_number = fields.Line(required=True, allow_none=True)
    title = ma.fields.String(required=True)
    quantity = ma.fields.Integer(required=True)
    points = ma.fields.Integer(required=True)


class StatementNoteSchema(Schema):
    """What was said about a statement."""

    what = fields.Choice(StatementMove, required=True)
    text = ma.fields.String(required=True)
    at = fields.Moment(required=True)
    by = ma.fields.String(required=True)


class StatementSchema(Schema):
    """A merchant's day: opening + redeemed - refunds + corrections = closing."""

    merchant = ma.fields.Nested(RefSchema, required=True)
    date = fields.Day(required=True)
    number = ma.fields.String(required=True, allow_none=True, metadata={"description": "None: not made yet"})
    opening = ma.fields.Integer(required=True)
    redeemed = ma.fields.Integer(required=True)
    refunds = ma.fields.Integer(required=True)
    corrections = ma.fields.Integer(required=True)
    closing = ma.fields.Integer(required=True)
    fulfilled = ma.fields.Integer(required=True, metadata={"description": "settled with the shop when it was made"})
    lines = fields.ListOf(ma.fields.Nested(StatementLineSchema), required=True)
    total = ma.fields.Integer(required=True, metadata={"description": "closing - opening"})
    count = ma.fields.Integer(required=True)
    state = fields.Choice(StatementState, required=True, allow_none=True)
    state_name = ma.fields.String(required=True)
    notes = ma.fields.List(ma.fields.Nested(StatementNoteSchema), required=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class ObjectionQuery(PageQuery):
    """Objections of all shops; ``open``: those nobody has answered or settled yet."""

    open = fields.QueryFlag(load_default=False)


class StatementObjectionSchema(Schema):
    """An objection to a statement, and what became of it."""

    merchant = ma.fields.Nested(RefSchema, required=True)
    date = fields.Day(required=True)
    number = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    by = ma.fields.String(required=True)
    at = fields.Moment(required=True)
    state = fields.Choice(StatementState, required=True)
    state_name = ma.fields.String(required=True)
    answer = ma.fields.String(required=True, allow_none=True, metadata={"description": "the desk's; None: none yet"})


class StatementMoveSchema(Schema):
    """A word on a statement; objections and replies say what is the matter."""

    move = fields.Choice(StatementMove, required=True)
    text = fields.Text(load_default="", max_length=500)


class StatementDaySchema(Schema):
    """A day of a month's overview."""

    date = fields.Day(required=True)
    number = ma.fields.String(required=True)
    opening = ma.fields.Integer(required=True)
    redeemed = ma.fields.Integer(required=True)
    refunds = ma.fields.Integer(required=True)
    corrections = ma.fields.Integer(required=True)
    closing = ma.fields.Integer(required=True)
    fulfilled = ma.fields.Integer(required=True)
    state = fields.Choice(StatementState, required=True)
    state_name = ma.fields.String(required=True)


class StatementSumsSchema(Schema):
    """A month's sums."""

    redeemed = ma.fields.Integer(required=True)
    refunds = ma.fields.Integer(required=True)
    corrections = ma.fields.Integer(required=True)
    fulfilled = ma.fields.Integer(required=True)


class StatementMonthSchema(Schema):
    """The statements made of a month, the newest first."""

    merchant = ma.fields.Nested(RefSchema, required=True)
    month = ma.fields.String(required=True, metadata={"description": "YYYY-MM"})
    days = ma.fields.List(ma.fields.Nested(StatementDaySchema), required=True)
    sums = ma.fields.Nested(StatementSumsSchema, required=True)
