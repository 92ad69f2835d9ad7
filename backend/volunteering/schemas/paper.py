"""Shapes of paper: sheets with their lines, slips, quotas."""

from typing import Any

import marshmallow as ma

from backend.infra.http import Schema, fields
from backend.volunteering.rules.paper import PHOTOS_MAX, RECORDS_A_DAY
from backend.volunteering.schemas.records import RecordSchema
from backend.volunteering.types.paper import NewSheet, PaperLine, PastShift


class PastShiftSchema(Schema):
    """An activity that was held and nobody opened here."""

    into = PastShift

    entry_id = fields.Id(required=True)
    title = fields.Line(min_length=2, max_length=60, load_default=None, allow_none=True)
    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    place = fields.Line(required=True, min_length=1, max_length=100)
    leader_member_id = fields.Id(required=True)
    beneficiary_member_id = fields.Id(load_default=None, allow_none=True)


class PaperLineSchema(Schema):
    """One line of a sheet."""

    into = PaperLine

    member_id = fields.Id(required=True)
    came_at = fields.Moment(required=True)
    left_at = fields.Moment(required=True)
    role_id = fields.Id(
        load_default=None, allow_none=True, metadata={"description": "of who had not signed up, on a shift with roles"}
    )
    qualification_number = fields.Line(
        min_length=4,
        max_length=40,
        load_default=None,
        allow_none=True,
        metadata={"description": "of the certificate that the role asks for, which whoever enters it has seen"},
    )


class NewSheetSchema(Schema):
    """A sheet of a shift that is known (``shift_id``) or of a past one (``shift``)."""

    into = NewSheet

    shift_id = fields.Id(load_default=None, allow_none=True)
    shift = ma.fields.Nested(PastShiftSchema, load_default=None, allow_none=True)
    photos = fields.ListOf(
        fields.Id(),
        required=True,
        validate=ma.validate.Length(1, PHOTOS_MAX, error=f"请上传1到{PHOTOS_MAX}张签到表照片"),
    )
    lines = fields.ListOf(
        ma.fields.Nested(PaperLineSchema),
        required=True,
        validate=ma.validate.Length(1, RECORDS_A_DAY, error=f"一次最多{RECORDS_A_DAY}行"),
    )

    @ma.validates_schema
    def _one_shift(self, data: dict[str, Any], **_: Any) -> None:
        if (data.get("shift_id") is None) == (data.get("shift") is None):
            raise ma.ValidationError("请选一场活动，或填写补录的活动", "shift_id")


class SheetSchema(Schema):
    """What a sheet became."""

    items = ma.fields.List(ma.fields.Nested(RecordSchema), required=True)


class QuotaSchema(Schema):
    """What the caller may still enter today."""

    records_left = ma.fields.Integer(required=True)
    minutes_left = ma.fields.Integer(required=True)


class SlipSchema(Schema):
    """The photographed slip of who was served."""

    photos = fields.ListOf(
        fields.Id(),
        required=True,
        validate=ma.validate.Length(1, PHOTOS_MAX, error=f"请上传1到{PHOTOS_MAX}张签字单照片"),
    )
    note = fields.Text(min_length=1, max_length=500, load_default=None, allow_none=True)


class DeskRowSchema(Schema):
    """One kind of what waits for a supervisor."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True)


class SupervisionSchema(Schema):
    """The supervisor's desk."""

    rows = ma.fields.List(ma.fields.Nested(DeskRowSchema), required=True)
