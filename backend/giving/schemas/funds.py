"""Shapes of funds, donations and uses. Money is fen."""

import marshmallow as ma

from backend.giving.moves import DonationMove
from backend.giving.types import DonationState, Goods, NewDonation, NewFund, NewUse
from backend.infra.http import MoveSchema, PageQuery, PhotoSchema, RefSchema, Schema, fields

# Ten million yuan, or ten million pieces: a neighbourhood's fund holds no more, and sums stay far below bigint.
AMOUNT_MAX = 10**9
PHOTOS_MAX = 9


def _photos() -> fields.ListOf:
    return fields.ListOf(fields.Id(), load_default=list, validate=ma.validate.Length(max=PHOTOS_MAX))


class NewFundSchema(Schema):
    """A fund to open; without a unit the community keeps it."""

    into = NewFund
    name = fields.Line(required=True, min_length=2, max_length=40)
    purpose = fields.Text(required=True, min_length=2, max_length=300)
    keeper_unit_id = fields.Id(load_default=None, allow_none=True)


class FundMoneySchema(Schema):
    """Received, used and left, in fen or pieces."""

    received = ma.fields.Integer(required=True)
    used = ma.fields.Integer(required=True)
    left = ma.fields.Integer(required=True)


class FundGoodsSchema(FundMoneySchema):
    """One kind of goods, in its unit of measure."""

    id = fields.Id(required=True)
    what = ma.fields.String(required=True)
    unit = ma.fields.String(required=True)


class FundSchema(Schema):
    """A fund with its account."""

    id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    purpose = ma.fields.String(required=True)
    keeper_name = ma.fields.String(required=True)
    opened_at = fields.Moment(required=True)
    donations = ma.fields.Integer(required=True, metadata={"description": "how many were acknowledged"})
    money = ma.fields.Nested(FundMoneySchema, required=True)
    goods = fields.ListOf(ma.fields.Nested(FundGoodsSchema), required=True)
    may_record = ma.fields.Boolean(required=True)
    may_acknowledge = ma.fields.Boolean(required=True)


class GoodsSchema(Schema):
    """A kind of goods to record: what, and what it is counted in."""

    into = Goods
    what = fields.Line(required=True, min_length=1, max_length=40)
    unit = fields.Line(required=True, min_length=1, max_length=10)


class NewDonationSchema(Schema):
    """A donation to record: fen, or so many of ``goods``; exactly one donor."""

    into = NewDonation
    amount = fields.Amount(required=True, maximum=AMOUNT_MAX)
    goods = ma.fields.Nested(GoodsSchema, load_default=None, allow_none=True)
    estimated_fen = fields.Amount(load_default=None, allow_none=True, maximum=AMOUNT_MAX)
    donor_member_id = fields.Id(load_default=None, allow_none=True)
    donor_unit_id = fields.Id(load_default=None, allow_none=True)
    donor_name = fields.Line(load_default="", max_length=50)
    anonymous = fields.Flag(load_default=False)
    received_on = fields.Day(required=True)
    evidence = fields.Line(required=True, min_length=1, max_length=100)
    photos = _photos()


class GoodsRefSchema(Schema):
    """A kind of goods of a fund."""

    id = fields.Id(required=True)
    what = ma.fields.String(required=True)
    unit = ma.fields.String(required=True)


class FundDonationSchema(Schema):
    """A donation; ``used`` of its amount is used, what came first first."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True, allow_none=True)
    fund = ma.fields.Nested(RefSchema, required=True)
    goods = ma.fields.Nested(GoodsRefSchema, required=True, allow_none=True)
    amount = ma.fields.Integer(required=True)
    used = ma.fields.Integer(required=True)
    estimated_fen = ma.fields.Integer(required=True, allow_none=True)
    donor_name = ma.fields.String(required=True)
    anonymous = ma.fields.Boolean(required=True)
    mine = ma.fields.Boolean(required=True)
    received_on = fields.Day(required=True)
    evidence = ma.fields.String(required=True, allow_none=True)
    photos = fields.ListOf(ma.fields.Nested(PhotoSchema), required=True)
    state = fields.Choice(DonationState, required=True)
    state_name = ma.fields.String(required=True)
    decision_note = ma.fields.String(required=True)
    acknowledged_at = fields.Moment(required=True, allow_none=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class DonationQuery(PageQuery):
    """Filters of a fund's donations, for who records them."""

    state = fields.Choice(DonationState, load_default=None)


class DonationMoveSchema(Schema):
    """A move on a donation."""

    move = fields.Choice(DonationMove, required=True)
    note = fields.Text(load_default="", max_length=200)


class NewUseSchema(Schema):
    """A use to disclose: fen, or so many of one of the fund's goods."""

    into = NewUse
    amount = fields.Amount(required=True, maximum=AMOUNT_MAX)
    goods_id = fields.Id(load_default=None, allow_none=True)
    purpose = fields.Line(required=True, min_length=2, max_length=100)
    used_on = fields.Day(required=True)
    evidence = fields.Line(required=True, min_length=1, max_length=100)
    entry_id = fields.Id(load_default=None, allow_none=True)
    photos = _photos()


class FundUseSchema(Schema):
    """What was used for what; a correction has a negative amount and names what it corrects."""

    id = fields.Id(required=True)
    goods = ma.fields.Nested(GoodsRefSchema, required=True, allow_none=True)
    amount = ma.fields.Integer(required=True)
    purpose = ma.fields.String(required=True)
    used_on = fields.Day(required=True)
    evidence = ma.fields.String(required=True)
    photos = fields.ListOf(ma.fields.Nested(PhotoSchema), required=True)
    entry_id = fields.Id(required=True, allow_none=True)
    corrects_id = fields.Id(required=True, allow_none=True)
    recorded_at = fields.Moment(required=True)


class CorrectionSchema(Schema):
    """So much of a use is taken back, and why."""

    amount = fields.Amount(required=True, maximum=AMOUNT_MAX)
    reason = fields.Line(required=True, min_length=2, max_length=80)
