"""Shapes of tills without a network, further shops, flags and the reserve."""

import marshmallow as ma

from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields
from backend.redemption.moves import ReserveMoveMove, ShopMove
from backend.redemption.types import FlagNote, OfflineItem, ReserveSource, SyncBatch, SyncOutcome

ITEMS_MAX = 100
TOKEN_MAX = 200
PIECES_MAX = 100
SEQUENCE_MAX = 10**9
TERMS_MAX = 10**9


class VoucherKeySchema(Schema):
    """A public key of signed tokens."""

    id = ma.fields.Integer(required=True)
    public_key = ma.fields.String(required=True, metadata={"description": "Ed25519, 32 bytes in base64url"})


class VoucherKeysSchema(Schema):
    """All keys whose signatures are good; a phone keeps them for when it has no network."""

    keys = fields.ListOf(ma.fields.Nested(VoucherKeySchema), required=True)


class TillOfferSchema(Schema):
    """An offer that a shop takes."""

    id = fields.Id(required=True)
    title = ma.fields.String(required=True)


class TillSchema(Schema):
    """What a shop's phone keeps: when it was asked, by the server's clock, and what it may take."""

    unit = ma.fields.Nested(RefSchema, required=True)
    now = fields.Moment(required=True)
    offers = fields.ListOf(ma.fields.Nested(TillOfferSchema), required=True)


class OfflineItemSchema(Schema):
    """A voucher taken without a network."""

    into = OfflineItem
    client_id = fields.Id(required=True, metadata={"description": "made by the phone before it took the voucher"})
    token = fields.Line(required=True, min_length=1, max_length=TOKEN_MAX)
    pieces = fields.Amount(required=True, maximum=PIECES_MAX)
    phone_at = fields.Moment(required=True, metadata={"description": "by the phone's clock, however wrong"})
    sequence = fields.WholeNumber(required=True, maximum=SEQUENCE_MAX, metadata={"description": "the phone counts"})


class SyncSchema(Schema):
    """What a phone syncs for one shop."""

    into = SyncBatch
    unit_id = fields.Id(required=True)
    sent_at = fields.Moment(required=True, metadata={"description": "the phone's clock as it sends this"})
    items = fields.ListOf(
        ma.fields.Nested(OfflineItemSchema),
        required=True,
        validate=ma.validate.Length(min=1, max=ITEMS_MAX, error=f"一次同步1到{ITEMS_MAX}张"),
    )


class SyncAnswerSchema(Schema):
    """What became of one item."""

    client_id = fields.Id(required=True)
    outcome = fields.Choice(SyncOutcome, required=True)
    was = fields.Choice(
        SyncOutcome, required=True, allow_none=True, metadata={"description": "when it was synced first"}
    )
    code = ma.fields.String(required=True, allow_none=True)
    title = ma.fields.String(required=True, metadata={"description": "Chinese, for the shop"})
    pieces = ma.fields.Integer(required=True)
    guaranteed = ma.fields.Integer(required=True, metadata={"description": "pieces the reserve paid for"})
    unpaid = ma.fields.Integer(required=True, metadata={"description": "pieces nobody paid for"})
    points = ma.fields.Integer(required=True)
    taken_at = fields.Moment(required=True, allow_none=True, metadata={"description": "corrected by the phone's skew"})


class SyncAnswersSchema(Schema):
    """The answers, in the order of the items."""

    items = fields.ListOf(ma.fields.Nested(SyncAnswerSchema), required=True)


class SyncedSchema(Schema):
    """An item synced before."""

    client_id = fields.Id(required=True)
    voucher_number = ma.fields.String(required=True)
    voucher_title = ma.fields.String(required=True)
    outcome = fields.Choice(SyncOutcome, required=True)
    outcome_name = ma.fields.String(required=True)
    code = ma.fields.String(required=True, allow_none=True)
    title = ma.fields.String(required=True)
    pieces = ma.fields.Integer(required=True)
    guaranteed = ma.fields.Integer(required=True)
    unpaid = ma.fields.Integer(required=True)
    points = ma.fields.Integer(required=True)
    taken_at = fields.Moment(required=True)
    synced_at = fields.Moment(required=True)


class SyncedQuery(PageQuery):
    """Filters of what was synced."""

    outcome = fields.Choice(SyncOutcome, load_default=None)


