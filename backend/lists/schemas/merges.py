"""Shapes of similar entries, merges and sentences on the wire."""

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import Schema, fields
from backend.lists.schemas.entries import CodeField, EntrySchema

BEGUN_LENGTH_MAX = 200


class SimilarSchema(Schema):
    """An entry that may say the same; ``score`` is 0 to 100."""

    entry = ma.fields.Nested(EntrySchema, required=True)
    score = ma.fields.Integer(required=True)
    reasons = ma.fields.List(ma.fields.String(), required=True)


class SimilarsSchema(Schema):
    """The likest first."""

    items = ma.fields.List(ma.fields.Nested(SimilarSchema), required=True)


class BegunQuery(Schema):
    """What was written so far; the address it stands in is to stay short."""

    text = fields.Line(required=True, min_length=2, max_length=BEGUN_LENGTH_MAX)
    category = CodeField(load_default=None)
    place = fields.Line(max_length=100, load_default=None)


class GuessedSchema(Schema):
    """The category that what was written speaks for; whoever writes decides."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)


class SuggestedSchema(SimilarsSchema):
    """Open entries that may say the same, and a guessed category."""

    category = ma.fields.Nested(GuessedSchema, required=True, allow_none=True)


class MergeSchema(Schema):
    """Which entries are merged into this one."""

    from_ = fields.ListOf(
        fields.Id(),
        required=True,
        data_key="from",
        validate=validate.Length(min=1, max=50, error="每次合并1至50项"),
    )
    note = fields.Text(max_length=500, load_default=None, allow_none=True)


class UndoSchema(Schema):
    """Undoing a merge takes nothing."""


class SentenceSchema(Schema):
    """What a merged entry said in its own words."""

    merge_id = fields.Id(required=True)
    entry_id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    by = ma.fields.String(required=True)
    created_at = fields.Moment(required=True)
    merged_at = fields.Moment(required=True)


class SentencesSchema(Schema):
    """The oldest first."""

    items = ma.fields.List(ma.fields.Nested(SentenceSchema), required=True)
