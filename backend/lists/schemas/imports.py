"""Shapes of imports."""

from typing import Any

import marshmallow as ma
from flask_smorest.fields import Upload

from backend.infra.documents.workbook import COLUMNS_MAX
from backend.infra.http import MoveSchema, Schema, fields
from backend.lists.types import EntryState, ImportMove

PATH_LENGTH_MAX = 64
FIXED_LENGTH_MAX = 200


class TableUploadSchema(Schema):
    """The uploaded table."""

    file = Upload(required=True, error_messages={"required": "请选择一个文件"})


class ImportErrorSchema(Schema):
    """What is wrong in one cell."""

    row = ma.fields.Integer(required=True, metadata={"description": "the line in the sheet, as people see it"})
    heading = ma.fields.String(required=True)
    message = ma.fields.String(required=True)


class ImportColumnSchema(Schema):
    """A column of the table and the field it fills, null for none."""

    heading = ma.fields.String(required=True)
    path = ma.fields.String(required=True, allow_none=True)
    samples = ma.fields.List(
        ma.fields.String(), required=True, metadata={"description": "what the first rows say, while the table waits"}
    )


class ImportFieldSchema(Schema):
    """A field that a column may fill; ``choices`` are the values allowed, empty where anything may stand."""

    path = ma.fields.String(required=True)
    heading = ma.fields.String(required=True)
    required = ma.fields.Boolean(required=True)
    note = ma.fields.String(required=True)
    choices = ma.fields.List(ma.fields.String(), required=True)


class ImportTargetSchema(Schema):
    """A state that the imported entries may begin in."""

    state = ma.fields.String(required=True)
    name = ma.fields.String(required=True)


class ImportHeadSchema(Schema):
    """How far an uploaded table has come."""

    id = fields.Id(required=True)
    kind = ma.fields.String(required=True)
    kind_name = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    file_name = ma.fields.String(required=True)
    rows_total = ma.fields.Integer(required=True)
    rows_done = ma.fields.Integer(required=True, metadata={"description": "rows checked so far"})
    errors_total = ma.fields.Integer(required=True)
    to_state = ma.fields.String(required=True, allow_none=True)
    created_at = fields.Moment(required=True)
    expires_at = fields.Moment(
        required=True, allow_none=True, metadata={"description": "when a table that still waits ends by itself"}
    )
    by_name = ma.fields.String(required=True)


class ImportSchema(ImportHeadSchema):
    """An uploaded table; ``errors`` are the first 200 of ``errors_total``."""

    columns = ma.fields.List(ma.fields.Nested(ImportColumnSchema), required=True)
    fixed = ma.fields.Dict(
        keys=ma.fields.String(),
        values=ma.fields.String(),
        required=True,
        metadata={"description": "path -> the value of every row without its own"},
    )
    fillable = ma.fields.List(ma.fields.Nested(ImportFieldSchema), required=True)
    errors = ma.fields.List(ma.fields.Nested(ImportErrorSchema), required=True)
    targets = ma.fields.List(ma.fields.Nested(ImportTargetSchema), required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class MappingSchema(Schema):
    """For every column of the table, in order, the field it fills or null; and values for all rows."""

    paths = fields.ListOf(
        fields.Line(min_length=1, max_length=PATH_LENGTH_MAX, allow_none=True),
        required=True,
        validate=ma.validate.Length(max=COLUMNS_MAX, error=f"最多{COLUMNS_MAX}列"),
    )
    fixed = ma.fields.Dict(
        keys=fields.Line(min_length=1, max_length=PATH_LENGTH_MAX),
        values=fields.Line(min_length=1, max_length=FIXED_LENGTH_MAX),
        load_default=dict,
    )


class ImportMoveSchema(Schema):
    """A move on an uploaded table; ``to_state`` is what its entries begin as."""

    move = fields.Choice(ImportMove, required=True)
    to_state = fields.Choice(EntryState, load_default=EntryState.PROPOSED)

    @ma.validates_schema
    def _has_sense(self, data: dict[str, Any], **_: Any) -> None:
        if data["move"] is ImportMove.MAP:
            raise ma.ValidationError("没有这个选项", "move")
        if data["to_state"] not in (EntryState.PROPOSED, EntryState.OPEN):
            raise ma.ValidationError("请选择待采纳或直接公开", "to_state")
