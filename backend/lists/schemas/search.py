"""Shapes of the search."""

import marshmallow as ma

from backend.infra.http import PageQuery, fields
from backend.lists.schemas.entries import CodeField, EntrySchema
from backend.lists.types import EntryState

QUERY_LENGTH_MAX = 60
PAIRS = {"description": "where the words stand: pairs of start and end in characters"}


class SearchQuery(PageQuery):
    """Words and filters; ``near`` puts one's own building first."""

    q = fields.Line(max_length=QUERY_LENGTH_MAX, load_default="")
    kind = CodeField(load_default=None)
    category = CodeField(load_default=None, metadata={"description": "a first-level code includes its second level"})
    state = fields.Choice(EntryState, load_default=None)
    place = fields.Line(min_length=1, max_length=60, load_default=None)
    from_ = fields.Day(data_key="from", load_default=None, metadata={"description": "proposed on or after this day"})
    to = fields.Day(load_default=None, metadata={"description": "proposed on or before this day"})
    sort = fields.Line(load_default="newest", validate=ma.validate.OneOf(["newest", "near"], error="请选择排序"))


class FoundSchema(EntrySchema):
    """An entry that was found, its text shortened."""

    distance = ma.fields.String(required=True, metadata={"description": "building or community"})
    title_marks = ma.fields.List(ma.fields.List(ma.fields.Integer()), required=True, metadata=PAIRS)
    text_marks = ma.fields.List(ma.fields.List(ma.fields.Integer()), required=True, metadata=PAIRS)
