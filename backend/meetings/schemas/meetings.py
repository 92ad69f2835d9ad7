"""Shapes of meetings."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import MoveSchema, PageQuery, Schema, fields
from backend.meetings.moves.meetings import MeetingMove
from backend.meetings.schemas.minutes import MeetingActionSchema, MeetingMinutesSchema
from backend.meetings.types import (
    Audience,
    AudienceRule,
    Basis,
    Kind,
    MeetingFilter,
    MeetingState,
    MeetingWord,
    NewItem,
    NewMeeting,
    PaperLine,
)

NESTED_MESSAGES = {**fields.MESSAGES, "type": "格式不对"}
ITEMS_MAX, UNITS_MAX = 20, 50


class NewAgendaItemSchema(Schema):
    """A point of the agenda."""

    into = NewItem

    title = fields.Line(required=True, min_length=2, max_length=60)
    text = fields.Text(load_default="", max_length=500)
    topic_id = fields.Id(load_default=None, allow_none=True)


class MeetingAudienceSchema(Schema):
    """Who is invited: everybody, buildings, resident groups, a list of members, or whom its topics concern."""

    rule = fields.Choice(Audience, required=True)
    buildings = fields.ListOf(
        fields.Line(min_length=1, max_length=60), load_default=list, validate=validate.Length(max=200)
    )
    ids = fields.ListOf(fields.Id(), load_default=list, validate=validate.Length(max=500))

    @ma.validates_schema
    def _says_whom(self, data: dict[str, Any], **_: Any) -> None:
        rule = data["rule"]
        if rule is Audience.BUILDINGS and not data["buildings"]:
            raise ma.ValidationError("请选择楼栋", "buildings")
        if rule in (Audience.GROUPS, Audience.MEMBERS) and not data["ids"]:
            raise ma.ValidationError("请选择邀请谁", "ids")

    @ma.post_load
    def _rule(self, data: dict[str, Any], **_: Any) -> AudienceRule:
        return AudienceRule(data["rule"], tuple(data["buildings"]), tuple(data["ids"]))


class NewMeetingSchema(Schema):
    """A meeting to call."""

    kind = fields.Choice(Kind, required=True)
    title = fields.Line(required=True, min_length=2, max_length=60)
    text = fields.Text(load_default="", max_length=2000)
    place = fields.Line(required=True, min_length=2, max_length=100)
    starts_at = fields.Moment(required=True)
    basis = fields.Choice(Basis, load_default=Basis.INVITED)
    audience = ma.fields.Nested(
        MeetingAudienceSchema, load_default=None, allow_none=True, error_messages=NESTED_MESSAGES
    )
    agenda = fields.ListOf(
        ma.fields.Nested(NewAgendaItemSchema, error_messages=NESTED_MESSAGES),
        load_default=list,
        validate=validate.Length(max=ITEMS_MAX, error=f"最多{ITEMS_MAX}项议程"),
        metadata={"description": "may be left out where the meeting follows an adjourned one"},
    )
    unit_ids = fields.ListOf(fields.Id(), load_default=list, validate=validate.Length(max=UNITS_MAX))
    demand_id = fields.Id(load_default=None, allow_none=True)
    follows_id = fields.Id(load_default=None, allow_none=True)

    @ma.post_load
    def _meeting(self, data: dict[str, Any], **_: Any) -> NewMeeting:
        audience = data.pop("audience") or AudienceRule(Audience.ALL)
        return NewMeeting(
            **{**data, "audience": audience, "agenda": tuple(data["agenda"]), "unit_ids": tuple(data["unit_ids"])}
        )


class MeetingMoveSchema(Schema):
    """A move on a meeting."""

    move = fields.Choice(MeetingMove, required=True)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)

    @ma.post_load
    def _word(self, data: dict[str, Any], **_: Any) -> tuple[MeetingMove, MeetingWord]:
        return data["move"], MeetingWord(data["note"])


class MeetingCodeGivenSchema(Schema):
    """The code on the screen in the room."""

    code = fields.Line(required=True, min_length=6, max_length=6)


class MeetingPaperLineSchema(Schema):
    """A line of the paper list: a seat, or the name of somebody who is not on a phone."""

    into = PaperLine

    seat_id = fields.Id(load_default=None, allow_none=True)
    name = fields.Line(load_default="", max_length=60)

    @ma.validates_schema
    def _says_who(self, data: dict[str, Any], **_: Any) -> None:
        if not data.get("seat_id") and len(data.get("name", "")) < 2:
            raise ma.ValidationError("请写上姓名，或者从名册里选", "name")


class MeetingQuery(PageQuery):
    """Filters of meetings."""

    kind = fields.Choice(Kind, load_default=None)
    state = fields.Choice(MeetingState, load_default=None)
    live = fields.QueryFlag(load_default=False, metadata={"description": "leave out what is over"})
    mine = fields.QueryFlag(
        load_default=False, metadata={"description": "where the caller or their household has a seat"}
    )
    topic_id = fields.Id(load_default=None)


def meeting_filter(query: dict[str, Any]) -> MeetingFilter:
    """Return which meetings are asked for."""
    return MeetingFilter(**{name: query[name] for name in ("kind", "state", "live", "mine", "topic_id")})


class RollQuery(PageQuery):
    """Which part of the roll."""

    find = fields.Line(load_default=None, max_length=60, metadata={"description": "a whole name"})


class MeetingQuorumSchema(Schema):
    """How many are enough, and by which article."""

    enough = ma.fields.Integer(required=True)
    met = ma.fields.Boolean(required=True)
    name = ma.fields.String(required=True)
    source = ma.fields.String(required=True)


class MeetingItemSchema(Schema):
    """A meeting in a list."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    kind_name = ma.fields.String(required=True)
    is_lawful = ma.fields.Boolean(required=True)
    title = ma.fields.String(required=True)
    place = ma.fields.String(required=True)
    starts_at = fields.Moment(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    seats = ma.fields.Integer(required=True, metadata={"description": "voices on the roll"})
    present = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "so far, or at its end; null before it is opened"}
    )
    quorum = ma.fields.Nested(MeetingQuorumSchema, required=True)


