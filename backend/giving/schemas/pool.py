"""Shapes of the pool, entitlements and grants."""

import marshmallow as ma

from backend.books.types import Book
from backend.giving.moves import EntitlementMove
from backend.giving.types import EntitlementState, Ground, NewEntitlement, NewPoolDonation
from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields

# A month has so many minutes of waking; more was mistyped.
MONTHLY_MINUTES_MAX = 6_000


class NewPoolDonationSchema(Schema):
    """What to give to the pool: minutes or points."""

    into = NewPoolDonation
    book = fields.Choice(Book, required=True)
    amount = fields.Amount(required=True, maximum=10**6)
    anonymous = fields.Flag(load_default=False)


class PoolDonationSchema(Schema):
    """What somebody gave to the pool."""

    id = fields.Id(required=True)
    book = fields.Choice(Book, required=True)
    amount = ma.fields.Integer(required=True)
    donor_name = ma.fields.String(required=True, metadata={"description": "masked, or 匿名"})
    mine = ma.fields.Boolean(required=True)
    given_at = fields.Moment(required=True)


class PoolQuery(Schema):
    """Which local days, both included; this year until today by default."""

    first = fields.Day(load_default=None, data_key="from")
    last = fields.Day(load_default=None, data_key="to")


class PoolFlowSchema(Schema):
    """So much moved for one reason."""

    kind = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True)
    amount = ma.fields.Integer(required=True)


class PoolBookSchema(Schema):
    """One book of the pool: opening + came in - went out = closing."""

    book = fields.Choice(Book, required=True)
    balance = ma.fields.Integer(required=True, metadata={"description": "now"})
    available = ma.fields.Integer(required=True, metadata={"description": "now, without what is set aside"})
    opening = ma.fields.Integer(required=True)
    came_in = fields.ListOf(ma.fields.Nested(PoolFlowSchema), required=True)
    went_out = fields.ListOf(ma.fields.Nested(PoolFlowSchema), required=True)
    closing = ma.fields.Integer(required=True)


class PoolGrantsSchema(Schema):
    """Grants of one month on one ground: how many, and minutes in all; nobody is named."""

    month = fields.Day(required=True, metadata={"description": "its first day"})
    ground = fields.Choice(Ground, required=True)
    ground_name = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True)
    minutes = ma.fields.Integer(required=True)


class PoolSchema(Schema):
    """The pool's public account."""

    first = fields.Day(required=True, data_key="from")
    last = fields.Day(required=True, data_key="to")
    books = fields.ListOf(ma.fields.Nested(PoolBookSchema), required=True)
    grants = fields.ListOf(ma.fields.Nested(PoolGrantsSchema), required=True)


class NewEntitlementSchema(Schema):
    """An entitlement to propose."""

    into = NewEntitlement
    member_id = fields.Id(required=True)
    ground = fields.Choice(Ground, required=True)
    monthly_minutes = fields.Amount(required=True, maximum=MONTHLY_MINUTES_MAX)
    valid_to = fields.Day(required=True, metadata={"description": "the last day, local"})
    automatic = fields.Flag(load_default=True, metadata={"description": "given each month by itself"})
    note = fields.Text(load_default="", max_length=200)


class EntitlementQuery(PageQuery):
    """Filters of entitlements."""

    state = fields.Choice(EntitlementState, load_default=None)


class EntitlementSchema(Schema):
    """An entitlement as the desk sees it."""

    id = fields.Id(required=True)
    member = ma.fields.Nested(RefSchema, required=True)
    ground = fields.Choice(Ground, required=True)
    ground_name = ma.fields.String(required=True)
    note = ma.fields.String(required=True)
    monthly_minutes = ma.fields.Integer(required=True)
    given_this_month = ma.fields.Integer(required=True)
    automatic = ma.fields.Boolean(required=True)
    valid_to = fields.Day(required=True)
    state = fields.Choice(EntitlementState, required=True)
    state_name = ma.fields.String(required=True)
    proposed_by = ma.fields.Nested(RefSchema, required=True)
    decided_by = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    decision_note = ma.fields.String(required=True)
    created_at = fields.Moment(required=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class EntitlementMoveSchema(Schema):
    """A move on an entitlement."""

    move = fields.Choice(EntitlementMove, required=True)
    note = fields.Text(load_default="", max_length=200)


class OwnEntitlementSchema(Schema):
    """One's own live entitlement."""

    id = fields.Id(required=True)
    ground_name = ma.fields.String(required=True)
    monthly_minutes = ma.fields.Integer(required=True)
    left_minutes = ma.fields.Integer(required=True)
    valid_to = fields.Day(required=True)


class OwnEntitlementAnswerSchema(Schema):
    """It, or none."""

    entitlement = ma.fields.Nested(OwnEntitlementSchema, required=True, allow_none=True)


class NewGrantSchema(Schema):
    """So many minutes from the pool."""

    minutes = fields.Amount(required=True, maximum=MONTHLY_MINUTES_MAX)
