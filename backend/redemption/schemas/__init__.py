"""Shapes of redemption."""

from typing import Any

import marshmallow as ma

from backend.infra.http import MoveSchema, PageQuery, PhotoSchema, RefSchema, Schema, fields
from backend.redemption.moves import OfferMove, VoucherMove
from backend.redemption.schemas.merchants import photos_field
from backend.redemption.types import (
    REFUND_DAYS,
    NewOffer,
    NewPledge,
    OfferCategory,
    OfferSort,
    OfferState,
    Pieces,
    PledgeState,
    Purchase,
    VoucherState,
)

PRICE_MAX = 10**9
STOCK_MAX = 10**6
NUMBER_MAX = 2**32 - 1
REFUND_DAYS_MAX = 90
POINTS_EACH_MAX = 10**6  # with STOCK_MAX it stays within AMOUNT_MAX
QUANTITY_MAX = 100  # with PRICE_MAX it stays below AMOUNT_MAX


class NewPledgeSchema(Schema):
    """A pledge to make: so many pieces at so many points each, or points alone."""

    unit_id = fields.Id(required=True)
    title = fields.Line(required=True, min_length=1, max_length=100)
    points = fields.Amount(load_default=None, allow_none=True, metadata={"description": "without pieces"})
    quantity = fields.Amount(load_default=None, allow_none=True, maximum=STOCK_MAX)
    measure = fields.Line(load_default=None, allow_none=True, min_length=1, max_length=10)
    points_each = fields.Amount(load_default=None, allow_none=True, maximum=POINTS_EACH_MAX)
    valid_to = fields.Day(load_default=None, allow_none=True, metadata={"description": "the last day, local"})

    @ma.post_load
    def _pledge(self, data: dict[str, Any], **_: object) -> NewPledge:
        pieces = {name: data.pop(name) for name in ("quantity", "measure", "points_each")}
        missing = [name for name, value in pieces.items() if value is None]
        if data["points"] is not None:
            if len(missing) < len(pieces):
                raise ma.ValidationError("填了数量就不用再填总积分", "points")
        elif missing:
            named = missing if len(missing) < len(pieces) else ["points"]
            raise ma.ValidationError({name: ["请填写"] for name in named})
        else:
            data |= {"points": pieces["quantity"] * pieces["points_each"], "pieces": Pieces(**pieces)}
        return NewPledge(**data)


class PledgeSchema(Schema):
    """A pledge."""

    id = fields.Id(required=True)
    unit = ma.fields.Nested(RefSchema, required=True)
    title = ma.fields.String(required=True)
    points = ma.fields.Integer(required=True)
    quantity = ma.fields.Integer(required=True, allow_none=True)
    measure = ma.fields.String(required=True, allow_none=True)
    points_each = ma.fields.Integer(required=True, allow_none=True)
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
    category = fields.Choice(OfferCategory, load_default=OfferCategory.OTHER)
    photos = photos_field(load_default=[])
    refund_days = fields.WholeNumber(load_default=REFUND_DAYS, maximum=REFUND_DAYS_MAX)
    day_cap = fields.Amount(load_default=None, allow_none=True, maximum=STOCK_MAX)
    member_day_cap = fields.Amount(load_default=None, allow_none=True, maximum=STOCK_MAX)
    member_month_cap = fields.Amount(load_default=None, allow_none=True, maximum=STOCK_MAX)


class OfferFieldsSchema(Schema):
    """What may change of an offer; what is left out stays."""

    title = fields.Line(min_length=1, max_length=60)
    text = fields.Text(max_length=1000)
    price_points = fields.Amount(maximum=PRICE_MAX)
    stock = fields.Amount(maximum=STOCK_MAX)
    voucher_days = fields.Amount(maximum=365)
    category = fields.Choice(OfferCategory)
    photos = photos_field()
    refund_days = fields.WholeNumber(maximum=REFUND_DAYS_MAX)
    day_cap = fields.Amount(allow_none=True, maximum=STOCK_MAX)
    member_day_cap = fields.Amount(allow_none=True, maximum=STOCK_MAX)
    member_month_cap = fields.Amount(allow_none=True, maximum=STOCK_MAX)


class OffersQuery(PageQuery):
    """Which offers, in which order."""

    unit_id = fields.Id(load_default=None)
    category = fields.Choice(OfferCategory, load_default=None)
    text = fields.Line(load_default=None, max_length=60)
    affordable = fields.QueryFlag(load_default=False, metadata={"description": "what the caller's points cover"})
    sort = fields.Choice(OfferSort, load_default=OfferSort.NEWEST)


class OfferPriceSchema(Schema):
    """What an offer cost from a moment until another (None: until now)."""

    price_points = ma.fields.Integer(required=True)
    refund_days = ma.fields.Integer(required=True)
    from_at = fields.Moment(required=True)
    to_at = fields.Moment(required=True, allow_none=True)


class OfferPricesSchema(Schema):
    """What an offer cost when, the newest first."""

    items = ma.fields.List(ma.fields.Nested(OfferPriceSchema), required=True)


class OfferSchema(Schema):
    """An offer."""

    id = fields.Id(required=True)
    unit = ma.fields.Nested(RefSchema, required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    category = fields.Choice(OfferCategory, required=True)
    category_name = ma.fields.String(required=True)
    photos = ma.fields.List(ma.fields.Nested(PhotoSchema), required=True)
    price_points = ma.fields.Integer(required=True)
    stock = ma.fields.Integer(required=True)
    sold = ma.fields.Integer(required=True)
    left = ma.fields.Integer(required=True, metadata={"description": "in stock, and covered by the pledge"})
    sold_today = ma.fields.Integer(required=True)
    left_today = ma.fields.Integer(required=True, metadata={"description": "as left, and within the day's cap"})
    day_cap = ma.fields.Integer(required=True, allow_none=True)
    member_day_cap = ma.fields.Integer(required=True, allow_none=True)
    member_month_cap = ma.fields.Integer(required=True, allow_none=True)
    voucher_days = ma.fields.Integer(required=True)
    refund_days = ma.fields.Integer(required=True, metadata={"description": "0: not taken back"})
    state = fields.Choice(OfferState, required=True)
    state_name = ma.fields.String(required=True)
    shop_open = ma.fields.Boolean(required=True, metadata={"description": "false: the shop pauses, nothing is bought"})
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