class OfferShopSchema(Schema):
    """A shop that takes an offer's vouchers, or is asked to (``agreed_at`` is null)."""

    unit = ma.fields.Nested(RefSchema, required=True)
    agreed_at = fields.Moment(required=True, allow_none=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class OfferShopsSchema(Schema):
    """All of them, the offering merchant first."""

    items = fields.ListOf(ma.fields.Nested(OfferShopSchema), required=True)


class SharedOfferSchema(OfferShopSchema):
    """Another merchant's offer whose vouchers a shop takes, or is asked to take; ``unit`` is that merchant."""

    offer = ma.fields.Nested(RefSchema, required=True)


class SharedOffersSchema(Schema):
    """All of them."""

    items = fields.ListOf(ma.fields.Nested(SharedOfferSchema), required=True)


class NewOfferShopSchema(Schema):
    """A merchant to ask."""

    unit_id = fields.Id(required=True)


class OfferShopMoveSchema(Schema):
    """A move on a shop's taking part."""

    move = fields.Choice(ShopMove, required=True)


class VoucherFlagQuery(PageQuery):
    """Filters of flags."""

    open = fields.QueryFlag(load_default=False, metadata={"description": "only those not lifted"})


class VoucherFlagUseSchema(Schema):
    """A use of the flagged voucher that was paid from it."""

    shop = ma.fields.Nested(RefSchema, required=True)
    pieces = ma.fields.Integer(required=True)
    at = fields.Moment(required=True)


class VoucherFlagNoteSchema(Schema):
    """What was written on a flag."""

    text = ma.fields.String(required=True)
    by = ma.fields.String(required=True)
    at = fields.Moment(required=True)


class VoucherFlagSchema(Schema):
    """A voucher was taken for more than it held: where, when, how many; then the holder's side and the end of it."""

    id = fields.Id(required=True)
    voucher_number = ma.fields.String(required=True)
    voucher_title = ma.fields.String(required=True)
    quantity = ma.fields.Integer(required=True)
    holder_name = ma.fields.String(required=True)
    shop = ma.fields.Nested(RefSchema, required=True)
    pieces = ma.fields.Integer(required=True, metadata={"description": "taken beyond what the voucher held"})
    voucher_state_name = ma.fields.String(required=True, metadata={"description": "what the voucher was then"})
    taken_at = fields.Moment(required=True)
    raised_at = fields.Moment(required=True)
    uses = fields.ListOf(ma.fields.Nested(VoucherFlagUseSchema), required=True)
    heard = ma.fields.Nested(VoucherFlagNoteSchema, required=True, allow_none=True)
    lifted = ma.fields.Nested(VoucherFlagNoteSchema, required=True, allow_none=True)
    may_tell = ma.fields.Boolean(required=True)
    may_lift = ma.fields.Boolean(required=True)


class NewVoucherFlagNoteSchema(Schema):
    """The holder's side, or why a flag is lifted."""

    what = fields.Choice(FlagNote, required=True)
    text = fields.Text(required=True, min_length=2, max_length=500)


class GuaranteeTermsSchema(Schema):
    """Up to how many points the reserve guarantees."""

    per_redemption = ma.fields.Integer(required=True)
    per_month = ma.fields.Integer(required=True, metadata={"description": "to one shop in a local month"})


class NewGuaranteeTermsSchema(Schema):
    """Terms to set."""

    per_redemption = fields.WholeNumber(required=True, maximum=TERMS_MAX)
    per_month = fields.WholeNumber(required=True, maximum=TERMS_MAX)
    valid_from = fields.Day(required=True)


class NewReserveMoveSchema(Schema):
    """Points to put into the reserve."""

    source = fields.Choice(ReserveSource, required=True)
    points = fields.Amount(required=True)
    reason = fields.Line(required=True, min_length=2, max_length=100)


class ReserveMoveMoveSchema(Schema):
    """The second hand's answer."""

    move = fields.Choice(ReserveMoveMove, required=True)


class ReserveLineSchema(Schema):
    """A line of the reserve's account."""

    at = fields.Moment(required=True)
    title = ma.fields.String(required=True)
    points = ma.fields.Integer(required=True)
    balance = ma.fields.Integer(required=True)


class ReserveSourceSchema(Schema):
    """From where points may come."""

    source = fields.Choice(ReserveSource, required=True)
    name = ma.fields.String(required=True)
    available = ma.fields.Integer(required=True)


class ReserveProposalSchema(Schema):
    """Points that wait for a second hand."""

    id = fields.Id(required=True)
    source_name = ma.fields.String(required=True)
    points = ma.fields.Integer(required=True)
    reason = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    proposed_by = ma.fields.String(required=True)
    proposed_at = fields.Moment(required=True)
    may_decide = ma.fields.Boolean(required=True)


class ReserveSchema(Schema):
    """The reserve's public account; ``came`` and ``went`` are since that day."""

    balance = ma.fields.Integer(required=True)
    since = fields.Day(required=True)
    came = ma.fields.Integer(required=True)
    went = ma.fields.Integer(required=True)
    lines = fields.ListOf(ma.fields.Nested(ReserveLineSchema), required=True)
    terms = ma.fields.Nested(GuaranteeTermsSchema, required=True)
    sources = fields.ListOf(ma.fields.Nested(ReserveSourceSchema), required=True)
    proposed = fields.ListOf(ma.fields.Nested(ReserveProposalSchema), required=True)
    may_fill = ma.fields.Boolean(required=True)
