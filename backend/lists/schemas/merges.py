"""Shapes of similar entries, merges and sentences on the wire."""

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import Schema, fields
from backend.lists.schemas.entries import EntrySchema


class SimilarSchema(Schema):
    """An entry that may say the same; ``score`` is 0 to 100."""

    entry = ma.fields.Nested(EntrySchema, required=True)
    score = ma.fields.Integer(required=True)
    reasons = ma.fields.List(ma.fields.String(), required=True)


class SimilarsSchema(Schema):
    """The likest first."""

    items = ma.fields.List(ma.fields.Nested(SimilarSchema), required=True)


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
