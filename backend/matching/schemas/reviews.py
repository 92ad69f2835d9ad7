"""Shapes of requests for a person's word on the wire."""

from typing import Any

import marshmallow as ma

from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields
from backend.matching.moves import ReviewMove
from backend.matching.schemas.suggestions import MatchNeedSchema
from backend.matching.types import NewReview, ReviewAnswer, ReviewState


class NewReviewSchema(Schema):
    """A request: about a suggestion, about a need not suggested, or, with neither, about not being suggested."""

    into = NewReview
    suggestion_id = fields.Id(load_default=None, allow_none=True)
    entry_id = fields.Id(load_default=None, allow_none=True)
    shift_id = fields.Id(load_default=None, allow_none=True)
    unit_id = fields.Id(load_default=None, allow_none=True, metadata={"description": "for which unit the caller asks"})
    words = fields.Text(required=True, min_length=2, max_length=500)

    @ma.validates_schema
    def _check(self, data: dict[str, Any], **_: Any) -> None:
        if sum(data[name] is not None for name in ("suggestion_id", "entry_id", "shift_id")) > 1:
            raise ma.ValidationError("一次只问一件事", "suggestion_id")


class ReviewQuery(PageQuery):
    """Filters of requests."""

    mine = fields.QueryFlag(load_default=False)
    state = fields.Choice(ReviewState, load_default=None)


class ReviewMoveSchema(Schema):
    """Staff's answer, with the suggestion that it made by hand; or the asker takes it back."""

    move = fields.Choice(ReviewMove, required=True)
    answer = fields.Text(max_length=1000, load_default=None, allow_none=True)
    made_id = fields.Id(load_default=None, allow_none=True)

    @ma.validates_schema
    def _check(self, data: dict[str, Any], **_: Any) -> None:
        if data["move"] is ReviewMove.ANSWER and len(data["answer"] or "") < 2:
            raise ma.ValidationError("请写答复", "answer")

    @ma.post_load
    def _move(self, data: dict[str, Any], **_: Any) -> tuple[ReviewMove, ReviewAnswer]:
        return data["move"], ReviewAnswer(data["answer"] or "", data["made_id"])


class MatchReviewSchema(Schema):
    """A request for a person's word."""

    id = fields.Id(required=True)
    about = ma.fields.String(required=True, metadata={"enum": ["suggestion", "need", "none"]})
    about_name = ma.fields.String(required=True)
    suggestion_id = fields.Id(required=True, allow_none=True)
    need = ma.fields.Nested(MatchNeedSchema, required=True, allow_none=True)
    asked_by = ma.fields.Nested(RefSchema, required=True)
    unit = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    words = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    asked_at = fields.Moment(required=True)
    answer_by = fields.Moment(required=True)
    is_late = ma.fields.Boolean(required=True)
    answer = ma.fields.String(required=True, allow_none=True)
    answered_by = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    answered_at = fields.Moment(required=True, allow_none=True)
    made_id = fields.Id(required=True, allow_none=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
