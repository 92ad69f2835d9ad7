"""Shapes of paper ballots on the wire."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import RefSchema, Schema, fields
from backend.meetings.types.motions import Choice, Counts
from backend.meetings.types.paper_counts import Reading

PAPERS_MAX = 10_000


class PaperCountsSchema(Schema):
    """How many papers of a box say what."""

    into = Counts
    yes = fields.WholeNumber(required=True, minimum=0, maximum=PAPERS_MAX)
    no = fields.WholeNumber(required=True, minimum=0, maximum=PAPERS_MAX)
    abstain = fields.WholeNumber(required=True, minimum=0, maximum=PAPERS_MAX)
    invalid = fields.WholeNumber(required=True, minimum=0, maximum=PAPERS_MAX)


class PaperVoteSchema(Schema):
    """What the paper of a seat says."""

    seat_id = fields.Id(required=True)
    choice = fields.Choice(Choice, required=True)


class ReadingSchema(Schema):
    """What one read: of an open vote by seat, of a secret one how many say what."""

    votes = fields.ListOf(
        ma.fields.Nested(PaperVoteSchema),
        load_default=(),
        validate=validate.Length(max=PAPERS_MAX, error=f"最多{PAPERS_MAX}张"),
    )
    counts = ma.fields.Nested(PaperCountsSchema, load_default=None, allow_none=True)

    @ma.validates_schema
    def _each_once(self, data: dict[str, Any], **_: Any) -> None:
        seats = [each["seat_id"] for each in data["votes"]]
        if len(seats) != len(set(seats)):
            raise ma.ValidationError("同一席填了两次", "votes")

    @ma.post_load
    def _reading(self, data: dict[str, Any], **_: Any) -> Reading:
        return Reading({each["seat_id"]: each["choice"] for each in data["votes"]}, data["counts"])


class PaperReadingSchema(Schema):
    """That somebody has read the papers; what they read is nobody's to see."""

    by = ma.fields.Nested(RefSchema, required=True)
    round = ma.fields.Integer(required=True)
    at = fields.Moment(required=True)
    is_mine = ma.fields.Boolean(required=True)


class PaperDifferenceSchema(Schema):
    """Where two readings differ: a seat, or a choice of a box without names."""

    seat_id = fields.Id(required=True, allow_none=True)
    name = ma.fields.String(required=True)
    first = ma.fields.String(required=True)
    second = ma.fields.String(required=True)


class PapersSchema(Schema):
    """The papers of a vote for the desk."""

    given = ma.fields.List(ma.fields.Nested(RefSchema), required=True, metadata={"description": "seats with a paper"})
    readings = ma.fields.List(ma.fields.Nested(PaperReadingSchema), required=True)
    is_counted = ma.fields.Boolean(required=True)
    may_read = ma.fields.Boolean(required=True, metadata={"description": "the caller may enter a reading now"})
    differences = ma.fields.List(ma.fields.Nested(PaperDifferenceSchema), required=True)
