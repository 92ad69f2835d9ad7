"""Shapes of photos on the wire."""

from flask_smorest.fields import Upload

from backend.attachments.types import Size
from backend.infra.http import Schema, fields

# 9999-12-31; what is later is no moment.
SECONDS_MAX = 253_402_214_400


class NewPhotoSchema(Schema):
    """One file."""

    file = Upload(
        required=True,
        error_messages={"required": "请选择一张照片"},
        metadata={"description": "JPEG, PNG or WebP, at most 8 MB"},
    )


class PhotoQuery(Schema):
    """The signed part of a photo's address."""

    size = fields.Choice(Size, required=True)
    until = fields.QueryInteger(required=True, maximum=SECONDS_MAX)
    sig = fields.Line(required=True, min_length=1, max_length=64)