class MeetingTopicSchema(Schema):
    """The topic that a point is about."""

    id = fields.Id(required=True)
    title = ma.fields.String(required=True)
    stage = ma.fields.String(required=True)


class AgendaItemSchema(Schema):
    """A point of the agenda; minutes' words once they are published."""

    id = fields.Id(required=True)
    no = ma.fields.Integer(required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    topic = ma.fields.Nested(MeetingTopicSchema, required=True, allow_none=True)
    notes = ma.fields.String(required=True, allow_none=True)
    decision = ma.fields.String(required=True, allow_none=True)
    actions = ma.fields.List(ma.fields.Nested(MeetingActionSchema), required=True)


class InvitedUnitSchema(Schema):
    """A unit that was asked to send somebody (Art. 19)."""

    id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    came = ma.fields.Boolean(required=True)
    delegate = ma.fields.String(required=True, allow_none=True)
    said = ma.fields.String(required=True, allow_none=True)


class MeetingSeatSchema(Schema):
    """The caller's seat, or their household's."""

    id = fields.Id(required=True)
    is_household = ma.fields.Boolean(required=True)
    present = ma.fields.Boolean(required=True)
    way = ma.fields.String(required=True, allow_none=True)
    way_name = ma.fields.String(required=True, allow_none=True)
    is_me = ma.fields.Boolean(required=True)
    may_attend = ma.fields.Boolean(required=True)


class MeetingLineSchema(Schema):
    """A line of a meeting's history."""

    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    at = fields.Moment(required=True)
    note = ma.fields.String(required=True, allow_none=True)


class MeetingSchema(MeetingItemSchema):
    """A meeting as the caller may see it."""

    text = ma.fields.String(required=True)
    basis = ma.fields.String(required=True)
    basis_name = ma.fields.String(required=True)
    audience = ma.fields.String(required=True)
    audience_name = ma.fields.String(required=True)
    outside_seats = ma.fields.Integer(required=True, metadata={"description": "voices of who is not on a phone"})
    called_at = fields.Moment(required=True)
    opened_at = fields.Moment(required=True, allow_none=True)
    ended_at = fields.Moment(required=True, allow_none=True)
    agenda = ma.fields.List(ma.fields.Nested(AgendaItemSchema), required=True)
    units = ma.fields.List(ma.fields.Nested(InvitedUnitSchema), required=True)
    seat = ma.fields.Nested(MeetingSeatSchema, required=True, allow_none=True)
    minutes = ma.fields.Nested(MeetingMinutesSchema, required=True, allow_none=True)
    follows_id = fields.Id(required=True, allow_none=True)
    followed_by_id = fields.Id(required=True, allow_none=True)
    demand_ids = ma.fields.List(fields.Id(), required=True)
    history = ma.fields.List(ma.fields.Nested(MeetingLineSchema), required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
    may_show_code = ma.fields.Boolean(required=True)
    may_note = ma.fields.Boolean(required=True)
    may_write_minutes = ma.fields.Boolean(required=True)
    may_read_roll = ma.fields.Boolean(required=True)


class MeetingCodeSchema(Schema):
    """The code of this moment."""

    code = ma.fields.String(required=True)
    qr = ma.fields.String(required=True)
    step_seconds = ma.fields.Integer(required=True)
    valid_until = fields.Moment(required=True)


class RollSeatSchema(Schema):
    """A seat of the roll with its name and presence; for the desk."""

    id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    group_name = ma.fields.String(required=True, allow_none=True)
    is_household = ma.fields.Boolean(required=True)
    present = ma.fields.Boolean(required=True)
    way_name = ma.fields.String(required=True, allow_none=True)
    came_name = ma.fields.String(required=True, allow_none=True)
    at = fields.Moment(required=True, allow_none=True)
