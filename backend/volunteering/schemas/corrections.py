"""Shapes of corrections and of what members ask to have corrected."""

import marshmallow as ma

from backend.infra.http import PhotoSchema, RefSchema, Schema, fields
from backend.volunteering.schemas.records import RecordRefSchema
from backend.volunteering.schemas.shifts import NO_SUCH_MOVE
from backend.volunteering.types.corrections import RequestMove

PHOTOS_MAX = 9
DAY_MINUTES = 24 * 60


class NewRecordCorrectionSchema(Schema):
    """What a record should say, and why."""

    minutes = fields.WholeNumber(required=True, minimum=0, maximum=DAY_MINUTES)
    reason = fields.Text(required=True, min_length=2, max_length=500)
    photos = fields.ListOf(fields.Id(), load_default=list, validate=ma.validate.Length(max=PHOTOS_MAX))


class RequestMoveSchema(Schema):
    """What the desk answers."""

    move = ma.fields.Enum(RequestMove, by_value=True, required=True, error_messages=NO_SUCH_MOVE)
    note = fields.Text(required=True, min_length=1, max_length=500)


class CorrectedRecordSchema(RecordRefSchema):
    """The record that somebody wants corrected."""

    title = ma.fields.String(required=True)
    served_on = fields.Day(required=True)


class CorrectionRequestSchema(Schema):
    """What a member asks for."""

    id = fields.Id(required=True)
    record = ma.fields.Nested(CorrectedRecordSchema, required=True)
    member = ma.fields.Nested(RefSchema, required=True)
    minutes = ma.fields.Integer(required=True)
    reason = ma.fields.String(required=True)
    photos = fields.ListOf(ma.fields.Nested(PhotoSchema), required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    answer = ma.fields.String(required=True, allow_none=True)
    asked_at = fields.Moment(required=True)


class WhyCorrectedSchema(Schema):
    """Why a record corrects another."""

    reason = ma.fields.String(required=True)
    photos = fields.ListOf(ma.fields.Nested(PhotoSchema), required=True)
    filed_by = ma.fields.Nested(RefSchema, required=True)
    filed_at = fields.Moment(required=True)
    from_audit = ma.fields.Boolean(required=True)
    was_asked = ma.fields.Boolean(required=True)


class EffectSchema(Schema):
    """What an entered correction takes back of one book: the whole, what was taken so far, what is still owed."""

    book = ma.fields.String(required=True, validate=ma.validate.OneOf(["time", "point"]))
    amount = ma.fields.Integer(required=True)
    taken = ma.fields.Integer(required=True)
    owed = ma.fields.Integer(required=True)


class RecordCorrectionsSchema(Schema):
    """All that a record's page tells of corrections."""

    corrects = ma.fields.Nested(RecordRefSchema, required=True, allow_none=True)
    corrected_by = ma.fields.Nested(RecordRefSchema, required=True, allow_none=True)
    correction = ma.fields.Nested(WhyCorrectedSchema, required=True, allow_none=True)
    effects = fields.ListOf(ma.fields.Nested(EffectSchema), required=True)
    requests = fields.ListOf(ma.fields.Nested(CorrectionRequestSchema), required=True)
    minutes_max = ma.fields.Integer(required=True)
    may_ask = ma.fields.Boolean(required=True)
    may_file = ma.fields.Boolean(required=True)
