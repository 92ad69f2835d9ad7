"""Shapes of the street."""

import marshmallow as ma

from backend.infra.http import PageQuery, Schema, fields


class StreetQuery(PageQuery):
    """Words looked for."""

    q = fields.Line(max_length=60, load_default="")


class FoundOnStreetSchema(Schema):
    """An entry of a neighbouring community."""

    id = fields.Id(required=True)
    community_id = ma.fields.Integer(required=True)
    community_name = ma.fields.String(required=True)
    number = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    category_name = ma.fields.String(required=True)
    place = ma.fields.String(required=True, allow_none=True)
    created_at = fields.Moment(required=True)
    title_marks = ma.fields.List(ma.fields.List(ma.fields.Integer()), required=True)
    text_marks = ma.fields.List(ma.fields.List(ma.fields.Integer()), required=True)
