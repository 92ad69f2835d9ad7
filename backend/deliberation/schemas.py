"""Shapes of topics on the wire."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.deliberation.moves import TopicMove
from backend.deliberation.types import (
    DecidedEntry,
    Decision,
    MeetingKind,
    NewTopic,
    Source,
    SourceType,
    Stage,
    Step,
    TopicFilter,
)
from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields

TITLE_LENGTH_MAX, TEXT_LENGTH_MAX = 60, 2000
NESTED_MESSAGES = {**fields.MESSAGES, "type": "格式不对"}

SOURCES = {
    "source_entry_id": SourceType.ENTRY,
    "source_draft_id": SourceType.EDITION,
    "source_statement_id": SourceType.STATEMENT,
}


class SuggestionSchema(Schema):
    """Why an entry, or a draft, should be talked about."""

    text = fields.Text(required=True, min_length=2, max_length=500)


class NewTopicSchema(Schema):
    """A topic that the desk opens."""

    title = fields.Line(required=True, min_length=2, max_length=TITLE_LENGTH_MAX)
    text = fields.Text(required=True, min_length=2, max_length=TEXT_LENGTH_MAX)
    category = fields.Line(required=True, min_length=1, max_length=64)
    meeting_kind = fields.Choice(MeetingKind, required=True)
    ends_on = fields.Day(load_default=None, allow_none=True, metadata={"description": "last day of gathering"})
    next_actor = fields.Line(load_default=None, allow_none=True, max_length=60)
    source_entry_id = fields.Id(load_default=None, allow_none=True)
    source_draft_id = fields.Id(
        load_default=None, allow_none=True, metadata={"description": "the draft of a list, while it is on notice"}
    )
    source_statement_id = fields.Id(
        load_default=None, allow_none=True, metadata={"description": "what somebody said on another topic"}
    )

    @ma.validates_schema
    def _one_source(self, data: dict[str, Any], **_: Any) -> None:
        given = [name for name in SOURCES if data.get(name)]
        if len(given) > 1:
            raise ma.ValidationError("只能从一件事发起", given[-1])

    @ma.post_load
    def _topic(self, data: dict[str, Any], **_: Any) -> NewTopic:
        given = {type_: data.pop(name) for name, type_ in SOURCES.items()}
        source = next((Source(type_, id_) for type_, id_ in given.items() if id_ is not None), None)
        return NewTopic(**data, source=source)


class OwnerSchema(Schema):
    """Who answers for a decision."""

    type = fields.Line(required=True, validate=validate.OneOf(["unit", "member"], error="请选择单位或居民"))
    id = fields.Id(required=True)


class DecidedEntrySchema(Schema):
    """The list entry that a decision becomes."""

    into = DecidedEntry

    kind = fields.Line(required=True, min_length=1, max_length=64)
    title = fields.Line(required=True, min_length=2, max_length=TITLE_LENGTH_MAX)
    text = fields.Text(required=True, max_length=TEXT_LENGTH_MAX)
    category = fields.Line(required=True, min_length=1, max_length=64)
    details = ma.fields.Dict(keys=ma.fields.String(), load_default=dict, error_messages={"invalid": "格式不对"})


class NewDecisionSchema(Schema):
    """What was decided."""

    text = fields.Text(required=True, min_length=2, max_length=TEXT_LENGTH_MAX)
    reasons = fields.Text(required=True, min_length=2, max_length=TEXT_LENGTH_MAX)
    owner = ma.fields.Nested(OwnerSchema, required=True, error_messages=NESTED_MESSAGES)
    due_on = fields.Day(required=True)
    review_on = fields.Day(required=True)
    entry = ma.fields.Nested(DecidedEntrySchema, load_default=None, allow_none=True, error_messages=NESTED_MESSAGES)
    motion_id = fields.Id(
        load_default=None, allow_none=True, metadata={"description": "the vote of a meeting that it rests on"}
    )

    @ma.post_load
    def _decision(self, data: dict[str, Any], **_: Any) -> Decision:
        owner = data.pop("owner")
        return Decision(**data, **{f"owner_{owner['type']}_id": owner["id"]})


class TopicMoveSchema(Schema):
    """A move on a topic with what goes with it."""

    move = fields.Choice(TopicMove, required=True)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)
    ends_on = fields.Day(load_default=None, allow_none=True, metadata={"description": "last day of the stage"})
    review_on = fields.Day(
        load_default=None, allow_none=True, metadata={"description": "when what is carried out again is reviewed"}
    )
    next_actor = fields.Line(load_default=None, allow_none=True, max_length=60)
    meeting_kind = fields.Choice(MeetingKind, load_default=None, allow_none=True)
    decision = ma.fields.Nested(NewDecisionSchema, load_default=None, allow_none=True, error_messages=NESTED_MESSAGES)

    @ma.post_load
    def _step(self, data: dict[str, Any], **_: Any) -> tuple[TopicMove, Step]:
        return data.pop("move"), Step(**data)


class TopicQuery(PageQuery):
    """Filters of topics."""

    stage = fields.Choice(Stage, load_default=None)
    live = fields.QueryFlag(load_default=False, metadata={"description": "leave out what has ended"})
    mine = fields.QueryFlag(load_default=False)


def topic_filter(query: dict[str, Any]) -> TopicFilter:
    """Return which topics are asked for."""
    return TopicFilter(stage=query["stage"], live=query["live"], mine=query["mine"])


class TopicItemSchema(Schema):
    """A topic in a list."""

    id = fields.Id(required=True)
    entry_id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    category = ma.fields.String(required=True)
    category_name = ma.fields.String(required=True)
    stage = ma.fields.String(required=True)
    stage_name = ma.fields.String(required=True)
    stage_ends_at = fields.Moment(required=True, allow_none=True)
    days_left = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "0 on the stage's last day, below 0 when it is over"}
    )
    overdue = ma.fields.Boolean(required=True)
    next_actor = ma.fields.String(required=True, allow_none=True)
    meeting_kind = ma.fields.String(required=True, allow_none=True)
    meeting_name = ma.fields.String(required=True, allow_none=True)
    created_at = fields.Moment(required=True)


class TopicSourceSchema(Schema):
    """What a topic comes from."""

    type = ma.fields.String(required=True)
    id = fields.Id(required=True)
    title = ma.fields.String(required=True)


class DecisionOwnerSchema(RefSchema):
    """Who answers for a decision."""

    type = ma.fields.String(required=True)


class DecisionEntrySchema(Schema):
    """The list entry that the decision became."""

    id = fields.Id(required=True)
    kind = ma.fields.String(required=True)
    title = ma.fields.String(required=True)


class DecisionSchema(Schema):
    """A decision."""

    text = ma.fields.String(required=True)
    reasons = ma.fields.String(required=True)
    owner = ma.fields.Nested(DecisionOwnerSchema, required=True)
    due_on = fields.Day(required=True)
    review_on = fields.Day(required=True)
    decided_at = fields.Moment(required=True)
    reviewed_at = fields.Moment(required=True, allow_none=True)
    entry = ma.fields.Nested(DecisionEntrySchema, required=True, allow_none=True)


class TopicStopSchema(Schema):
    """One stop of a topic's line; at "now" stand who must act and by when."""

    stage = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    status = ma.fields.String(required=True, validate=validate.OneOf(["done", "now", "to_come"]))
    at = fields.Moment(required=True, allow_none=True)
    by = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    note = ma.fields.String(required=True, allow_none=True)
    ends_at = fields.Moment(required=True, allow_none=True)
    next_actor = ma.fields.String(required=True, allow_none=True)


class TopicSchema(TopicItemSchema):
    """A topic as the caller may see it."""

    text = ma.fields.String(required=True)
    opened_by = ma.fields.Nested(RefSchema, required=True)
    source = ma.fields.Nested(TopicSourceSchema, required=True, allow_none=True)
    decision = ma.fields.Nested(DecisionSchema, required=True, allow_none=True)
    stops = ma.fields.List(ma.fields.Nested(TopicStopSchema), required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
