"""Shapes of exports and imports."""

import marshmallow as ma
from flask_smorest.fields import Upload

from backend.dossiers.types import ExportState, FileFormat, ImportMove, ImportState, NewExport, OutsideState, Part
from backend.infra.http import MoveSchema, Schema, fields


class FileQuery(Schema):
    """As what the file leaves."""

    format = fields.Choice(FileFormat, load_default=FileFormat.XLSX)


class NewExportSchema(Schema):
    """What of the members leaves the house, and what for; the log keeps it."""

    into = NewExport

    purpose = fields.Line(min_length=4, max_length=100, required=True)
    since = fields.Day(required=True)
    until = fields.Day(required=True)
    parts = fields.ListOf(
        fields.Choice(Part),
        required=True,
        validate=ma.validate.Length(min=1, max=len(Part), error="请至少选一部分"),
    )
    format = fields.Choice(FileFormat, load_default=FileFormat.XLSX)


class DossierExportSchema(Schema):
    """An export and how far it is: ``members_done`` of ``members_total``."""

    id = fields.Id(required=True)
    purpose = ma.fields.String(required=True)
    since = fields.Day(required=True)
    until = fields.Day(required=True)
    parts = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "names of the parts"})
    format = fields.Choice(FileFormat, required=True)
    state = fields.Choice(ExportState, required=True)
    members_total = ma.fields.Integer(required=True)
    members_done = ma.fields.Integer(required=True)
    rows_total = ma.fields.Integer(required=True)
    downloads = ma.fields.Integer(required=True)
    by_name = ma.fields.String(required=True)
    asked_at = fields.Moment(required=True)
    expires_at = fields.Moment(required=True, allow_none=True)
    may_take = ma.fields.Boolean(required=True)


class DossierFileSchema(Schema):
    """The uploaded file."""

    file = Upload(required=True, error_messages={"required": "请选择一个文件"})


class OriginQuery(Schema):
    """The system or house that the rows come from."""

    origin = fields.Line(min_length=2, max_length=40, load_default="全国志愿服务信息系统")


class DossierImportHeadSchema(Schema):
    """How far an uploaded file is; rows by what they bring (``kept``: another's word stands)."""

    id = fields.Id(required=True)
    origin = ma.fields.String(required=True)
    file_name = ma.fields.String(required=True)
    state = fields.Choice(ImportState, required=True)
    state_name = ma.fields.String(required=True)
    rows_total = ma.fields.Integer(required=True)
    rows_new = ma.fields.Integer(required=True)
    rows_changed = ma.fields.Integer(required=True)
    rows_same = ma.fields.Integer(required=True)
    rows_kept = ma.fields.Integer(required=True)
    errors_total = ma.fields.Integer(required=True)
    outside_state = fields.Choice(
        OutsideState,
        required=True,
        allow_none=True,
        metadata={"description": "of the records from elsewhere, null for none"},
    )
    outside_state_name = ma.fields.String(required=True, allow_none=True)
    by_name = ma.fields.String(required=True)
    created_at = fields.Moment(required=True)
    expires_at = fields.Moment(required=True, allow_none=True)


class DossierImportErrorSchema(Schema):
    """What is wrong in one cell."""

    sheet = ma.fields.String(required=True)
    row = ma.fields.Integer(required=True)
    heading = ma.fields.String(required=True)
    message = ma.fields.String(required=True)


class DossierImportSheetSchema(Schema):
    """A sheet that is a part of a dossier, and its columns that nothing is read from."""

    name = ma.fields.String(required=True)
    unread = ma.fields.List(ma.fields.String(), required=True)


class DossierImportSchema(DossierImportHeadSchema):
    """An uploaded file; ``errors`` are the first 200 of ``errors_total``."""

    sheets = ma.fields.List(ma.fields.Nested(DossierImportSheetSchema), required=True)
    errors = ma.fields.List(ma.fields.Nested(DossierImportErrorSchema), required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class DossierImportMoveSchema(Schema):
    """A move on an uploaded file."""

    move = fields.Choice(ImportMove, required=True)
