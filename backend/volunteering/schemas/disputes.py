"""Shapes of disputes."""

import marshmallow as ma

from backend.infra.http import PageQuery, PhotoSchema, RefSchema, Schema, fields
from backend.volunteering.rules.dispute import PHOTOS_MAX
from backend.volunteering.types.dispute import Outcome, Side


class DisputeQuery(PageQuery):
    """Which disputes."""

    mine = fields.QueryFlag(load_default=False)
    open = fields.QueryFlag(load_default=None)


class NewStatementSchema(Schema):
    """One's word with photos."""

    text = fields.Text(required=True, min_length=1, max_length=1000)
    photos = fields.ListOf(fields.Id(), load_default=tuple, validate=ma.validate.Length(max=PHOTOS_MAX))


class DisputedRecordSchema(Schema):
    """The record that is disputed."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    served_on = fields.Day(required=True)
    member = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    minutes = ma.fields.Integer(required=True, allow_none=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)


class DisputeStatementSchema(Schema):
    """What somebody said; ``by`` is None where the caller may not know who."""

    side = ma.fields.Enum(Side, by_value=True, required=True)
    role = ma.fields.String(required=True)
    by = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    is_mine = ma.fields.Boolean(required=True)
    turn = ma.fields.Integer(required=True)
    text = ma.fields.String(required=True)
    photos = fields.ListOf(ma.fields.Nested(PhotoSchema), required=True)
    at = fields.Moment(required=True)


class DisputeSchema(Schema):
    """An objection with both sides' words and its outcome."""

    id = fields.Id(required=True)
    record = ma.fields.Nested(DisputedRecordSchema, required=True)
    opener = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    is_mine = ma.fields.Boolean(required=True)
    opened_at = fields.Moment(required=True)
    evidence_until = fields.Moment(required=True)
    rule_by = fields.Moment(required=True)
    is_late = ma.fields.Boolean(required=True)
    minutes_before = ma.fields.Integer(required=True)
    minutes_after = ma.fields.Integer(required=True, allow_none=True)
    outcome = ma.fields.Enum(Outcome, by_value=True, required=True, allow_none=True)
    outcome_name = ma.fields.String(required=True, allow_none=True)
    closed_at = fields.Moment(required=True, allow_none=True)
    ruler = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    reason = ma.fields.String(required=True, allow_none=True)
    statements = ma.fields.List(ma.fields.Nested(DisputeStatementSchema), required=True)
    may_state = ma.fields.Boolean(required=True)


class DisputesSchema(Schema):
    """The disputes of one record."""

    items = ma.fields.List(ma.fields.Nested(DisputeSchema), required=True)
