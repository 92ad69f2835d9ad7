"""Shapes of service records and their public notice."""

import marshmallow as ma

from backend.infra.http import MoveSchema, PageQuery, PhotoSchema, RefSchema, Schema, fields
from backend.volunteering.moves import RecordMove
from backend.volunteering.rules.dispute import PHOTOS_MAX
from backend.volunteering.schemas.audit import RecordAuditSchema
from backend.volunteering.schemas.shifts import NO_SUCH_MOVE
from backend.volunteering.types import RecordSource, RecordState


class RecordQuery(PageQuery):
    """Which records."""

    mine = fields.QueryFlag(load_default=False)
    state = ma.fields.Enum(RecordState, by_value=True, load_default=None, error_messages={"unknown": "没有这种状态"})
    shift_id = fields.Id(load_default=None)
    source = ma.fields.Enum(RecordSource, by_value=True, load_default=None, error_messages={"unknown": "没有这种来源"})
    flagged_late = fields.QueryFlag(load_default=False)


class RecordMoveSchema(Schema):
    """A move on a record."""

    move = ma.fields.Enum(RecordMove, by_value=True, required=True, error_messages=NO_SUCH_MOVE)
    note = fields.Text(min_length=1, max_length=500, load_default=None, allow_none=True)
    minutes = fields.WholeNumber(minimum=1, maximum=1440, load_default=None, allow_none=True)
    photos = fields.ListOf(fields.Id(), load_default=tuple, validate=ma.validate.Length(max=PHOTOS_MAX))


class RecordShiftSchema(Schema):
    """The shift of a record."""

    id = fields.Id(required=True)
    title = ma.fields.String(required=True)
    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    place = ma.fields.String(required=True)


class FlagSchema(Schema):
    """Something unusual: a name for a chip (at most 16 characters), a text with the figures; ``holds``: until ruled."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    holds = ma.fields.Boolean(required=True)


class RecordEvidenceSchema(Schema):
    """A photo that is kept as evidence: a sheet that everybody signed, or a slip of who was served."""

    kind = ma.fields.String(required=True)
    kind_name = ma.fields.String(required=True)
    photo = ma.fields.Nested(PhotoSchema, required=True)
    added_at = fields.Moment(required=True)


class EarnedSchema(Schema):
    """What was booked."""

    book = ma.fields.String(required=True, validate=ma.validate.OneOf(["time", "point"]))
    amount = ma.fields.Integer(required=True)


class StopSchema(Schema):
    """One stop of the record's line."""

    state = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    at = fields.Moment(required=True, allow_none=True)
    by = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    status = ma.fields.String(required=True, validate=ma.validate.OneOf(["done", "now", "to_come"]))


class RecordRefSchema(Schema):
    """Another record of the same presence, which this one corrects or is corrected by."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True)


class RecordSchema(Schema):
    """A service record as the caller sees it."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    shift = ma.fields.Nested(RecordShiftSchema, required=True)
    member = ma.fields.Nested(RefSchema, required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True, allow_none=True)
    checked_in_at = fields.Moment(required=True)
    checked_out_at = fields.Moment(required=True, allow_none=True)
    fence = ma.fields.String(required=True)
    flags = ma.fields.List(ma.fields.Nested(FlagSchema), required=True)
    held_by = ma.fields.Nested(
        RefSchema,
        required=True,
        allow_none=True,
        metadata={"description": "the guardian whose phone checked the ward in or out"},
    )
    source = ma.fields.String(required=True)
    evidence = ma.fields.List(ma.fields.Nested(RecordEvidenceSchema), required=True)
    may_add_slip = ma.fields.Boolean(required=True)
    notice_until = fields.Moment(required=True, allow_none=True)
    days_left = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "working days left of the notice, today among them"}
    )
    calendar_note = ma.fields.String(required=True, allow_none=True)
    corrects = ma.fields.Nested(RecordRefSchema, required=True, allow_none=True)
    corrected_by = ma.fields.Nested(RecordRefSchema, required=True, allow_none=True)
    settlement = ma.fields.String(required=True, allow_none=True)
    earned = ma.fields.List(ma.fields.Nested(EarnedSchema), required=True)
    audit = ma.fields.Nested(RecordAuditSchema, required=True, allow_none=True)
    stops = ma.fields.List(ma.fields.Nested(StopSchema), required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
