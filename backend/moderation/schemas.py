"""Shapes of texts in moderation on the wire."""

from typing import Any

import marshmallow as ma

from backend.infra.http import MoveSchema, PageQuery, Schema, fields
from backend.moderation.moves import ModerationMove
from backend.moderation.types import ItemState


class ModerationQuery(PageQuery):
    """Which texts; without a state all that nobody has decided on."""

    state = fields.Choice(ItemState, load_default=None)


class ModerationTargetSchema(Schema):
    """What to open to see a text where it stands."""

    type = fields.Line(required=True)
    id = fields.Id(required=True)


class ModerationDecisionSchema(Schema):
    """One decision; ``by`` is None where WeChat's check decided."""

    to_state = fields.Choice(ItemState, required=True)
    state_name = ma.fields.String(required=True)
    by = ma.fields.String(required=True, allow_none=True)
    label_name = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "what WeChat takes the text for"}
    )
    reason = ma.fields.String(required=True, allow_none=True)
    at = fields.Moment(required=True)


class ModerationItemSchema(Schema):
    """A text that waits to be seen by others, or was decided on. Its author is not shown."""

    id = fields.Id(required=True)
    subject_type = ma.fields.String(required=True)
    subject_name = ma.fields.String(required=True)
    title = ma.fields.String(required=True, metadata={"description": "what it stands in, e.g. the topic"})
    target = ma.fields.Nested(ModerationTargetSchema, required=True)
    text = ma.fields.String(required=True)
    state = fields.Choice(ItemState, required=True)
    state_name = ma.fields.String(required=True)
    created_at = fields.Moment(required=True)
    decided_at = fields.Moment(required=True, allow_none=True)
    decisions = ma.fields.List(ma.fields.Nested(ModerationDecisionSchema), required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class ModerationMoveSchema(Schema):
    """A person's decision; whoever refuses a text, or lets through what was refused, says why."""

    move = fields.Choice(ModerationMove, required=True)
    reason = fields.Text(load_default=None, allow_none=True, max_length=200)

    @ma.post_load
    def _pair(self, data: dict[str, Any], **_: Any) -> tuple[ModerationMove, str | None]:
        return data["move"], data["reason"]
