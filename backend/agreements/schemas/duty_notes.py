"""Shapes of supervision notes."""

import marshmallow as ma

from backend.agreements.service.evidence_sources import PHOTOS_MAX
from backend.agreements.types.duties import NoteState
from backend.infra.http import PageQuery, PhotoSchema, Schema, fields, page_schema


class NoteQuery(PageQuery):
    """Which notes."""

    unit_id = fields.Id(load_default=None)
    state = fields.ListOf(fields.Choice(NoteState), load_default=list)


class NewDutyNoteWordSchema(Schema):
    """A note, or a word in its thread."""

    text = fields.Text(required=True, min_length=1, max_length=500)
    photos = fields.ListOf(fields.Id(), load_default=tuple, validate=ma.validate.Length(max=PHOTOS_MAX))


class DutyNoteMoveSchema(Schema):
    """Closing a note."""

    move = fields.Line(required=True, validate=ma.validate.OneOf(["close"], error="没有这个选项"))


class NotedDutySchema(Schema):
    """The duty that a note is on; ``giver`` is the debtor's name."""

    id = fields.Id(required=True)
    text = ma.fields.String(required=True)
    giver = ma.fields.String(required=True)


class DutyNoteWordSchema(Schema):
    """One word of a thread; ``is_answer`` where the debtor said it."""

    side = ma.fields.String(required=True)
    by = ma.fields.String(required=True)
    is_answer = ma.fields.Boolean(required=True)
    text = ma.fields.String(required=True)
    photos = ma.fields.List(ma.fields.Nested(PhotoSchema), required=True)
    at = fields.Moment(required=True)


class DutyNoteSchema(Schema):
    """A supervision note with its thread, the note itself first."""

    id = fields.Id(required=True)
    duty = ma.fields.Nested(NotedDutySchema, required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    answer_by = fields.Moment(required=True, allow_none=True)
    made_at = fields.Moment(required=True)
    acts = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "answer, say, close"})
    words = ma.fields.List(ma.fields.Nested(DutyNoteWordSchema), required=True)


class DutyNotesSchema(page_schema(DutyNoteSchema)):  # type: ignore[misc]  # the page's class is made at run time
    """A page of a duty's notes, the newest first; ``duty`` and whether the caller may put one."""

    duty = ma.fields.Nested(NotedDutySchema, required=True)
    may_put = ma.fields.Boolean(required=True)
