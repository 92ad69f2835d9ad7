"""Shapes of redemption."""

import marshmallow as ma

from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields
from backend.redemption.moves import OfferMove, VoucherMove
from backend.redemption.types import NewOffer, NewPledge, OfferState, PledgeState, Purchase, VoucherState

PRICE_MAX = 10**9
STOCK_MAX = 10**6
NUMBER_MAX = 2**32 - 1
QUANTITY_MAX = 100  # with PRICE_MAX it stays below AMOUNT_MAX


class NewPledgeSchema(Schema):
    """A pledge to make."""

    into = NewPledge
    unit_id = fields.Id(required=True)
    title = fields.Line(required=True, min_length=1, max_length=100)
    points = fields.Amount(required=True)
    valid_to = fields.Day(load_default=None, allow_none=True, metadata={"description": "the last day, local"})


class PledgeSchema(Schema):
    """A pledge."""

    id = fields.Id(required=True)
    unit = ma.fields.Nested(RefSchema, required=True)
    title = ma.fields.String(required=True)
    points = ma.fields.Integer(required=True)
    reserved = ma.fields.Integer(required=True, metadata={"description": "held by vouchers not yet used"})
    redeemed = ma.fields.Integer(required=True)
    lapsed = ma.fields.Integer(required=True)
    left = ma.fields.Integer(required=True, metadata={"description": "may still be drawn"})
    valid_to = fields.Day(required=True, allow_none=True)
    state = fields.Choice(PledgeState, required=True)
    state_name = ma.fields.String(required=True)
    created_at = fields.Moment(required=True)


class UnitFilterQuery(PageQuery):
    """One merchant's alone."""

    unit_id = fields.Id(load_default=None)


class NewOfferSchema(Schema):
    """An offer to make."""

    into = NewOffer
    pledge_id = fields.Id(required=True)
    title = fields.Line(required=True, min_length=1, max_length=60)
    text = fields.Text(load_default="", max_length=1000)
    price_points = fields.Amount(required=True, maximum=PRICE_MAX)
    stock = fields.Amount(required=True, maximum=STOCK_MAX)
    voucher_days = fields.Amount(required=True, maximum=365)


class OfferSchema(Schema):
    """An offer."""

    id = fields.Id(required=True)
    unit = ma.fields.Nested(RefSchema, required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    price_points = ma.fields.Integer(required=True)
    stock = ma.fields.Integer(required=True)
    sold = ma.fields.Integer(required=True)
    left = ma.fields.Integer(required=True, metadata={"description": "in stock, and covered by the pledge"})
    voucher_days = ma.fields.Integer(required=True)
    state = fields.Choice(OfferState, required=True)
    state_name = ma.fields.String(required=True)
    pledge_id = fields.Id(required=True)
    version = ma.fields.Integer(required=True)
    created_at = fields.Moment(required=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class OfferMoveSchema(Schema):
    """A move on an offer."""

    move = fields.Choice(OfferMove, required=True)


class PurchaseSchema(Schema):
    """What to buy."""

    offer_id = fields.Id(required=True, data_key="offer")
    quantity = fields.Amount(required=True, maximum=QUANTITY_MAX)
    price_points = fields.Amount(
        load_default=None, maximum=PRICE_MAX, metadata={"description": "price of one, as it was shown"}
    )

    @ma.post_load
    def _purchase(self, data: dict[str, object], **_: object) -> Purchase:
        return Purchase(**data)  # type: ignore[arg-type]  # the fields above are its fields


class VoucherQuery(PageQuery):
    """Filters of one's own vouchers."""

    state = fields.Choice(VoucherState, load_default=None)


class VoucherOfferSchema(Schema):
    """What a voucher is for."""

    id = fields.Id(required=True)
    title = ma.fields.String(required=True)
    unit = ma.fields.Nested(RefSchema, required=True)


class VoucherSchema(Schema):
    """A voucher."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    offer = ma.fields.Nested(VoucherOfferSchema, required=True)
    shops = fields.ListOf(ma.fields.Nested(RefSchema), required=True, metadata={"description": "all that take it"})
    quantity = ma.fields.Integer(required=True)
    left = ma.fields.Integer(required=True, metadata={"description": "pieces not taken yet"})
    points = ma.fields.Integer(required=True)
    state = fields.Choice(VoucherState, required=True)
    state_name = ma.fields.String(required=True)
    token = ma.fields.String(required=True, allow_none=True, metadata={"description": "the holder's alone"})
    qr = ma.fields.String(required=True, allow_none=True)
    pin = ma.fields.String(required=True, allow_none=True, metadata={"description": "the holder's alone, 6 digits"})
    works_offline = ma.fields.Boolean(
        required=True, metadata={"description": "whether a shop without a network can take it"}
    )
    expires_at = fields.Moment(required=True)
    used_at = fields.Moment(required=True, allow_none=True)
    created_at = fields.Moment(required=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class VoucherMoveSchema(Schema):
    """A move on a voucher."""

    move = fields.Choice(VoucherMove, required=True)

    @ma.validates("move")
    def _cancel_alone(self, value: VoucherMove, **_: object) -> None:
        if value is not VoucherMove.CANCEL:
            raise ma.ValidationError("持券人只能取消")


class RedeemSchema(Schema):
    """What the till scanned (a token, or the QR's whole text), or the number and PIN it was told."""

    token = fields.Line(load_default=None, min_length=1, max_length=200)
    number = fields.Amount(load_default=None, maximum=NUMBER_MAX, metadata={"description": "券-000012 is 12"})
    pin = fields.Line(load_default=None, validate=ma.validate.Regexp(r"^\d{6}$", error="密码是6位数字"))
    pieces = fields.Amount(load_default=None, maximum=QUANTITY_MAX, metadata={"description": "all left, if not told"})
    unit_id = fields.Id(load_default=None, metadata={"description": "at which of the caller's shops, if not clear"})

    @ma.validates_schema
    def _one_way(self, data: dict[str, object], **_: object) -> None:
        if data["token"] is None and (data["number"] is None or data["pin"] is None):
            raise ma.ValidationError("请扫码，或填写券号和密码", "token")


class RedemptionSchema(Schema):
    """A voucher taken at the till."""

    id = fields.Id(required=True)
    voucher_number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    quantity = ma.fields.Integer(required=True)
    left = ma.fields.Integer(required=True, metadata={"description": "what the voucher has left now"})
    points = ma.fields.Integer(required=True)
    holder_name = ma.fields.String(required=True, metadata={"description": "masked"})
    at = fields.Moment(required=True)


class StatementLineSchema(Schema):
    """A line of the ledger; a correction is a line of its own."""

    at = fields.Moment(required=True)
    voucher_number = ma.fields.String(required=True, allow_none=True)
    title = ma.fields.String(required=True)
    quantity = ma.fields.Integer(required=True)
    points = ma.fields.Integer(required=True)


class StatementSchema(Schema):
    """A merchant's day: opening + total = closing."""

    merchant = ma.fields.Nested(RefSchema, required=True)
    date = fields.Day(required=True)
    opening = ma.fields.Integer(required=True)
    lines = fields.ListOf(ma.fields.Nested(StatementLineSchema), required=True)
    total = ma.fields.Integer(required=True)
    count = ma.fields.Integer(required=True)
    closing = ma.fields.Integer(required=True)
