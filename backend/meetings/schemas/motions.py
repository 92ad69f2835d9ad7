"""Shapes of motions and votes on the wire."""

from enum import StrEnum
from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import MoveSchema, RefSchema, Schema, fields
from backend.meetings.moves.motions import MotionMove
from backend.meetings.types.motions import CHOOSABLE, Channel, Choice, MotionState, NewMotion, Outcome, Secrecy

TEXT_LENGTH_MAX = 200


def code_of(of: type[StrEnum], *, allow_none: bool = False) -> ma.fields.String:
    """Return the field that shows one of an enum's values, as the row holds it."""
    return ma.fields.String(required=True, allow_none=allow_none, validate=validate.OneOf([each.value for each in of]))


class NewMotionSchema(Schema):
    """A motion to put; it reads as one question that can be answered by yes or no."""

    into = NewMotion
    item_id = fields.Id(required=True)
    text = fields.Text(required=True, min_length=2, max_length=TEXT_LENGTH_MAX)
    secrecy = fields.Choice(Secrecy, required=True)


class MotionMoveSchema(Schema):
    """A move on a motion, with its reason where one is due."""

    move = fields.Choice(MotionMove, required=True)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)


class VoteSchema(Schema):
    """A ballot."""

    seat_id = fields.Id(required=True)
    choice = fields.Choice(Choice, required=True, metadata={"description": "yes, no or abstain"})

    @ma.validates_schema
    def _choosable(self, data: dict[str, Any], **_: Any) -> None:
        if data["choice"] not in CHOOSABLE:
            raise ma.ValidationError("请选择赞成、反对或弃权", "choice")


class VoteReceiptSchema(Schema):
    """That a seat has voted; never what it said, so that it is worth nothing to anybody else."""

    motion_id = fields.Id(required=True)
    seat_id = fields.Id(required=True)
    voted = ma.fields.Boolean(required=True)


class MotionItemSchema(Schema):
    """A motion in a list."""

    id = fields.Id(required=True)
    meeting_id = fields.Id(required=True)
    item = ma.fields.Nested(RefSchema, required=True, metadata={"description": "the point of the agenda"})
    topic_id = fields.Id(required=True, allow_none=True)
    no = ma.fields.Integer(required=True)
    text = ma.fields.String(required=True)
    secrecy = code_of(Secrecy)
    secrecy_name = ma.fields.String(required=True)
    state = code_of(MotionState)
    state_name = ma.fields.String(required=True)
    opened_at = fields.Moment(required=True, allow_none=True)
    closed_at = fields.Moment(required=True, allow_none=True)
    voted = ma.fields.Integer(
        required=True, metadata={"description": "seats that have voted, papers given out included"}
    )
    outcome = code_of(Outcome, allow_none=True)
    outcome_name = ma.fields.String(required=True, allow_none=True)


class VoteRuleSchema(Schema):
    """A threshold with the article it stands in, in Chinese."""

    name = ma.fields.String(required=True)
    source = ma.fields.String(required=True)


class TurnoutSchema(Schema):
    """Who is there, in seats, and what is needed."""

    seats = ma.fields.Integer(required=True)
    in_person = ma.fields.Integer(required=True)
    represented = ma.fields.Integer(required=True, metadata={"description": "by a proxy of the same household"})
    present = ma.fields.Integer(required=True)
    needed = ma.fields.Integer(required=True)
    is_quorate = ma.fields.Boolean(required=True)
    needed_yes = ma.fields.Integer(required=True)
    rules = ma.fields.List(ma.fields.Nested(VoteRuleSchema), required=True)


class MotionResultSchema(Schema):
    """What was counted, once the vote has closed."""

    yes = ma.fields.Integer(required=True)
    no = ma.fields.Integer(required=True)
    abstain = ma.fields.Integer(required=True)
    invalid = ma.fields.Integer(required=True)
    seal = ma.fields.String(required=True)
    short_seal = ma.fields.String(required=True)


class VoiceSchema(Schema):
    """A seat the caller has to do with: their own, the one they came for, or one whose proxy they hold."""

    seat_id = fields.Id(required=True)
    name = ma.fields.String(required=True, allow_none=True)
    is_own = ma.fields.Boolean(required=True)
    is_present = ma.fields.Boolean(required=True)
    voted = ma.fields.Boolean(required=True)
    channel = code_of(Channel, allow_none=True)
    channel_name = ma.fields.String(required=True, allow_none=True)
    may_vote = ma.fields.Boolean(required=True)


class MotionSchema(MotionItemSchema):
    """A motion as the caller sees it."""

    turnout = ma.fields.Nested(TurnoutSchema, required=True, allow_none=True)
    result = ma.fields.Nested(MotionResultSchema, required=True, allow_none=True)
    seats = ma.fields.List(ma.fields.Nested(VoiceSchema), required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class OpenVoteSchema(Schema):
    """Who voted how, of an open vote that has closed."""

    seat_id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    channel = code_of(Channel)
    channel_name = ma.fields.String(required=True)
    choice = code_of(Choice)
    choice_name = ma.fields.String(required=True)
