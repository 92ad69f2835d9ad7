"""Shapes of the public notice."""

import marshmallow as ma

from backend.infra.http import PageQuery, Schema, fields
from backend.volunteering.types.notice import NoticeFormat


class NoticeQuery(PageQuery):
    """Which of what is on notice; ``q`` stands in the activity's title."""

    q = fields.Line(load_default=None, max_length=50)


class NoticeSchema(Schema):
    """A record on public notice; the name is masked unless its member consented."""

    record_id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    member_name = ma.fields.String(required=True)
    shift_title = ma.fields.String(required=True)
    served_on = fields.Day(required=True)
    place = ma.fields.String(required=True, allow_none=True)
    minutes = ma.fields.Integer(required=True)
    notice_until = fields.Moment(required=True)
    days_left = ma.fields.Integer(required=True)
    calendar_note = ma.fields.String(required=True, allow_none=True)
    may_dispute = ma.fields.Boolean(required=True)


class NoticePrintQuery(Schema):
    """As what."""

    format = fields.Choice(NoticeFormat, required=True)
