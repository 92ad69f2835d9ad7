"""Shapes of the passbook and the coverage."""

import marshmallow as ma

from backend.books.types import PassbookBook
from backend.infra.http import PageQuery, Schema, fields


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
    lines = ma.fields.Nested(PassbookLinesSchema, required=True)


class PassbookSchema(Schema):
    """A member's books."""

    books = ma.fields.List(ma.fields.Nested(BookSchema), required=True)


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
