"""Shapes of editions, drafts and objections."""

import marshmallow as ma

from backend.infra.http import MoveSchema, Schema, fields
from backend.lists.types import DraftMove, Format

OBJECTION_LENGTH_MAX = 500


class ChangeSchema(Schema):
    """One difference, said in Chinese."""

    what = ma.fields.String(required=True, metadata={"description": "added, removed or changed"})
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)


class ChangesSchema(Schema):
    """Differences; ``items`` are the first of ``count``."""

    count = ma.fields.Integer(required=True)
    items = ma.fields.List(ma.fields.Nested(ChangeSchema), required=True)


class EditionHeadSchema(Schema):
    """An edition without its entries."""

    id = fields.Id(required=True)
    kind = ma.fields.String(required=True)
    kind_name = ma.fields.String(required=True)
    number = ma.fields.Integer(required=True)
    seal = ma.fields.String(required=True, metadata={"description": "SHA-256 of the canonical JSON"})
    entries_count = ma.fields.Integer(required=True)
    until = fields.Day(required=True, metadata={"description": "the last day its figures count"})
    published_at = fields.Moment(required=True)


class EditionSchema(EditionHeadSchema):
    """An edition's head with what it changed."""

    previous = ma.fields.String(required=True, allow_none=True)
    objections_count = ma.fields.Integer(required=True)
    changes = ma.fields.Nested(ChangesSchema, required=True)


class NamedValueSchema(Schema):
    """A heading and its value, both as people read them."""

    name = ma.fields.String(required=True)
    value = ma.fields.String(required=True)


class EditionEntrySchema(Schema):
    """An entry as an edition holds it."""

    entry_id = fields.Id(required=True)
    version = ma.fields.Integer(required=True)
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    facts = ma.fields.List(ma.fields.Nested(NamedValueSchema), required=True)


class ComparisonSchema(Schema):
    """What one edition has otherwise than another."""

    kind = ma.fields.String(required=True)
    number = ma.fields.Integer(required=True)
    other = ma.fields.Integer(required=True)
    changes = ma.fields.Nested(ChangesSchema, required=True)


class FindingSchema(Schema):
    """Something that does not agree."""

    number = ma.fields.Integer(required=True)
    entry_number = ma.fields.String(required=True, allow_none=True)
    text = ma.fields.String(required=True)


class VerificationSchema(Schema):
    """What checking all editions of a list found."""

    kind = ma.fields.String(required=True)
    editions = ma.fields.Integer(required=True)
    entries = ma.fields.Integer(required=True)
    last_seal = ma.fields.String(required=True, allow_none=True)
    agrees = ma.fields.Boolean(required=True)
    findings = ma.fields.List(ma.fields.Nested(FindingSchema), required=True)


class ObjectionSchema(Schema):
    """An objection and its answer."""

    id = fields.Id(required=True)
    entry_id = fields.Id(required=True, allow_none=True)
    text = ma.fields.String(required=True)
    at = fields.Moment(required=True)
    by_name = ma.fields.String(required=True)
    is_mine = ma.fields.Boolean(required=True)
    answer = ma.fields.String(required=True, allow_none=True)
    answered_at = fields.Moment(required=True, allow_none=True)
    may_answer = ma.fields.Boolean(required=True)


class DraftSchema(Schema):
    """A draft: what it changes, what was objected; ``changed_since`` entries moved on and come in the next edition."""

    id = fields.Id(required=True)
    kind = ma.fields.String(required=True)
    kind_name = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    until = fields.Day(required=True)
    compiled_at = fields.Moment(required=True)
    notice_until = fields.Moment(required=True, allow_none=True)
    entries_count = ma.fields.Integer(required=True)
    compared_with = ma.fields.Integer(required=True, allow_none=True)
    changes = ma.fields.Nested(ChangesSchema, required=True)
    changed_since = ma.fields.Integer(required=True)
    objections = ma.fields.List(ma.fields.Nested(ObjectionSchema), required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class DraftUnderWaySchema(Schema):
    """The draft under way that the caller may see, if any."""

    draft = ma.fields.Nested(DraftSchema, required=True, allow_none=True)


class CompileSchema(Schema):
    """Nothing needs saying: the list's kind stands in the path."""


class DraftMoveSchema(Schema):
    """A move on a draft."""

    move = fields.Choice(DraftMove, required=True)


class NewObjectionSchema(Schema):
    """An objection, to one entry or to the whole."""

    text = fields.Text(required=True, min_length=4, max_length=OBJECTION_LENGTH_MAX)
    entry_id = fields.Id(load_default=None, allow_none=True)


class AnswerSchema(Schema):
    """The answer to an objection."""

    answer = fields.Text(required=True, min_length=4, max_length=OBJECTION_LENGTH_MAX)


class ExportQuery(Schema):
    """As what the list is wanted."""

    format = fields.Choice(Format, load_default=Format.XLSX)
