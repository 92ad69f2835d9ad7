"""Shapes of the passbook and the coverage."""

from enum import StrEnum
from typing import Any

import marshmallow as ma

from backend.books.types import PassbookBook, UnitAccount
from backend.infra.http import PageQuery, Schema, fields

DAYS_MAX = 731


class PassbookQuery(PageQuery):
    """Which book, and from where; a cursor goes with the one book it came from."""

    book = ma.fields.Enum(PassbookBook, by_value=True, load_default=None)


class PassbookSourceSchema(Schema):
    """The thing that a line comes from."""

    type = ma.fields.String(required=True)
    id = fields.Id(required=True)


class PassbookLineSchema(Schema):
    """One line; ``amount`` is signed, ``balance`` is what stood after it."""

    id = fields.Id(required=True)
    at = fields.Moment(required=True)
    title = ma.fields.String(required=True)
    amount = ma.fields.Integer(required=True)
    balance = ma.fields.Integer(required=True)
    source = ma.fields.Nested(PassbookSourceSchema, required=True, allow_none=True)


class PassbookLinesSchema(Schema):
    """A page of lines, newest first."""

    items = ma.fields.List(ma.fields.Nested(PassbookLineSchema), required=True)
    next_cursor = ma.fields.String(required=True, allow_none=True)


class BookSchema(Schema):
    """One of the three books."""

    book = ma.fields.Enum(PassbookBook, by_value=True, required=True)
    name = ma.fields.String(required=True)
    unit = ma.fields.String(required=True, metadata={"enum": ["minute", "point"]})
    balance = ma.fields.Integer(required=True)
    available = ma.fields.Integer(required=True)
    owed = ma.fields.Integer(required=True, metadata={"description": "what later earnings repay first"})
    lines = ma.fields.Nested(PassbookLinesSchema, required=True)


class StarsSchema(Schema):
    """A member's star level; ``next_minutes`` is where the next star is, none at the last."""

    level = ma.fields.Integer(required=True)
    levels = ma.fields.Integer(required=True)
    minutes = ma.fields.Integer(required=True)
    next_minutes = ma.fields.Integer(required=True, allow_none=True)


class ExpiringSchema(Schema):
    """So many points expire on a day unless they are used."""

    amount = ma.fields.Integer(required=True)
    on = fields.Day(required=True)


class ExpiryRuleSchema(Schema):
    """For how many months points stay valid from a day on; none: for ever."""

    months = fields.Amount(required=True, maximum=120, allow_none=True)
    valid_from = fields.Day(required=True)


class ExpiryRulesSchema(Schema):
    """All there are, the newest first."""

    items = ma.fields.List(ma.fields.Nested(ExpiryRuleSchema), required=True)


class PassbookSchema(Schema):
    """A member's books, the star level where the community's rules have stars, and which points expire next."""

    books = ma.fields.List(ma.fields.Nested(BookSchema), required=True)
    stars = ma.fields.Nested(StarsSchema, required=True, allow_none=True)
    archived_until = fields.Moment(
        required=True, allow_none=True, metadata={"description": "lines before this moment are archived"}
    )
    expiring = ma.fields.Nested(ExpiringSchema, required=True, allow_none=True)


class RuleSchema(Schema):
    """One rule in words, and where it was printed."""

    text = ma.fields.String(required=True)
    sources = ma.fields.List(ma.fields.String(), required=True)


class PackSchema(Schema):
    """One place's rules."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    place = ma.fields.String(required=True)
    rules = ma.fields.List(ma.fields.Nested(RuleSchema), required=True)


class AdoptionSchema(Schema):
    """From when a pack holds."""

    pack = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    valid_from = fields.Day(required=True)
    adopted_at = fields.Moment(required=True)


class PacksSchema(Schema):
    """All packs, and which hold here."""

    in_force = ma.fields.String(required=True, allow_none=True)
    adoptions = ma.fields.List(ma.fields.Nested(AdoptionSchema), required=True)
    packs = ma.fields.List(ma.fields.Nested(PackSchema), required=True)


class NewAdoptionSchema(Schema):
    """Which pack is to hold from which day."""

    pack = fields.Line(required=True, min_length=1, max_length=64)
    valid_from = fields.Day(required=True)


class CoverageSchema(Schema):
    """Where all points are: pledged − lapsed = backing + … + clearing."""

    pledged = ma.fields.Integer(required=True)
    lapsed = ma.fields.Integer(required=True)
    backing = ma.fields.Integer(required=True)
    members = ma.fields.Integer(required=True)
    pool = ma.fields.Integer(required=True)
    vouchers = ma.fields.Integer(required=True)
    merchants = ma.fields.Integer(required=True)
    reserve = ma.fields.Integer(required=True)
    fulfilled = ma.fields.Integer(required=True)
    clearing = ma.fields.Integer(required=True)
    coverage_percent = ma.fields.Integer(required=True)
    awaiting_backing_records = ma.fields.Integer(required=True)


class StatementFormat(StrEnum):
    """As what a statement leaves the house."""

    JSON = "json"
    CSV = "csv"
    PDF = "pdf"


class PeriodQuery(Schema):
    """Local days, both included; at most two years."""

    first = fields.Day(required=True, data_key="from")
    last = fields.Day(required=True, data_key="to")
    format = fields.Choice(StatementFormat, load_default=StatementFormat.JSON)

    @ma.validates_schema
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        if data["last"] < data["first"]:
            raise ma.ValidationError("截止日期不能早于起始日期", "to")
        if (data["last"] - data["first"]).days > DAYS_MAX:
            raise ma.ValidationError("一次最多两年", "to")


class OwnPeriodQuery(PeriodQuery):
    """Of which of the three books."""

    book = fields.Choice(PassbookBook, load_default=PassbookBook.POINT)


class UnitPeriodQuery(PeriodQuery):
    """Of which of the unit's accounts."""

    account = fields.Choice(UnitAccount, load_default=UnitAccount.MERCHANT)


class PeriodSchema(Schema):
    """opening + lines = closing, oldest line first."""

    name = ma.fields.String(required=True)
    unit = ma.fields.String(required=True, metadata={"enum": ["minute", "point"]})
    opening = ma.fields.Integer(required=True)
    lines = ma.fields.List(ma.fields.Nested(PassbookLineSchema), required=True)
    closing = ma.fields.Integer(required=True)


class SealSchema(Schema):
    """A day's seal; hashes are hexadecimal."""

    number = ma.fields.Integer(required=True)
    day = fields.Day(required=True)
    size = ma.fields.Integer(required=True, metadata={"description": "transfers and records in its tree"})
    root = ma.fields.String(required=True)
    previous = ma.fields.String(required=True, metadata={"description": "hash of the seal before; zeros for the first"})
    hash = ma.fields.String(required=True)
    sealed_at = fields.Moment(required=True)


class ProofSchema(Schema):
    """An inclusion proof (RFC 6962, 2.1.1)."""

    id = fields.Id(required=True)
    community_id = ma.fields.Integer(required=True)
    leaf = ma.fields.String(
        required=True, metadata={"description": "the row as it stands now, the text that is hashed"}
    )
    leaf_hash = ma.fields.String(required=True)
    sealed_hash = ma.fields.String(required=True, metadata={"description": "differs where the row was changed"})
    index = ma.fields.Integer(required=True)
    size = ma.fields.Integer(required=True)
    path = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "siblings from the leaf up"})
    seal = ma.fields.Nested(SealSchema, required=True)
