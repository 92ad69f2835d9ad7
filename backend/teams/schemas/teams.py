"""Shapes of teams and seats on the wire."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import MoveSchema, PageQuery, PhotoSchema, RefSchema, Schema, fields
from backend.teams.moves import SeatMove, TeamMove
from backend.teams.rules import PHOTOS_MAX
from backend.teams.types import Invitation, NewTeam, TeamFilter, TeamState, TeamWord


def photo_ids() -> fields.ListOf:
    """Return the field of photos taken in before."""
    return fields.ListOf(fields.Id(), load_default=(), validate=validate.Length(max=PHOTOS_MAX))


class NewTeamSchema(Schema):
    """A team to form from a claim or, at the desk, from an entry."""

    into = NewTeam
    name = fields.Line(required=True, min_length=2, max_length=30)
    goal = fields.Text(required=True, min_length=2, max_length=300)
    claim_id = fields.Id(load_default=None, allow_none=True)
    entry_id = fields.Id(load_default=None, allow_none=True)
    leader_id = fields.Id(load_default=None, allow_none=True)


class TeamQuery(PageQuery):
    """Filters of teams."""

    entry_id = fields.Id(load_default=None)
    claim_id = fields.Id(load_default=None)
    unit_id = fields.Id(load_default=None)
    state = fields.Choice(TeamState, load_default=None)
    mine = fields.QueryFlag(load_default=False)


def team_filter(query: dict[str, Any]) -> TeamFilter:
    """Return the filters without the page."""
    return TeamFilter(**{name: query[name] for name in ("entry_id", "claim_id", "unit_id", "state", "mine")})


class TeamMoveSchema(Schema):
    """A move on a team: the member for an offer of the lead, the report or reason for an end."""

    move = fields.Choice(TeamMove, required=True)
    member_id = fields.Id(load_default=None, allow_none=True)
    text = fields.Text(max_length=2000, load_default="")
    photos = photo_ids()

    @ma.post_load
    def _move(self, data: dict[str, Any], **_: Any) -> tuple[TeamMove, TeamWord]:
        return data["move"], TeamWord(data["member_id"], data["text"], tuple(data["photos"]))


class TeamEntrySchema(Schema):
    """The entry that a team carries out."""

    id = fields.Id(required=True)
    kind = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    number = ma.fields.String(required=True)


class TeamSchema(Schema):
    """A team as everybody in the community sees it; the leader's name is masked unless they consented to show it."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    goal = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    entry = ma.fields.Nested(TeamEntrySchema, required=True)
    unit = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    leader_name = ma.fields.String(required=True, allow_none=True)
    people = ma.fields.Integer(required=True)
    my_state = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "state of the caller's own seat"}
    )
    is_offered_to_me = ma.fields.Boolean(required=True, metadata={"description": "the caller was asked to lead"})
    created_at = fields.Moment(required=True)
    ended_at = fields.Moment(required=True, allow_none=True)


class TeamShiftSchema(Schema):
    """A shift that is the team's work."""

    id = fields.Id(required=True)
    title = ma.fields.String(required=True)
    place = ma.fields.String(required=True)
    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    is_cancelled = ma.fields.Boolean(required=True)


class TeamWorkSchema(Schema):
    """The team's shifts and what is entered of them now, corrections included."""

    shifts = fields.ListOf(ma.fields.Nested(TeamShiftSchema), required=True)
    minutes = ma.fields.Integer(required=True)
    people = ma.fields.Integer(required=True)
    waiting = ma.fields.Integer(required=True, metadata={"description": "records not yet decided"})


class TeamTasksSchema(Schema):
    """How many tasks there are."""

    open = ma.fields.Integer(required=True)
    overdue = ma.fields.Integer(required=True)
    done = ma.fields.Integer(required=True)


class OwnSeatSchema(Schema):
    """The caller's own seat; nobody else is shown its vanguard."""

    id = fields.Id(required=True)
    role = ma.fields.String(required=True)
    role_name = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    vanguard = ma.fields.Boolean(required=True)
    note = ma.fields.String(required=True, allow_none=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class WholeTeamSchema(TeamSchema):
    """A team's page; those inside read the leader's whole name."""

    claim_id = fields.Id(required=True, allow_none=True)
    takes_applications = ma.fields.Boolean(required=True)
    report = ma.fields.String(required=True, allow_none=True)
    photos = fields.ListOf(ma.fields.Nested(PhotoSchema), required=True)
    work = ma.fields.Nested(TeamWorkSchema, required=True)
    tasks = ma.fields.Nested(TeamTasksSchema, required=True)
    is_inside = ma.fields.Boolean(required=True, metadata={"description": "seats, tasks and log may be read"})
    may_manage = ma.fields.Boolean(required=True)
    may_work = ma.fields.Boolean(required=True)
    may_apply = ma.fields.Boolean(required=True)
    heir_name = ma.fields.String(required=True, allow_none=True)
    seat = ma.fields.Nested(OwnSeatSchema, required=True, allow_none=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class SeatInvitationSchema(Schema):
    """Whom to ask: a member by id, or by name and phone together."""

    into = Invitation
    member_id = fields.Id(load_default=None, allow_none=True)
    name = fields.Line(load_default="", max_length=40)
    phone = fields.Phone(load_default="")
    note = fields.Line(load_default="", max_length=200)

    @ma.validates_schema
    def _somebody(self, data: dict[str, Any], **_: Any) -> None:
        if data["member_id"] is None and not (data["name"] and data["phone"]):
            raise ma.ValidationError("请填写姓名和手机号", "name")


class SeatApplicationSchema(Schema):
    """A word to the leader."""

    note = fields.Line(load_default="", max_length=200)


class SeatMoveSchema(Schema):
    """A move on a seat; a removal gives its reason."""

    move = fields.Choice(SeatMove, required=True)
    note = fields.Line(load_default="", max_length=200)


class SeatSchema(Schema):
    """Somebody on the team, asked or asking. The vanguard is not shown."""

    id = fields.Id(required=True)
    member = ma.fields.Nested(RefSchema, required=True)
    role = ma.fields.String(required=True)
    role_name = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    note = ma.fields.String(required=True, allow_none=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class SeatsSchema(Schema):
    """All live seats of a team."""

    items = fields.ListOf(ma.fields.Nested(SeatSchema), required=True)


class AddTeamShiftSchema(Schema):
    """A shift to count as the team's work."""

    shift_id = fields.Id(required=True)
